using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Contracts;
using static Anjie.BacklogCases.Tests.Given;

namespace Anjie.BacklogCases.Tests;

/// <summary>Random walks over the table: what is offered is accepted, what is not offered is refused or a repeat.</summary>
public sealed class BacklogWalkTests
{
    static readonly Actor[] People = [JointOffice, Leader, OtherLeader, TownLeader, Aide, Head, Member, UnitHead, Stranger, Actor.System];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_actions_offered_are_exactly_the_actions_accepted(int seed)
    {
        var random = new Random(seed);
        var backlog = Nominated();
        HashSet<BacklogState> visited = [];

        for (var step = 0; step < 400; step++)
        {
            var act = random.GetItems(People, 1)[0].Act(step / 8);
            var action = random.GetItems(Enum.GetValues<BacklogAction>(), 1)[0];
            // Seldom, so that a walk gets somewhere.
            if (action is BacklogAction.Decline or BacklogAction.StrikeOff or BacklogAction.ReturnPlan or BacklogAction.ReturnResult && random.Next(20) > 0)
                continue;
            var offered = backlog.OfferedTo(act).Any(offer => offer.Action == action.ToString());
            var before = backlog.Version;

            var refusal = Attempt(() => Perform(backlog, action, act, step));

            if (refusal is not null)
                offered.ShouldBeFalse($"{action} was offered in {backlog.State} and refused with {refusal}");
            else
                (backlog.Version > before).ShouldBe(offered, $"{action} in {backlog.State}");
            visited.Add(backlog.State);
        }

        var events = backlog.TakeEvents().Cast<CaseEvent>().ToList();
        events.Select(fact => fact.Version).ShouldBe(Enumerable.Range(1, backlog.Version), "every change is one event, in order and without gaps");
        backlog.NewHistory.Count.ShouldBe(backlog.Version);
        backlog.Plans.Count(plan => plan.State == PlanState.Approved).ShouldBeLessThanOrEqualTo(1);
    }

    static string? Attempt(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (BrokenRuleException refusal)
        {
            return refusal.Code;
        }
    }

    static void Perform(BacklogCase backlog, BacklogAction action, Act act, int step)
    {
        switch (action)
        {
            case BacklogAction.Confirm: backlog.Confirm(act, TheConfirmation(name: $"积案{step}"), Bureau, [CityLeaders.Path]); break;
            case BacklogAction.Decline: backlog.Decline(act, "不符合标准"); break;
            case BacklogAction.Claim: backlog.Claim(act); break;
            case BacklogAction.Appoint: backlog.Appoint(act, Leader.As()); break;
            case BacklogAction.FormTeam: backlog.FormTeam(act, Head.As(), [Member.As()], Bureau, UnitHead.As()); break;
            case BacklogAction.MeetPetitioner: backlog.MeetPetitioner(act, act.Today, $"接谈{step}"); break;
            case BacklogAction.SubmitPlan: backlog.SubmitPlan(act, ThePlan(act.Today.AddDays(40), "须等鉴定", $"症结{step}", act.Today)); break;
            case BacklogAction.ApprovePlan: backlog.ApprovePlan(act, null); break;
            case BacklogAction.ReturnPlan: backlog.ReturnPlan(act, $"退回{step}"); break;
            case BacklogAction.Start: backlog.Start(act); break;
            case BacklogAction.LogProgress: backlog.LogProgress(act, Guid.CreateVersion7(), ProgressKind.Work, act.Today, "推进"); break;
            case BacklogAction.SubmitResult: backlog.SubmitResult(act, SolvedResult(backlog, step)); break;
            case BacklogAction.Verify: backlog.Verify(act, [Verifier.As(), OtherVerifier.As()], "属实"); break;
            case BacklogAction.ReturnResult: backlog.ReturnResult(act, $"退回{step}"); break;
            case BacklogAction.Notify: backlog.Notify(act, $"{step}号", $"答复{step}", Signed); break;
            case BacklogAction.Evaluate: backlog.Evaluate(act, Satisfaction.Satisfied, null); break;
            case BacklogAction.FollowUp: backlog.FollowUp(act, act.Today, $"回访{step}"); break;
            case BacklogAction.StrikeOff: backlog.StrikeOff(act, Signed with { ServedOn = act.Today }); break;
            case BacklogAction.Rebound: backlog.Rebound(act, act.Now); break;
        }
    }

    // Talks are a guard on the command's data; here two always precede, where they can.
    static ResultDraft SolvedResult(BacklogCase backlog, int step)
    {
        if (backlog.State == BacklogState.Working)
            for (var i = 0; i < 2; i++)
                Talk(backlog, step / 8);
        return TheResult(text: $"已处理{step}");
    }
}
