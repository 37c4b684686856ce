using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Tests;
using static Anjie.BacklogCases.Tests.Given;

namespace Anjie.BacklogCases.Tests;

/// <summary>Random walks over the table: what is offered is accepted, what is not offered is refused or a repeat.</summary>
public sealed class BacklogWalkTests
{
    static readonly Actor[] People = [JointOffice, Verifier, Leader, OtherLeader, TownLeader, Aide, Head, Member, UnitHead, Stranger, Actor.System];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void S_30_the_actions_offered_are_exactly_the_actions_accepted(int seed)
    {
        var random = new Random(seed);
        var backlog = Nominated();
        HashSet<BacklogState> visited = [];

        for (var step = 0; step < 400; step++)
        {
            var act = random.GetItems(People, 1)[0].Act(step / 8);
            if (random.Next(20) == 0)
            {
                RecusalSteps.Take(backlog, random, act, People, People);
                continue;
            }
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
        backlog.Clocks.Any(clock => clock is { Rule: "B-HANDOVER", State: not ClockStates.Stopped }).ShouldBe(
            backlog.LeaderId is { } carrier && backlog.State != BacklogState.StruckOff && backlog.IsRecused(carrier), "a leader who keeps out is to be followed by another");
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
            case BacklogAction.Appoint: backlog.Appoint(act, Free(backlog, Leader, OtherLeader, SpareLeader).As()); break;
            case BacklogAction.FormTeam: backlog.FormTeam(act, Free(backlog, Head, SpareHead).As(), [Free(backlog, Member, SpareMember).As()], Bureau, Free(backlog, UnitHead, SpareUnitHead).As()); break;
            case BacklogAction.MeetPetitioner: backlog.MeetPetitioner(act, act.Today, $"接谈{step}"); break;
            case BacklogAction.SubmitPlan: backlog.SubmitPlan(act, ThePlan(act.Today.AddDays(40), "须等鉴定", $"症结{step}", act.Today)); break;
            case BacklogAction.ApprovePlan: backlog.ApprovePlan(act, null); break;
            case BacklogAction.ReturnPlan: backlog.ReturnPlan(act, $"退回{step}"); break;
            case BacklogAction.Start: backlog.Start(act); break;
            case BacklogAction.LogProgress: backlog.LogProgress(act, Guid.CreateVersion7(), ProgressKind.Work, act.Today, "推进"); break;
            case BacklogAction.SubmitResult: backlog.SubmitResult(act, SolvedResult(backlog, step)); break;
            case BacklogAction.Verify: backlog.Verify(act, [SpareVerifier.As(), OtherVerifier.As()], "属实"); break;
            case BacklogAction.ReturnResult: backlog.ReturnResult(act, $"退回{step}"); break;
            case BacklogAction.Notify: backlog.Notify(act, $"{step}号", $"答复{step}", Signed); break;
            case BacklogAction.Evaluate: backlog.Evaluate(act, Satisfaction.Satisfied, null); break;
            case BacklogAction.FollowUp: backlog.FollowUp(act, act.Today, $"回访{step}"); break;
            case BacklogAction.StrikeOff: backlog.StrikeOff(act, Signed with { ServedOn = act.Today }); break;
            case BacklogAction.ProposeHandover: backlog.ProposeHandover(act, Free(backlog, [.. new[] { OtherLeader, Leader, SpareLeader, OtherSpareLeader }.Where(leader => leader.PersonId != backlog.LeaderId)]).As(), HandoverReason.Transfer, $"交接{step}"); break;
            case BacklogAction.AcceptHandover: backlog.AcceptHandover(act); break;
            case BacklogAction.DeclineHandover: backlog.DeclineHandover(act, $"另有任用{step}"); break;
            case BacklogAction.Rebound: backlog.Rebound(act, act.Now); break;
        }
    }

    // Who keeps out is given no part; the last of the candidates never does.
    static Actor Free(BacklogCase backlog, params Actor[] candidates) => candidates.First(person => !backlog.IsRecused(person.PersonId));

    // Talks are a guard on the command's data; here two always precede, where they can.
    static ResultDraft SolvedResult(BacklogCase backlog, int step)
    {
        if (backlog.State == BacklogState.Working)
            foreach (var talker in People.Where(person => backlog.OfferedTo(person.Act(step / 8)).Any(offer => offer.Action == nameof(BacklogAction.LogProgress))).Take(1))
                for (var i = 0; i < 2; i++)
                    backlog.LogProgress(talker.Act(step / 8), Guid.CreateVersion7(), ProgressKind.PetitionerTalk, Monday.AddDays(step / 8), "释法疏导");
        return TheResult(text: $"已处理{step}");
    }
}
