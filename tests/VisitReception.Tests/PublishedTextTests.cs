using System.Reflection;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.Tests;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.LetterTexts;
using static Anjie.VisitReception.Tests.Given;
using F = Anjie.Letters.LetterFields;
using LetterErrors = Anjie.Letters.LetterErrors;

namespace Anjie.VisitReception.Tests;

/// <summary>Texts that an administrator publishes: what is accepted, and which is used.</summary>
public sealed class PublishedTextTests
{
    static readonly LetterKind Acceptance = LetterKinds.Get(LetterCodes.Acceptance), Opinion = LetterKinds.Get(LetterCodes.Opinion);

    static readonly Actor Administrator = Clerk with { Roles = new HashSet<string> { Roles.SystemAdministrator } };

    [Fact]
    public void Every_kind_that_an_act_issues_has_a_text_to_edit()
    {
        var issued = typeof(LetterCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        IssuedKinds.All.Select(kind => kind.Code).ShouldBe([.. issued, LetterKinds.ProofOfService.Code, LetterKinds.Stub.Code], ignoreOrder: true);
        foreach (var kind in IssuedKinds.All)
            PublishedText.Publish(Administrator.Act(), kind, IssuedKinds.FieldsOf(kind), 1, 2, Monday, KeptTexts.Delivered(kind).Body, "重新发布").Read()!.Body.ShouldBe(KeptTexts.Delivered(kind).Body);
        IssuedKinds.All.ShouldNotContain(kind => kind.Code == "bulletin", "another service's");
    }

    [Fact]
    public void A_preview_of_any_kind_is_a_whole_letter_of_invented_people()
    {
        foreach (var kind in IssuedKinds.All)
        {
            LetterDraft.Fill(Full(kind), SampleFacts.Of(kind, Monday)).Faults.Select(fault => $"{kind.Code} {fault.Code} {fault.Field?.Code}").ShouldBeEmpty();
            LetterHtml.Write(LetterDraft.Fill(KeptTexts.Delivered(kind), SampleFacts.Of(kind, Monday)).Preview).ShouldContain("样例");
        }
    }

    [Fact]
    public void What_a_kind_is_said_to_have_always_is_there_when_an_act_issues_it()
    {
        Letter().Dispatch(Clerk.Act(2), DispatchKind.Transfer, Bureau, null, null, FullSheet(LetterCodes.Transfer, Office));
        Letter().Dispatch(Clerk.Act(2), DispatchKind.Assignment, Bureau, Monday.AddDays(30), null, FullSheet(LetterCodes.Assignment, Office));
        Dispatched().Object(Handler.Act(3), "不属职权", "三定方案", null, FullSheet(LetterCodes.Objection));
        Dispatched().Accept(Handler.Act(4), Monday.AddDays(4), simple: false, FullSheet(LetterCodes.Acceptance));
        Dispatched().Refuse(Head.Act(4), Refusal("N3"), FullSheet(LetterCodes.NonAcceptance));
        Dispatched().Refuse(Head.Act(4), Refusal("R1", "金复核〔2025〕3号"), FullSheet(LetterCodes.NoFurtherAcceptance));
        Handling().Extend(Head.Act(31), 20, "案情复杂", FullSheet(LetterCodes.Extension));
        foreach (var form in (AgreementForm[])[AgreementForm.Mediation, AgreementForm.Settlement])
            Handling().Mediate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "达成一致", Agreed(form), FullSheet(Matter.LetterOfAgreement(form)!.Code));
        Handling(simple: true).Also(m => m.IssueOpinion(Head.Act(5), Given.Opinion(m), FullSheet(LetterCodes.ShortOpinion)));
        Handling().Also(m => m.Investigate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "实地丈量")).Also(m => m.IssueOpinion(Head.Act(10), Given.Opinion(m), FullSheet(LetterCodes.Opinion)));
        Letter(MatterCategory.Proposal).Reply(Clerk.Act(), "已采纳", FullSheet(LetterCodes.Reply, Office), Adoption.Adopted);
        Handling().Also(m => m.GuideToLegalRoute(Handler.Act(5), m.Demands[0].Id, Guidance(5) with { NoticeNumber = null, Address = "金川区新华路1号", Materials = ["仲裁申请书"] }, FullSheet(LetterCodes.Guidance)));
        ReportedOn(FullSheet(LetterCodes.CompletionReport));
        InReview().DecideReview(Reviewer.Act(30), Report(ReviewDecision.Upheld), FullSheet(LetterCodes.ReviewOpinion, ReviewOffice));
        var last = InReReview();
        last.DecideReview(ReReviewer.Act(45), Report(ReviewDecision.Upheld), FullSheet(LetterCodes.ReReviewOpinion, ReReviewOffice));
        LetterDraft.Fill(Full(LetterKinds.Get(LetterCodes.ReReviewRequest)), InReReview().ApplicationFacts(Sheet(LetterKinds.Get(LetterCodes.ReReviewRequest), Office))).Faults.ShouldBeEmpty();
        LetterDraft.Fill(Full(LetterKinds.Get(LetterCodes.ReviewRequest)), InReview().ApplicationFacts(Sheet(LetterKinds.Get(LetterCodes.ReviewRequest), Office))).Faults.ShouldBeEmpty();
        LetterDraft.Fill(Full(ReceptionAnnouncement.Kind), ReceptionAnnouncement.Facts("金昌市信访局", Monday, Monday, Monday.AddDays(30), "0935-8212345", [new(PlannedSession(), "某人", "副市长", null)])).Faults.ShouldBeEmpty();
        ServiceFacts.ProofOf(last.Letters[^1].Document!, Full(LetterKinds.ProofOfService), new()).IsIssued.ShouldBeTrue();
        foreach (var letter in last.Letters)
            ServiceFacts.StubOf(letter, letter.Document!, Full(LetterKinds.Stub)).IsIssued.ShouldBeTrue();
    }

    [Fact]
    public void No_letter_loses_what_its_kind_demands_when_nothing_is_there_that_is_not_always_there()
    {
        foreach (var kind in IssuedKinds.All)
        {
            var facts = FullTexts.Least(SampleFacts.Of(kind, Monday), IssuedKinds.FieldsOf(kind));
            if (kind.Code == LetterCodes.NoFurtherAcceptance)
                facts = facts.With(F.RefusalCode, "R3"); // the other grounds end with a number that R3 lacks
            foreach (var text in (LetterText[])[KeptTexts.Delivered(kind), Full(kind)])
            {
                var draft = LetterDraft.Fill(text, facts);
                draft.Faults.Select(fault => $"{kind.Code} {fault.Code} {fault.Field?.Code}").ShouldBeEmpty();
                var remedy = string.Concat(draft.Issue().Body.OfType<ParagraphBlock>().Where(paragraph => paragraph.IsRemedy).Select(paragraph => paragraph.Text));
                (remedy.Contains("30日内，向", StringComparison.Ordinal), remedy.Contains("人民政府书面申请", StringComparison.Ordinal)).ShouldBe((kind.RemedyOrgan is not null, kind.RemedyOrgan is not null), kind.Code);
            }
        }
    }

    [Fact]
    public void Of_two_texts_with_one_number_that_is_in_force_which_is_used()
    {
        var own = Publish(Acceptance, latest: 0, version: 1, from: Monday.AddDays(1));

        States(0).ShouldBe([(1, TextState.Coming, true), (1, TextState.InForce, false)]);
        States(1).ShouldBe([(1, TextState.InForce, true), (1, TextState.Past, false)]);
        own.Withdraw(Administrator.Act());
        States(1).ShouldBe([(1, TextState.Withdrawn, true), (1, TextState.InForce, false)]);

        IEnumerable<(int, TextState, bool)> States(int day) =>
            LetterTextView.Of(Acceptance, IssuedKinds.FieldsOf(Acceptance), [own], Monday.AddDays(day)).Versions.Select(version => (version.Version, version.State, version.PublishedBy is not null));
    }

    [Theory]
    [InlineData("{查询码}", "查询码", LetterErrors.FieldMissing)]
    [InlineData("{查询码}", "{查询码?}", LetterErrors.FieldOptional)]
    [InlineData("{查询码}", "{查询码}{约谈地点}", LetterErrors.FieldNotFilled)]
    [InlineData("{查询码}", "{查询码}{转送交办机关}", LetterErrors.FieldMayBeEmpty)]
    [InlineData("【附注】", "\0\n【附注】", LetterErrors.TextUnprintable)]
    public void A_text_from_which_no_letter_could_be_issued_is_not_published(string old, string with, string code)
    {
        var refusal = Should.Throw<BrokenRuleException>(() => Publish(Acceptance, source: KeptTexts.Delivered(Acceptance).Body.Replace(old, with, StringComparison.Ordinal)));

        refusal.Code.ShouldBe(code);
        refusal.Sentence.ShouldNotBeNullOrEmpty();
        ((IReadOnlyList<PublishedText.Fault>)refusal.Details["faults"]!).ShouldHaveSingleItem().Line.ShouldBePositive();
    }

    [Fact]
    public void An_opinion_without_its_remedy_is_not_published()
    {
        var body = KeptTexts.Delivered(Opinion).Body;

        Refused(LetterErrors.NoRemedies, () => Publish(Opinion, source: body.Replace("30日内，", "", StringComparison.Ordinal)));
        Refused(LetterErrors.NoRemedies, () => Publish(Opinion, source: body.Replace("【救济】", "【附件】", StringComparison.Ordinal)));
    }

    [Fact]
    public void Numbers_go_on_without_gaps_and_no_day_lies_behind()
    {
        Refused(TextErrors.VersionTaken, () => Publish(Acceptance, version: 1));
        Refused(TextErrors.VersionTaken, () => Publish(Acceptance, latest: 2, version: 2));
        Refused(TextErrors.VersionSkipped, () => Publish(Acceptance, version: 3));
        Refused(CaseErrors.DateInPast, () => Publish(Acceptance, from: Monday.AddDays(-1)));
        Publish(Acceptance, source: "\uFEFF" + KeptTexts.Delivered(Acceptance).Body.Replace("\n", "\r\n", StringComparison.Ordinal)).Source.ShouldNotContain('\r');
    }

    [Fact]
    public void A_version_holds_from_its_day_and_one_that_was_withdrawn_never()
    {
        var (second, third) = (Publish(Acceptance, from: Monday.AddDays(1)), Publish(Acceptance, latest: 2, version: 3, from: Monday.AddDays(5)));

        (InForce(0), InForce(1), InForce(4), InForce(5)).ShouldBe((1, 2, 2, 3));
        third.Withdraw(Administrator.Act(4));
        (third.WithdrawnAt, InForce(5), KeptTexts.Latest([second, third], Acceptance)).ShouldBe((Administrator.Act(4).Now, 2, 3), "its number is not given again");
        Refused(TextErrors.InForce, () => second.Withdraw(Administrator.Act(1)));
        KeptTexts.InForce([second], Opinion, Monday.AddDays(9)).Version.ShouldBe(1, "another kind's");

        int InForce(int day) => KeptTexts.InForce([second, third], Acceptance, Monday.AddDays(day)).Version;
    }

    static PublishedText Publish(LetterKind kind, int latest = 1, int version = 2, DateOnly? from = null, string? source = null) =>
        PublishedText.Publish(Administrator.Act(), kind, IssuedKinds.FieldsOf(kind), latest, version, from ?? Monday, source ?? KeptTexts.Delivered(kind).Body, "改得明白些");

    static LetterText Full(LetterKind kind) => FullTexts.Of(kind, IssuedKinds.FieldsOf(kind), Monday);

    static LetterSheet FullSheet(string kind, UnitPlace? unit = null) => Sheet(LetterKinds.Get(kind), unit) with { Text = Full(LetterKinds.Get(kind)) };
}
