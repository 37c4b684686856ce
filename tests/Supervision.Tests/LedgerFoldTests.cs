using System.Text.Json;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;
using Anjie.Deadlines;
using Anjie.Supervision.Domain;
using static Anjie.Supervision.Tests.Given;

namespace Anjie.Supervision.Tests;

/// <summary>The ledger is the fold of the log: the order in which events arrive decides nothing.</summary>
public sealed class LedgerFoldTests
{
    static readonly Guid Case = Guid.CreateVersion7();
    static readonly Guid ClockId = Guid.CreateVersion7();

    static readonly List<LoggedEvent> Story = LogOf(Case,
        new DisputeReported("PC2026000001", Monday, 1, "06.01", PetitionOffice.Id, 3),
        Clock(Case, "SD-ASSESS", id: ClockId),
        new DisputeAssessed("06.01", "Red", Bureau.Id),
        Clock(Case, "SD-ASSESS", "Stopped", id: ClockId),
        new FiveGuaranteesAssigned(Monday.AddDays(30), Bureau.Id));

    public static TheoryData<int[]> Permutations => [.. Permute([0, 1, 2, 3, 4])];

    [Theory, MemberData(nameof(Permutations))]
    public void Every_order_of_five_events_with_duplicates_ends_in_the_same_line(int[] order)
    {
        int[] withDuplicates = [order[0], .. order, order[2], .. order];

        Arrive(Story, withDuplicates).ShouldBe(Arrive(Story, [0, 1, 2, 3, 4]));
    }

