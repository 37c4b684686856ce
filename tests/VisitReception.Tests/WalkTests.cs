using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Tests;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Random walks over the tables: what is offered is accepted, what is not offered is refused.</summary>
public sealed class WalkTests
{
    // Later than everything that has brought a matter to where its walk begins.
    const int DaysOfTheWayThere = 45;

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
        var matter = random.Next(8) switch { 0 => Stub(), 1 => Letter(), 2 => Letter(MatterCategory.Proposal), 3 => Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF9", Accusation(), Office, true), 4 => Handling(simple: true), 5 => Served(), 6 => InReview(), _ => InReReview() };
        Walk(random, Enum.GetValues<MatterAction>(), (action, act) => (matter.OfferedTo(act).Any(offer => offer.Action == action.ToString()), matter.State.ToString(), matter.Version),
            (action, act) => Perform(matter, action, act), act => RecusalSteps.Take(matter, random, act, People, []), day: matter.Version > 2 ? DaysOfTheWayThere : 0);
        if (matter.Class == CaseClass.Ordinary)
            IsGapless(matter.TakeEvents(), matter.Version);
        else
            matter.TakeEvents().ShouldBeEmpty();
        matter.NewHistory.Count.ShouldBe(matter.Version);
    }

    static void Walk<TAction>(Random random, TAction[] actions, Func<TAction, Act, (bool Offered, string State, int Version)> look, Action<TAction, Act> perform, Action<Act> recuse, int day = 0)
    {
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
            case VisitAction.ResolveOnSpot: visit.ResolveOnSpot(act, matter, $"已办{today}", act.Today, Signed(today), SheetOrNull(matter.LetterOfResolution)); break;
            case VisitAction.Assign: visit.Assign(act, matter, Order(today + 20), SheetOrNull(matter.LetterOfAssignment(Bureau.Id), Office)); break;
            case VisitAction.Explain: visit.Explain(act, matter, new("依据", $"说明{today}", "甘肃省信访局"), SheetOrNull(matter.LetterOfExplanation)); break;
            case VisitAction.GuideToLegalRoute: visit.GuideToLegalRoute(act, matter, matter.Demands.FirstOrDefault(d => d.State == DemandState.Open)?.Id, Guidance(today), null); break;
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
            case MatterAction.Dispatch: matter.Dispatch(act, DispatchKind.Assignment, Bureau, act.Today.AddDays(30), null, SheetOrNull(matter.LetterOfDispatch(DispatchKind.Assignment, Bureau.Id), Office)); break;
            case MatterAction.Accept: matter.Accept(act, act.Today, simple: today % 2 == 0, SheetOrNull(matter.LetterOfAcceptance(today % 2 == 0))); break;
            case MatterAction.Investigate: matter.Investigate(act, Guid.CreateVersion7(), act.Today, "走访"); break;
            case MatterAction.DraftOpinion: matter.DraftOpinion(act, "{}"); break;
            case MatterAction.IssueOpinion: matter.IssueOpinion(act, OpinionOf(matter), Sheet(matter.LetterOfOpinion)); break;
            case MatterAction.Serve: matter.Serve(act, null, Signed(today)); break;
            case MatterAction.Reply: matter.Reply(act, $"答复{today}", Sheet(Matter.LetterOfReply), Adoption.PartlyAdopted); break;
            case MatterAction.GuideToLegalRoute when matter.Demands.Count == 0: matter.GuideToLegalRoute(act, Guid.CreateVersion7(), Guidance(today), null); break;
            case MatterAction.GuideToLegalRoute: matter.GuideToLegalRoute(act, (matter.Demands.FirstOrDefault(d => d.State == DemandState.Open) ?? matter.Demands[0]).Id, Guidance(today), null); break;
            case MatterAction.Evaluate: Evaluate(matter, act); break;
            case MatterAction.WithholdEvaluation: matter.WithholdEvaluation(act, "涉密"); break;
            case MatterAction.FileReviewRequest: matter.FileReviewRequest(act, $"请求撤销{today}", "事实不清"); break;
            case MatterAction.Close: matter.Close(act, Signed(today)); break;
            case MatterAction.NominateForBacklog: matter.NominateForBacklog(act, BacklogCriterion.K1); break;
            case MatterAction.Object: matter.Object(act, $"不属职权{today}", "三定方案", null, Sheet(Matter.LetterOfObjection)); break;
            case MatterAction.UpholdObjection: matter.UpholdObjection(act, "同意退回"); break;
            case MatterAction.RejectObjection: matter.RejectObjection(act, "应由你单位办理"); break;
            case MatterAction.Refuse: matter.Refuse(act, Refusal("N3") with { Reason = $"理由{today}" }, SheetOrNull(matter.LetterOfRefusal("N3"))); break;
            case MatterAction.RefuseReentry: matter.Refuse(act, Refusal("R2") with { Reason = $"理由{today}" }, SheetOrNull(matter.LetterOfRefusal("R2"))); break;
            case MatterAction.HoldHearing: matter.HoldHearing(act, Guid.CreateVersion7(), act.Today, "听证"); break;
            case MatterAction.Mediate: matter.Mediate(act, Guid.CreateVersion7(), act.Today, "调解", Agreed(AgreementForm.Mediation), Sheet(Matter.LetterOfAgreement(AgreementForm.Mediation)!)); break;
            case MatterAction.SwitchToOrdinary: matter.SwitchToOrdinary(act, $"复杂{today}", act.Today); break;
            case MatterAction.AskExtension: matter.AskExtension(act, 10, "复杂"); break;
            case MatterAction.Extend: matter.Extend(act, 10, $"复杂{today}", SheetOrNull(matter.LetterOfExtension)); break;
            case MatterAction.ForwardAccusation: matter.ForwardAccusation(act, Bureau); break;
            case MatterAction.Merge: matter.Merge(act, Letter(), act.Today); break;
            case MatterAction.LinkRepeat: matter.LinkRepeat(act, Letter().Also(m => m.Withdraw(Clerk.Act(), Monday, null))); break;
            case MatterAction.Unmerge: matter.Unmerge(act, "并错"); break;
            case MatterAction.Withdraw: matter.Withdraw(act, act.Today, null); break;
            case MatterAction.RequestReview: matter.RequestReview(act, Request(today, matter.Reviews.Any(review => review.OrganId == ReviewOffice.Id) ? matter.Reviews.Any(review => review.OrganId == ReReviewOffice.Id) ? null : ReReviewOffice : ReviewOffice, "迟")); break;
            case MatterAction.DeclineReview: matter.DeclineReview(act, "不属范围", "依据", Sheet(Matter.LetterOfReply, ReviewOffice)); break;
            case MatterAction.StartHearing: matter.StartHearing(act, act.Today); break;
            case MatterAction.EndHearing: matter.EndHearing(act, act.Today); break;
            case MatterAction.DecideReview: matter.DecideReview(act, Report((ReviewDecision)(today % 3), "甘府复〔2026〕1号") with { Text = $"结论{today}" }, ReviewSheet(matter)); break;
            case MatterAction.ReportCompletion: matter.ReportCompletion(act, Completion with { Performed = $"已落实{today}" }, SheetOrNull(matter.LetterOfCompletion)); break;
            case MatterAction.RecordOutcome: matter.RecordOutcome(act, [MatterOutcome.A], $"已支付{today}"); break;
            case MatterAction.Certify: matter.Certify(act); break;
            case MatterAction.MarkUrgent: matter.MarkUrgent(act, "可能引发聚集"); break;
            case MatterAction.ReportUrgent: matter.ReportUrgent(act, [UrgentAddressee.Government], "电话报告"); break;
            case MatterAction.EndHandling or MatterAction.EndReview or MatterAction.Remand: break;
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
