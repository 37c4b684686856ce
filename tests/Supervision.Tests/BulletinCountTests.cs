using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Backlog;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Supervision;
using Anjie.Deadlines;
using Anjie.Supervision.Domain;
using static Anjie.Supervision.Tests.Given;

namespace Anjie.Supervision.Tests;

/// <summary>The figures by ledgers made by hand: each one counts what its definition says and nothing else.</summary>
public sealed class BulletinCountTests
{
    static readonly DateOnly LastOfMarch = new(2026, 3, 31);

    // 2026-02-16 to 22 are all days off (domain rule 7.4).
    static readonly WorkCalendar SpringFestival = new("2026.1", Enumerable.Range(15, 9).Select(day => new CalendarDay(new(2026, 2, day), false, "春节")), [2026]);

    [Theory]
    [InlineData("2026-03", "2026-03-01", "2026-03-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2026Q1", "2026-01-01", "2026-03-31")]
    [InlineData("2999-12", "2999-12-01", "2999-12-31")]
    public void A_label_is_a_month_or_a_quarter(string label, string from, string to)
    {
        label.ShouldMatch(BulletinWindow.Labels);
        BulletinWindow.Of(label, At(LastOfMarch)).Period.ShouldBe(new(label, DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd")));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026Q5")]
    [InlineData("2026-W08")]
    [InlineData("2026-03-01")]
    [InlineData("1999-01")]
    public void A_label_of_anything_else_is_none(string label) => label.ShouldNotMatch(BulletinWindow.Labels);

    [Fact]
    public void A_day_belongs_to_the_office_and_not_to_Greenwich()
    {
        var window = BulletinWindow.Of("2026-03", new(2026, 3, 31, 16, 30, 0, TimeSpan.Zero));
        (window.CutOffDay, window.Last).ShouldBe((new(2026, 4, 1), LastOfMarch));
        OfficeDay.StartOf(new(2026, 3, 1)).ShouldBe(new(2026, 2, 28, 16, 0, 0, TimeSpan.Zero));
        BulletinWindow.Of("2026-03", At(new(2026, 3, 10))).Last.ShouldBe(new(2026, 3, 10), "what lies behind the cut-off is not known");
    }

    [Theory]
    [InlineData(0, 0, null, "—")]
    [InlineData(0, 3, "0", "0.0%")]
    [InlineData(2, 3, "66.7", "66.7%")]
    [InlineData(1, 8, "12.5", "12.5%")]
    [InlineData(3, 3, "100", "100.0%")]
    public void A_share_of_nothing_is_neither_none_nor_all(int part, int whole, string? share, string text)
    {
        Share.Of(part, whole).ShouldBe(share is null ? null : decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture));
        Share.Text(part, whole).ShouldBe(text);
    }

    [Fact]
    public void A_matter_closed_within_its_terms_is_closed_in_time()
    {
        var clock = Guid.CreateVersion7();
        var one = Matter(Registered(), Clock(Given.Matter, "T5", id: clock), Clock(Given.Matter, "T5", "Stopped", id: clock), new MatterClosed()).ShouldNotBeNull();
        (one.Opened, one.Closed, one.InTime, one.Overdue, one.IsOpen, one.UnitId).ShouldBe((true, true, true, false, false, PetitionOffice.Id));
    }

    [Fact]
    public void One_term_that_ran_over_makes_it_late_and_a_window_or_imported_history_does_not()
    {
        var (late, window, silent) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        InTime(Clock(Given.Matter, "T5", "Stopped", legal: 1, id: late)).ShouldBeFalse();
        InTime(Clock(Given.Matter, "T5", "Running", legal: -1, id: late)).ShouldBeFalse("it still ran when the matter ended");
        InTime(Clock(Given.Matter, "T5", "Paused", legal: -1, id: late)).ShouldBeTrue("a term that is halted passes no day");
        InTime(Clock(Given.Matter, "T7", "Stopped", legal: 1, id: window)).ShouldBeTrue("the window for review bounds a right");
        InTime(Clock(Given.Matter, "T5", "Stopped", legal: 1, id: silent, silent: true)).ShouldBeTrue();

        static bool InTime(CaseEvent clock) => Matter(Registered(), clock, new MatterClosed())!.InTime;
    }

    [Fact]
    public void What_is_open_past_a_legal_end_on_the_day_of_the_cut_off_is_overdue()
    {
        var story = LogOf(Guid.CreateVersion7(), Registered(), Clock(Given.Matter, "T5", legal: 10));
        Case(story, Monday.AddDays(10))!.Overdue.ShouldBeFalse("its last day");
        Case(story, Monday.AddDays(11))!.Overdue.ShouldBeTrue();
        Case(story, Monday.AddDays(-1)).ShouldBeNull("nobody knew of it yet");
    }

