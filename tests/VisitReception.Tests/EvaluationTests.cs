using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

public sealed class EvaluationTests
{
    static readonly EvaluationSubject[] Both = Enum.GetValues<EvaluationSubject>();

    [Fact]
    public void The_petitioner_evaluates_each_of_the_two_once_and_says_why_when_dissatisfied()
    {
        var matter = Served();
        Refused(MatterErrors.EvaluationReasonMissing, () => matter.Evaluate(Actor.Petitioner.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.Dissatisfied, " "));
        matter.Evaluate(Actor.Petitioner.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.Dissatisfied, "太慢");
        Statuses(matter, 13).ShouldBe([EvaluationStatus.Given, EvaluationStatus.Waiting]);
        matter.Evaluate(Actor.Petitioner.Act(14), EvaluationSubject.PetitionOffice, Satisfaction.Dissatisfied, "太慢");
        Refused(MatterErrors.AlreadyEvaluated, () => matter.Evaluate(Clerk.Act(14), EvaluationSubject.PetitionOffice, Satisfaction.Satisfied, null));
        matter.Evaluate(Actor.Petitioner.Act(14), EvaluationSubject.ResponsibleUnit, Satisfaction.Basically, null);

        matter.Evaluations.Count.ShouldBe(2);
        matter.RunningClock("M-EVALUATE").ShouldBeNull();
        var told = matter.TakeEvents().OfType<MatterEvaluated>().ToList();
        (told.Count, told.All(fact => fact.ActorRole == Roles.Petitioner && fact.ActorId == Guid.Empty)).ShouldBe((2, true));
        Refused(CaseErrors.NotOpenToYou, () => matter.Evaluate(Actor.Petitioner.Act(15), EvaluationSubject.ResponsibleUnit, Satisfaction.Satisfied, null));
    }

    [Fact]
    public void The_window_is_thirty_days_from_service_or_what_the_office_has_set_and_lapses_by_itself()
    {
        var matter = Served();
        var end = matter.EvaluateUntil!.Value;
        end.ShouldBe(Monday.AddDays(42));
        var last = end.DayNumber - Monday.DayNumber;
        Statuses(matter, last).ShouldBe([EvaluationStatus.Waiting, EvaluationStatus.Waiting]);
        matter.OfferedTo(Actor.Petitioner.Act(last)).Select(offer => offer.Action).ShouldContain("Evaluate");
        Statuses(matter, last + 1).ShouldBe([EvaluationStatus.Lapsed, EvaluationStatus.Lapsed]);
        foreach (var late in (Actor[])[Actor.Petitioner, Clerk])
            Refused(CaseErrors.NotOpenToYou, () => matter.Evaluate(late.Act(last + 1), EvaluationSubject.PetitionOffice, Satisfaction.Satisfied, null));
        matter.Close(Actor.System.Act(last + 1), null);
        Statuses(matter, last + 9).ShouldBe([EvaluationStatus.Lapsed, EvaluationStatus.Lapsed]);

        var longer = WithOpinion();
        longer.Serve(Handler.Act(12) with { Parameters = new Dictionary<string, string> { ["evaluation.windowDays"] = "45" } }, null, Signed(12));
        longer.EvaluateUntil.ShouldBe(Monday.AddDays(57));
        longer.ClosesOn.ShouldBe(longer.EvaluateUntil!.Value.AddDays(1), "it waits for the longer of the two windows");
    }

    [Fact]
    public void Before_service_nothing_is_asked_and_who_says_nothing_has_not_evaluated()
    {
        var matter = WithOpinion();
        Statuses(matter, 11).ShouldBe([EvaluationStatus.NotGiven, EvaluationStatus.NotGiven]);
        Refused(CaseErrors.TransitionForbidden, () => matter.Evaluate(Actor.Petitioner.Act(11), EvaluationSubject.PetitionOffice, Satisfaction.Satisfied, null));
        var silent = Served();
        silent.Evaluate(Clerk.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.NotGiven, null);
        Statuses(silent, 13)[0].ShouldBe(EvaluationStatus.NotGiven);
    }

    [Fact]
    public void The_numbers_of_the_exchange_are_the_provinces()
    {
        Enum.GetValues<EvaluationStatus>().Select(status => (int)status).ShouldBe([0, 1, 2, 3]);
        Enum.GetValues<Satisfaction>().Select(Matter.ExchangeValueOf).ShouldBe([0, 1, 3, null]);
    }

