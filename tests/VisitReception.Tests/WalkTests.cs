using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Tests;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Random walks over the tables: what is offered is accepted, what is not offered is refused.</summary>
public sealed class WalkTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 150)];

    [Theory, MemberData(nameof(Seeds))]
    public void S_30_the_actions_offered_on_a_visit_are_exactly_the_actions_accepted(int seed)
    {
        var random = new Random(seed);
        var (visit, matter) = Registered(random.Next(2) == 0 ? MatterCategory.Appeal : MatterCategory.Other);
        Walk(random, Enum.GetValues<VisitAction>(), (action, act) => (visit.OfferedTo(act).Any(offer => offer.Action == action.ToString()), visit.State.ToString(), visit.Version),
            (action, act) => Perform(visit, matter, action, act), act => RecusalSteps.Take(visit, random, act, People, visit.LeaderPath == LeadersUnit.Path ? [Leader, OtherLeader, Aide] : []));
        IsGapless(visit.TakeEvents(), visit.Version);
        IsGapless(matter.TakeEvents(), matter.Version);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void S_30_the_actions_offered_on_a_matter_are_exactly_the_actions_accepted(int seed)
    {
        var random = new Random(seed);
        var matter = random.Next(3) switch { 0 => Stub(), 1 => Letter(), _ => Letter(MatterCategory.Proposal) };
        Walk(random, Enum.GetValues<MatterAction>(), (action, act) => (matter.OfferedTo(act).Any(offer => offer.Action == action.ToString()), matter.State.ToString(), matter.Version),
            (action, act) => Perform(matter, action, act), act => RecusalSteps.Take(matter, random, act, People, []));
        IsGapless(matter.TakeEvents(), matter.Version);
        matter.NewHistory.Count.ShouldBe(matter.Version);
    }

    static void Walk<TAction>(Random random, TAction[] actions, Func<TAction, Act, (bool Offered, string State, int Version)> look, Action<TAction, Act> perform, Action<Act> recuse)
    {
        var day = 0;
        for (var step = 0; step < 80; step++)
        {
            day += random.Next(4);
            var act = random.GetItems(People, 1)[0].Act(day);
            if (random.Next(20) == 0)
            {
                recuse(act);
                continue;
            }
            var action = random.GetItems(actions, 1)[0];
            var (offered, state, before) = look(action, act);

            var refusal = Attempt(() => perform(action, act));

            if (refusal is not null)
                offered.ShouldBeFalse($"{action} was offered in {state} and refused with {refusal}");
            else if (!offered)
                look(action, act).Version.ShouldBe(before, $"{action} was not offered in {state}, so only a repeat may pass");
        }
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
            Refusals.ShouldContain(refusal.Code);
            return refusal.Code;
        }
    }

    static void IsGapless(IReadOnlyList<object> events, int version) =>
        events.Cast<CaseEvent>().Select(fact => fact.Version).ShouldBe(Enumerable.Range(1, version), "every change is one event, in order and without gaps");

    static void Perform(Visit visit, Matter matter, VisitAction action, Act act)
    {
        var today = act.Today.DayNumber - Monday.DayNumber;
        switch (action)
        {
            case VisitAction.DraftTalk: visit.DraftTalk(act, "草稿"); break;
            case VisitAction.RecordTalk: visit.RecordTalk(act, matter, $"意见{today}", []); break;
            case VisitAction.ResolveOnSpot: visit.ResolveOnSpot(act, matter, $"已办{today}", act.Today, Signed(today), Number()); break;
            case VisitAction.Assign: visit.Assign(act, matter, Order(today + 20)); break;
            case VisitAction.Explain: visit.Explain(act, matter, "依据", $"说明{today}", Number()); break;
            case VisitAction.GuideToLegalRoute: visit.GuideToLegalRoute(act, matter, matter.Demands.FirstOrDefault(d => d.State == DemandState.Open)?.Id, Guidance(today)); break;
            case VisitAction.SignAssignment: visit.SignAssignment(act); break;
            case VisitAction.ReportResult: visit.ReportResult(act, $"结果{today}", "证据"); break;
            case VisitAction.ApproveResult: visit.ApproveResult(act, null); break;
            case VisitAction.ReturnResult: visit.ReturnResult(act, $"退回{today}"); break;
            case VisitAction.Notify: visit.Notify(act, Signed(today)); break;
            case VisitAction.Evaluate: visit.Evaluate(act, Satisfaction.Satisfied, null); break;
            case VisitAction.StrikeOff: visit.StrikeOff(act); break;
            case VisitAction.NominateForBacklog: visit.NominateForBacklog(act, BacklogCriterion.K7); break;
            case VisitAction.HandOver: visit.HandOver(act, SuccessorOf(visit), HandoverReason.Transfer, null); break;
            case VisitAction.EndWithBacklog: visit.EndWithBacklog(act); break;
            case VisitAction.EndGuided: break; // happens with the last guided demand only
        }
    }

    static void Perform(Matter matter, MatterAction action, Act act)
    {
        var today = act.Today.DayNumber - Monday.DayNumber;
        switch (action)
        {
            case MatterAction.Complete: matter.Complete(act, Petition() with { Summary = $"概况{today}" }); break;
            case MatterAction.Dispatch: matter.Dispatch(act, DispatchKind.Assignment, Bureau, act.Today.AddDays(30), null); break;
            case MatterAction.Accept: matter.Accept(act, act.Today, simple: today % 2 == 0); break;
            case MatterAction.Investigate: matter.Investigate(act, Guid.CreateVersion7(), act.Today, "走访"); break;
            case MatterAction.DraftOpinion: matter.DraftOpinion(act, "{}"); break;
            case MatterAction.IssueOpinion: matter.IssueOpinion(act, OpinionOf(matter), Number()); break;
            case MatterAction.Serve: matter.Serve(act, null, Signed(today)); break;
            case MatterAction.Reply: matter.Reply(act, $"答复{today}", Number()); break;
            case MatterAction.GuideToLegalRoute when matter.Demands.Count == 0: matter.GuideToLegalRoute(act, Guid.CreateVersion7(), Guidance(today)); break;
            case MatterAction.GuideToLegalRoute: matter.GuideToLegalRoute(act, (matter.Demands.FirstOrDefault(d => d.State == DemandState.Open) ?? matter.Demands[0]).Id, Guidance(today)); break;
            case MatterAction.Evaluate: Evaluate(matter, act); break;
            case MatterAction.WithholdEvaluation: matter.WithholdEvaluation(act, "涉密"); break;
            case MatterAction.FileReviewRequest: matter.FileReviewRequest(act, $"请求撤销{today}", "事实不清"); break;
            case MatterAction.Close: matter.Close(act, Signed(today)); break;
            case MatterAction.NominateForBacklog: matter.NominateForBacklog(act, BacklogCriterion.K1); break;
            case MatterAction.EndGuided or MatterAction.AnswerAtVisit or MatterAction.ExplainAtVisit or MatterAction.AssignAtVisit or MatterAction.GuideAtVisit: break;
        }
    }

    static Successor SuccessorOf(Visit visit) =>
        As(new[] { OtherLeader, Leader, SpareLeader, OtherSpareLeader }.First(leader => leader.PostId != visit.LeaderPostId && !visit.IsRecused(leader.PersonId)));

    static OpinionReport OpinionOf(Matter matter) => Opinion(matter) is { Findings.Count: > 0 } report ? report
        : new([.. matter.Demands.Where(d => d.Finding is not null).Select(d => new FindingReport(d.Id, d.Finding!.Value, d.Opinion!.Text + "?", d.Basis!.Text))], "", "");

    static void Evaluate(Matter matter, Act act)
    {
        var about = matter.Evaluations.Any(evaluation => evaluation.About == EvaluationSubject.PetitionOffice) ? EvaluationSubject.ResponsibleUnit : EvaluationSubject.PetitionOffice;
        matter.Evaluate(act, about, Satisfaction.Satisfied, null);
    }
}