    [Fact]
    public void History_from_the_province_is_no_closing_and_a_case_that_was_reopened_is_open()
    {
        var imported = Matter(Registered(), new MatterImported("Closed", 15, null))!;
        (imported.Closed, imported.IsOpen).ShouldBe((false, false));
        var reopened = Matter(Registered(), new MatterClosed(), new ReviewRequested(Monday, null))!;
        (reopened.Closed, reopened.IsOpen).ShouldBe((false, true));
        var before = Case(LogOf(Guid.CreateVersion7(), Registered(), new MatterClosed()), new(2026, 4, 30), "2026-04")!;
        (before.Opened, before.Closed).ShouldBe((false, false), "both were in March");
    }

    [Fact]
    public void Backlog_is_counted_by_its_steps_and_a_declined_nomination_not_at_all()
    {
        CaseEvent[] steps = [new BacklogNominated("HJ2026000001", "K1", "Matter", Bureau.Id), new BacklogConfirmed("2026H1", "City", Bureau.Id), new BacklogLeaderClaimed(Guid.CreateVersion7(), Guid.CreateVersion7(), false), new BacklogResolved([]), new BacklogClosed("A")];
        var one = Case(LogOf(Guid.CreateVersion7(), steps), LastOfMarch)!;
        (one.Claimed, one.Resolved, one.StruckOff, one.Closed, one.IsOpen).ShouldBe((true, true, true, true, false));
        var declined = Case(LogOf(Guid.CreateVersion7(), steps[0], new BacklogDeclined()), LastOfMarch)!;

        var figures = Figures([one, declined]);

        figures.Backlog.ShouldHaveSingleItem().ShouldBe(new(Bureau.Id, Bureau.Name, 1, 1, 1, 0));
        figures.Handling.ShouldHaveSingleItem().ShouldBe(new(Bureau.Id, Bureau.Name, CaseKind.Backlog, 1, 1, 1, 0));
    }

    [Fact]
    public void Rows_are_by_unit_and_kind_and_hold_only_who_has_something_to_tell()
    {
        static CountedCase Of(CaseKind kind, Guid? unit, bool opened, bool closed, bool inTime, bool overdue) => new(kind, unit, opened, closed, inTime, overdue, !closed, false, false, false, false);

        var figures = Figures([
            Of(CaseKind.Matter, Bureau.Id, true, true, true, false), Of(CaseKind.Matter, Bureau.Id, false, true, false, false), Of(CaseKind.Visit, Bureau.Id, true, false, false, true),
            Of(CaseKind.Matter, OtherBureau.Id, false, false, false, false), Of(CaseKind.Visit, null, true, false, false, false)]);

        figures.Handling.ShouldBe([
            new(null, "（未明确单位）", CaseKind.Visit, 1, 0, 0, 0),
            new(Bureau.Id, Bureau.Name, CaseKind.Visit, 1, 0, 0, 1),
            new(Bureau.Id, Bureau.Name, CaseKind.Matter, 1, 2, 1, 0)]);
        BulletinFigures.Read(figures.Write()).Write().ShouldBe(figures.Write());
        figures.Find(Bureau.Id).ShouldBe((Bureau.Name, false));
        figures.Find(OtherBureau.Id).ShouldBeNull();
    }

    [Fact]
    public void A_leader_owes_the_periods_that_end_within_the_bulletin_s()
    {
        var window = BulletinWindow.Of("2026-02", At(new(2026, 3, 2)));
        BulletinCount.PeriodsOf("City", window).ShouldBeEmpty("the quarter ends in March");
        BulletinCount.PeriodsOf("County", window).Select(period => period.Label).ShouldBe(["2026-02"]);
        BulletinCount.PeriodsOf("Town", window).Select(period => period.Label).ShouldBe(["2026-W05", "2026-W06", "2026-W07", "2026-W08"]);
        BulletinCount.PeriodsOf("Town", BulletinWindow.Of("2026-02", At(new(2026, 2, 10)))).Select(period => period.Label).ShouldBe(["2026-W05", "2026-W06"]);
    }

    [Fact]
    public void Weeks_without_a_working_day_are_exempt_and_a_day_counts_once()
    {
        var town = Post("Town", "乡镇长");
        var county = Post("County", "县长");
        var leaders = new CountedLeader[] { new(town, [new(2026, 2, 3), new(2026, 2, 3), new(2026, 2, 4), new(2026, 2, 12), new(2026, 2, 27)]), new(county, []), new(Post("City", "市长"), [new(2026, 2, 5)]) };

        var figures = BulletinCount.Of([], leaders, [], Units, BulletinWindow.Of("2026-02", At(new(2026, 3, 2))), SpringFestival);

        figures.Receptions.ShouldBe([
            new(town.Id, Bureau.Id, Bureau.Name, "乡镇长", "Town", 3, 3, 1, 1), new(county.Id, Bureau.Id, Bureau.Name, "县长", "County", 1, 0, 0, 1)], ignoreOrder: true);
        figures.Find(county.Id).ShouldBe(($"{Bureau.Name}县长", true));
    }