    [Fact]
    public void A_matter_not_fit_for_publicity_is_withheld_by_a_head_of_its_desk_and_nothing_waits_for_it()
    {
        var head = Clerk with { Roles = new HashSet<string> { Roles.RegistrarHead } };
        var matter = Served();
        Refused(CaseErrors.RoleForbidden, () => matter.WithholdEvaluation(Clerk.Act(13), "涉密"));
        Refused(CaseErrors.NotOpenToYou, () => matter.WithholdEvaluation(Head.Act(13), "涉密"));
        matter.WithholdEvaluation(head.Act(13), "涉密");
        matter.WithholdEvaluation(head.Act(13), "涉密");

        matter.TakeEvents().OfType<EvaluationWithheld>().ShouldHaveSingleItem();
        (matter.NotAskedBecause, matter.EvaluateUntil).ShouldBe((EvaluationExclusion.NotPublic, null));
        Statuses(matter, 13).ShouldBe([null, null]);
        Refused(CaseErrors.NotOpenToYou, () => matter.Evaluate(Actor.Petitioner.Act(13), EvaluationSubject.PetitionOffice, Satisfaction.Satisfied, null));
        matter.ClosesOn.ShouldBe(matter.RunningClock("T7")!.Legal.AddDays(1));

        var early = Letter().Also(m => m.WithholdEvaluation(head.Act(), "涉密"));
        early.TakeEvents();
        early.Dispatch(Clerk.Act(1), DispatchKind.Transfer, Bureau, null, null, SheetOrNull(early.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id), Office));
        early.Accept(Handler.Act(1), Monday.AddDays(1), simple: true, null);
        early.IssueOpinion(Head.Act(2), Opinion(early), Sheet(early.LetterOfOpinion));
        early.Serve(Handler.Act(2), null, Signed(2));
        early.RunningClock("M-EVALUATE").ShouldBeNull("nobody is asked");
    }

    [Fact]
    public void Legal_procedures_accusations_and_the_nameless_are_not_asked()
    {
        var guided = Handling();
        guided.GuideToLegalRoute(Handler.Act(5), guided.Demands[0].Id, Guidance(5), null);
        guided.NotAskedBecause.ShouldBeNull("the unit answers the other demand itself");
        guided.GuideToLegalRoute(Handler.Act(5), guided.Demands[1].Id, Guidance(5), null);
        guided.NotAskedBecause.ShouldBe(EvaluationExclusion.LegalRoute);

        Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF9", Accusation(), Office, isPetitionOffice: true).NotAskedBecause.ShouldBe(EvaluationExclusion.Accusation);

        var nameless = Letter(MatterCategory.Other, anonymous: true);
        nameless.Reply(Clerk.Act(), "已阅", Sheet(Matter.LetterOfReply, Office));
        (nameless.NotAskedBecause, nameless.RunningClock("M-EVALUATE"), nameless.ClosesOn).ShouldBe((EvaluationExclusion.Anonymous, null, Monday));
        nameless.Close(Actor.System.Act(), null);
    }

    [Fact]
    public void A_request_for_review_counts_by_its_day_and_keeps_the_matter_open_until_it_is_registered()
    {
        var matter = Served();
        var window = matter.RunningClock("T7")!;
        var last = window.Legal.DayNumber - Monday.DayNumber;
        Refused(CaseErrors.RoleForbidden, () => matter.FileReviewRequest(Clerk.Act(13), "请求撤销", "事实不清"));

        var filed = matter.FileReviewRequest(Actor.Petitioner.Act(last), "请求撤销", "事实不清");
        matter.FileReviewRequest(Actor.Petitioner.Act(last), "请求撤销", "事实不清").ShouldBeSameAs(filed);
        Refused(CaseErrors.NotOpenToYou, () => matter.FileReviewRequest(Actor.Petitioner.Act(last), "另一请求", "事实不清"));

        (filed.Rule, filed.FiledOn, matter.PendingReviewRequest, matter.ReviewOrgan).ShouldBe(("T7", window.Legal, filed, "金川区人民政府"));
        matter.TakeEvents().OfType<ReviewRequestFiled>().Single().FiledOn.ShouldBe(window.Legal);
        matter.ClosesOn.ShouldBeNull();
        Refused(MatterErrors.ReviewRequestPending, () => matter.Close(Actor.System.Act(last + 30), null));
        matter.Close(Clerk.Act(last + 30), Signed(last + 30));
        matter.PendingReviewRequest.ShouldBeNull("who signs that the matter is settled asks for nothing more");
    }

    [Fact]
    public void After_its_window_review_is_asked_for_at_the_desk_only()
    {
        var matter = Served();
        Refused(CaseErrors.NotOpenToYou, () => matter.FileReviewRequest(Actor.Petitioner.Act(matter.RunningClock("T7")!.Legal.DayNumber - Monday.DayNumber + 1), "请求撤销", "事实不清"));
        Refused(CaseErrors.TransitionForbidden, () => WithOpinion().FileReviewRequest(Actor.Petitioner.Act(11), "请求撤销", "事实不清"));
    }

    [Fact]
    public void A_code_is_given_for_what_its_petitioner_may_be_shown()
    {
        var known = Petition() with { Petitioners = [Zhang with { Phone = "13812345678" }] };
        Register(known).MayBeQueried.ShouldBeTrue();
        Register(Petition()).MayBeQueried.ShouldBeFalse("nobody could be recognised");
        Register(Petition(anonymous: true)).MayBeQueried.ShouldBeFalse();
        Register(Accusation() with { Petitioners = known.Petitioners }).MayBeQueried.ShouldBeFalse();
        Stub().MayBeQueried.ShouldBeFalse();
    }

    static Matter Register(Petition petition) => Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", petition, Office, isPetitionOffice: true);

    static EvaluationStatus?[] Statuses(Matter matter, int day) => [.. Both.Select(subject => matter.EvaluationStatusOf(subject, Monday.AddDays(day)))];
}
