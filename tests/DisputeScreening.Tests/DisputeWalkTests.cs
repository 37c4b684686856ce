using Anjie.Cases;
using Anjie.Contracts;
using Anjie.DisputeScreening.Domain;
using Anjie.Tests;
using static Anjie.DisputeScreening.Tests.Given;

namespace Anjie.DisputeScreening.Tests;

/// <summary>Random walks over the table: what is offered is accepted, what is not offered is refused.</summary>
public sealed class DisputeWalkTests
{
    const int Long = 1500;

    static readonly Actor[] People = [GridWorker, TownOfficer, TownHead, OtherTownHead, CountyHead, Clerk, JointOffice, Actor.System];

    static readonly string[] Refusals = [CaseErrors.TransitionForbidden, CaseErrors.RoleForbidden, CaseErrors.NotOpenToYou, CaseErrors.Recused, CaseErrors.OwnResult];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void S_30_the_actions_offered_are_exactly_the_actions_accepted(int seed) => Walk(seed, onward: false, (_, _, _) => { });

    [Fact]
    public void S_30_every_action_is_tried_in_every_state_and_every_row_of_the_table_is_taken_and_no_other()
    {
        HashSet<(DisputeState, DisputeAction)> tried = [], taken = [];
        foreach (var seed in Enumerable.Range(1, Long))
            Walk(seed, onward: true, (state, action, changed) => _ = tried.Add((state, action)) | (changed && taken.Add((state, action))));
        tried.Count.ShouldBe(Enum.GetValues<DisputeState>().Length * Enum.GetValues<DisputeAction>().Length);
        taken.ShouldBe(Dispute.Life.Moves.Keys, ignoreOrder: true);
    }

    // Half of the steps onward take what is offered, so that late states are reached as often as early ones.
    static void Walk(int seed, bool onward, Action<DisputeState, DisputeAction, bool> note)
    {
        var random = new Random(seed);
        var dispute = Reported();
        var day = 0;

        for (var step = 0; step < 40; step++)
        {
            day += random.Next(3);
            var act = random.GetItems(People, 1)[0].Act(day);
            if (random.Next(20) == 0)
            {
                RecusalSteps.Take(dispute, random, act, People, []);
                continue;
            }
            var action = random.GetItems(Enum.GetValues<DisputeAction>(), 1)[0];
            if (onward && random.Next(2) == 0 && Ways(dispute, day) is { Count: > 0 } ways)
                (act, action) = ways[random.Next(ways.Count)];
            var offered = dispute.OfferedTo(act).Any(offer => offer.Action == action.ToString());
            var (before, state) = (dispute.Version, dispute.State);

            var refusal = Attempt(() => Perform(dispute, action, act, day));

            if (refusal is not null)
                offered.ShouldBeFalse($"{action} was offered in {dispute.State} and refused with {refusal}");
            else if (!offered)
                dispute.Version.ShouldBe(before, $"{action} was not offered in {dispute.State}, so only a repeat may pass");
            note(state, action, dispute.Version > before);
        }

        var events = dispute.TakeEvents().Cast<CaseEvent>().ToList();
        events.Select(fact => fact.Version).ShouldBe(Enumerable.Range(1, dispute.Version), "every change is one event, in order and without gaps");
        dispute.NewHistory.Count.ShouldBe(dispute.Version);
    }

    static List<(Act Act, DisputeAction Action)> Ways(Dispute dispute, int day) =>
        [.. from person in People let act = person.Act(day) from offer in dispute.OfferedTo(act) where Enum.IsDefined(typeof(DisputeAction), offer.Action) select (act, Enum.Parse<DisputeAction>(offer.Action))];

    static string? Attempt(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (BrokenRuleException refusal)
        {
            Refusals.ShouldContain(refusal.Code);
            return refusal.Code;
        }
    }

    static void Perform(Dispute dispute, DisputeAction action, Act act, int day)
    {
        switch (action)
        {
            case DisputeAction.Assess: dispute.Assess(act, new("06.01", RiskColour.Yellow, $"症结{day}", "根源"), Town); break;
            case DisputeAction.Dismiss: dispute.Dismiss(act, DismissalReason.Groundless, "查无此事"); break;
            case DisputeAction.AssignGuarantees: dispute.AssignGuarantees(act, act.Today.AddDays(10), Orders(day + 5)); break;
            case DisputeAction.StartHandling: dispute.StartHandling(act); break;
            case DisputeAction.LogProgress: dispute.LogProgress(act, Guid.CreateVersion7(), "Talk", "已谈"); break;
            case DisputeAction.SubmitResolution: dispute.SubmitResolution(act, Outcome.A, $"已补偿{day}", Results()); break;
            case DisputeAction.Verify: dispute.Verify(act, "双方认可"); break;
            case DisputeAction.Return: dispute.Return(act, "一方否认"); break;
            case DisputeAction.Escalate: dispute.Escalate(act, dispute.HolderUnitId == County.Id ? City : County, "超出职权"); break;
            case DisputeAction.ConvertToPetition: dispute.ConvertToPetition(act, act.Today, "要求按信访办理", PetitionOffice); break;
            case DisputeAction.GuideToLegalRoute: dispute.GuideToLegalRoute(act, LegalRoute.Arbitration, "仲裁委", "1号"); break;
            case DisputeAction.CloseAfterLegalRoute: dispute.CloseAfterLegalRoute(act, "裁决已履行"); break;
            case DisputeAction.NominateForBacklog: dispute.NominateForBacklog(act, "K1"); break;
            case DisputeAction.EndWithMatter: dispute.EndWithMatter(act); break;
        }
    }
}