    [Fact]
    public void An_answer_on_its_day_is_in_time_and_one_not_yet_due_is_no_figure()
    {
        var replyBy = Monday.AddDays(3);
        Letter(replyBy, 30, new SupervisionSigned(false), new SupervisionReplied()).ShouldBe(new(2, true, true, true));
        Letter(replyBy, 3).IsDue.ShouldBeFalse("its day is not over");
        Letter(replyBy, 4).ShouldBe(new(2, true, true, false));
        Letter(replyBy, 30, new SupervisionClosed()).IsDue.ShouldBeFalse("the item ended before");
        Letter(replyBy, 30, new SupervisionEscalated(2, 3)).IsDue.ShouldBeFalse("pressed anew before");
        Letter(new(2026, 4, 2), 60).IsDue.ShouldBeFalse("due in April");
        Letter(Monday.AddDays(-1), 30, new SupervisionReplied()).ShouldBe(new(2, true, true, false), "a day late");

        static CountedLetter Letter(DateOnly replyBy, int cutOff, params CaseEvent[] later) =>
            BulletinCount.Item(LogOf(Guid.CreateVersion7(), [Opened(), new SupervisionIssued(2, Bureau.Id, "03", replyBy), .. later]), BulletinWindow.Of("2026-03", At(Monday.AddDays(cutOff))))!.Letters.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_level_of_an_item_is_that_of_the_cut_off()
    {
        var log = LogOf(Guid.CreateVersion7(), Opened(), new ReminderIssued(Guid.CreateVersion7(), Bureau.Id, Monday), new SupervisionIssued(2, Bureau.Id, "03", Monday.AddDays(3)), new SupervisionEscalated(2, 3), new SupervisionIssued(3, Bureau.Id, "03", Monday.AddDays(7)));
        var item = BulletinCount.Item(log, BulletinWindow.Of("2026-03", At(LastOfMarch)))!;
        (item.Level, item.IsOpen, item.Letters.Count).ShouldBe((3, true, 2));
        BulletinCount.Item(log, BulletinWindow.Of("2026-03", log[1].OccurredAt))!.Level.ShouldBe(1);

        var figures = BulletinCount.Of([], [], [item, new(0, true, []), new(2, false, [new(2, false, true, true)])], Units, BulletinWindow.Of("2026-03", At(LastOfMarch)), WorkCalendar.PlainWeekends);

        figures.Pressing.ShouldBe([new(1, 0, 0, 0, 0), new(2, 1, 1, 1, 0), new(3, 1, 1, 0, 1), new(4, 0, 0, 0, 0)]);
    }

    [Fact]
    public void Every_figure_has_a_name_and_a_definition_in_both_languages()
    {
        foreach (var culture in (string[])["zh-CN", "en"])
            foreach (var figure in BulletinFigure.All)
                (figure.NameIn(new(culture)).Length, figure.DefinitionIn(new(culture)).Length).ShouldSatisfyAllConditions(length => length.Item1.ShouldBeGreaterThan(0), length => length.Item2.ShouldBeGreaterThan(5));
    }

    static readonly Dictionary<Guid, UnitCopy> Units = new() { [Bureau.Id] = Bureau, [OtherBureau.Id] = OtherBureau, [PetitionOffice.Id] = PetitionOffice };

    static BulletinFigures Figures(IReadOnlyCollection<CountedCase> cases) => BulletinCount.Of(cases, [], [], Units, BulletinWindow.Of("2026-03", At(LastOfMarch)), WorkCalendar.PlainWeekends);

    static CountedCase? Matter(params CaseEvent[] facts) => Case(LogOf(Guid.CreateVersion7(), facts), LastOfMarch);

    static CountedCase? Case(List<LoggedEvent> log, DateOnly cutOff, string period = "2026-03") => BulletinCount.Case(log, BulletinWindow.Of(period, At(cutOff)));

    static MatterRegistered Registered() => new("XF2026000001", Monday, 1, "Appeal", "06.01", PetitionOffice.Id, false);

    static SupervisionOpened Opened() => new("DB2026000001", Guid.CreateVersion7(), Bureau.Id);

    static PostCopy Post(string level, string title) => new() { Id = Guid.CreateVersion7(), Version = 1, PersonId = Guid.CreateVersion7(), UnitId = Bureau.Id, Title = title, Roles = [Roles.Leader], Level = level, Active = true };

    // The evening of a day.
    static DateTimeOffset At(DateOnly day) => new DateTimeOffset(day, new TimeOnly(22, 0), TimeSpan.FromHours(8)).ToUniversalTime();
}