    [Fact]
    public void A_long_story_in_random_order_with_duplicates_ends_in_the_same_line()
    {
        var id = Guid.CreateVersion7();
        CaseEvent[] facts =
        [
            .. Story.Select(e => e.Fact!), new DisputeHandlingStarted(),
            .. Enumerable.Range(0, 30).Select(i => (CaseEvent)(i % 3 == 0 ? Clock(id, id: new Guid(i % 5 + 1, 0, 0, new byte[8]), legal: 20 + i) : new DisputeProgressed("Talk"))),
            new DisputeEscalated(Bureau.Id, OtherBureau.Id, true), new DisputeClosed("A"),
        ];
        var story = LogOf(id, facts);
        var expected = Arrive(story, [.. Enumerable.Range(0, story.Count)]);

        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int[] order = [.. Enumerable.Range(0, story.Count), .. random.GetItems(Enumerable.Range(0, story.Count).ToArray(), 20)];
            random.Shuffle(order);
            Arrive(story, order).ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public void A_gap_waits_and_shows_itself()
    {
        var line = LedgerEntry.For(Case, Matter);

        line.Fold([Story[0]]).Count.ShouldBe(1);
        line.Fold([Story[2]]).ShouldBeEmpty();

        line.IsComplete.ShouldBeFalse();
        line.State.ShouldBe("Reported");
        line.Fold(Story).Count.ShouldBe(4);
        line.IsComplete.ShouldBeTrue();
        line.State.ShouldBe("Guaranteed");
    }

    [Fact]
    public void Events_of_a_case_not_opened_yet_wait()
    {
        var line = LedgerEntry.For(Case, Matter);

        line.Fold(Story.Skip(1)).ShouldBeEmpty();

        line.Version.ShouldBe(0);
        line.Number.ShouldBe("");
        line.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void A_line_names_its_units_in_order_and_the_one_that_must_act()
    {
        var line = LedgerEntry.For(Case, Matter);
        line.Fold(Story);

        line.Kind.ShouldBe(CaseKind.Dispute);
        line.UnitIds.ShouldBe([PetitionOffice.Id, Bureau.Id]);
        line.UnitId.ShouldBe(Bureau.Id);
        line.OpenedOn.ShouldBe(Monday);
        line.LastFact.ShouldBe(nameof(FiveGuaranteesAssigned));
    }

    [Fact]
    public void The_day_a_line_ends_is_the_office_day_not_the_utc_day()
    {
        var id = Guid.CreateVersion7();
        var log = LogOf(id, new DisputeReported("PC1", Monday, 1, "06.01", Bureau.Id, 3));
        log.Add(Logged(new DisputeClosed("A") { MatterId = Matter, CaseId = id, Version = 2, OccurredAt = new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero) }));
        var line = LedgerEntry.For(id, Matter);
        line.Fold(log);

        line.ClosedOn.ShouldBe(Monday.AddDays(1));
    }

    [Fact]
    public void The_light_is_that_of_the_tightest_running_duty_and_a_window_is_none()
    {
        var id = Guid.CreateVersion7();
        var line = LedgerEntry.For(id, Matter);
        line.Fold(LogOf(id, new MatterRegistered("XF1", Monday, 2, "Appeal", "01", Bureau.Id, false), Clock(id, "T1", legal: 15), Clock(id, "T5", legal: 60), Clock(id, "T7", legal: 5), Clock(id, "T4", legal: 7)));

        line.DueOn.ShouldBe(Monday.AddDays(15));
        line.LightOn(Monday).ShouldBe(Light.OnCourse);
        line.LightOn(Monday.AddDays(8)).ShouldBe(Light.Near);
        line.LightOn(Monday.AddDays(12)).ShouldBe(Light.Pressing);
        line.LightOn(Monday.AddDays(15)).ShouldBe(Light.Pressing);
        line.LightOn(Monday.AddDays(16)).ShouldBe(Light.Overdue);
    }

    [Fact]
    public void The_line_has_the_state_the_case_has_with_its_owner()
    {
        StateAfter(Registered(), new MatterGuided(Guid.CreateVersion7(), "Litigation")).ShouldBe("Registered", "other demands go on");
        StateAfter(Registered(), new MatterGuided(Guid.CreateVersion7(), "Litigation", Complete: true)).ShouldBe("Guided");
        StateAfter(Registered(), new VisitGuided("Litigation"), new VisitGuided("Litigation", Complete: true)).ShouldBe("Guided");
        StateAfter(Registered(), new VisitExplained()).ShouldBe("Notified");
        StateAfter(Registered(), new Contracts.Backlog.BacklogRebounded()).ShouldBe("Rebounded");

        static MatterRegistered Registered() => new("XF1", Monday, 2, "Appeal", "01", Bureau.Id, false);

        static string StateAfter(params CaseEvent[] facts)
        {
            var id = Guid.CreateVersion7();
            var line = LedgerEntry.For(id, Matter);
            line.Fold(LogOf(id, facts));
            return line.State;
        }
    }

    [Fact]
    public void A_contract_of_a_later_release_counts_as_a_version()
    {
        var id = Guid.CreateVersion7();
        var log = LogOf(id, new DisputeReported("PC1", Monday, 1, "06.01", Bureau.Id, 3), new DisputeProgressed("Talk"), new DisputeHandlingStarted());
        log[1] = new() { CaseId = id, Version = 2, MatterId = Matter, Contract = "Screening.DisputeBlessed", Body = "{}", OccurredAt = log[1].OccurredAt, ActorId = default, ActorUnitId = default, ActorRole = "", ReceivedAt = default };
        var line = LedgerEntry.For(id, Matter);

        line.Fold(log).Count.ShouldBe(3);
        line.State.ShouldBe("Handling");
    }

    // As the listener works: each arrival is logged once, then the line takes from the log what it can.
    static string Arrive(List<LoggedEvent> story, int[] order)
    {
        var line = LedgerEntry.For(story[0].CaseId, Matter);
        Dictionary<int, LoggedEvent> log = [];
        foreach (var entry in order.Select(i => story[i]))
            if (log.TryAdd(entry.Version, entry))
                line.Fold(log.Values.Where(e => e.Version > line.Version || e == entry));
        return JsonSerializer.Serialize(line);
    }

    static IEnumerable<int[]> Permute(int[] items) => items.Length <= 1 ? [items]
        : items.SelectMany(first => Permute([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    [Theory, InlineData("Closed", true), InlineData("Handling", false), InlineData("Served", false)]
    public void An_imported_matter_stands_on_the_ledger_as_it_came_and_its_past_asks_nobody(string state, bool ended)
    {
        var id = Guid.CreateVersion7();
        var clock = new Contracts.Reception.ClockChanged
        {
            ClockId = Guid.CreateVersion7(), Rule = "T5", State = "Running", StartedOn = Monday.AddDays(-400), Nominal = Monday.AddDays(-340), Legal = Monday.AddDays(-340), Target = Monday.AddDays(-340),
            NearOn = Monday.AddDays(-350), PressingOn = Monday.AddDays(-345), ResponsibleUnitId = Bureau.Id, Silent = true, Article = "A", CalendarVersion = "1",
        };
        var line = LedgerEntry.For(id, Matter);
        line.Fold(LogOf(id, new Contracts.Reception.MatterRegistered("XF2025000001", Monday.AddDays(-400), 1, "Appeal", "02.01", Bureau.Id, false), new Contracts.Reception.MatterImported(state, 3, Monday.AddDays(-400)), clock)).Count.ShouldBe(3);

        (line.Kind, line.State, line.OpenedOn, line.ClosedOn is not null).ShouldBe((CaseKind.Matter, state, Monday.AddDays(-400), ended));
        line.Clocks.Single().NextOn.ShouldBeNull();
        LedgerFacts.FollowedUnitOf(new Contracts.Reception.MatterImported(state, 3, null)).ShouldBeNull();
    }
}
