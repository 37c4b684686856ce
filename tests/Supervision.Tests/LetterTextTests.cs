using System.Reflection;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.LetterTexts;
using Anjie.Tests;
using static Anjie.Supervision.Tests.Given;
using LetterErrors = Anjie.Letters.LetterErrors;

namespace Anjie.Supervision.Tests;

/// <summary>Texts of this service's letters as an administrator may publish them: no text is accepted that would refuse an act.</summary>
public sealed class LetterTextTests
{
    static readonly Actor Administrator = Supervisor with { Roles = new HashSet<string> { Roles.SystemAdministrator } };

    [Fact]
    public void Every_kind_that_an_act_issues_has_a_text_to_edit_and_the_delivered_one_may_be_published_again()
    {
        var issued = typeof(LetterCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        IssuedKinds.All.Select(kind => kind.Code).ShouldBe([.. issued, BulletinPaper.Kind.Code], ignoreOrder: true);
        foreach (var kind in IssuedKinds.All)
            Publish(kind, KeptTexts.Delivered(kind).Body).Read()!.Body.ShouldBe(KeptTexts.Delivered(kind).Body);
    }

    [Fact]
    public void A_preview_of_any_kind_is_a_whole_letter_of_invented_people()
    {
        foreach (var kind in IssuedKinds.All)
            foreach (var text in (LetterText[])[Full(kind), KeptTexts.Delivered(kind)])
            {
                var draft = LetterDraft.Fill(text, SampleFacts.Of(kind, Monday));
                draft.Faults.Select(fault => $"{kind.Code} {fault.Code} {fault.Field?.Code}").ShouldBeEmpty();
                LetterHtml.Write(draft.Preview).ShouldContain("样例");
            }
    }

    [Fact]
    public void What_a_kind_is_said_to_have_always_is_there_when_an_act_issues_it()
    {
        var item = Opened();
        Issue(Supervisor);
        item.Escalate(Supervisor.Act(), 3, "无回音");
        Issue(SupervisorHead);
        foreach (var kind in (string[])[LetterCodes.Improvement, LetterCodes.Policy, LetterCodes.Accountability])
            Send(SupervisorHead, kind, TheWords(SupervisorHead.Act()) with { ReplyBy = null });
        var act = JointOffice.Act(2);
        Send(JointOffice, LetterCodes.TalkNotice, TheWords(act) with { Talk = null, Rectification = [], RectifyBy = null });
        Send(JointOffice, LetterCodes.TalkRecord, TheWords(act) with { TalkOn = Monday, TalkTime = null, Decision = null });

        item.NewLetters.Select(letter => (letter.Kind, letter.TextVersion)).ShouldBe(IssuedKinds.All.Where(kind => kind != BulletinPaper.Kind).Select(kind => (kind.Code, 2)), ignoreOrder: true);

        void Issue(Actor actor) => item.Issue(actor.Act(), TheLetter(), Least(item.LetterOfIssue(actor.Act())!, actor.Act()));

        void Send(Actor actor, string kind, FurtherLetter words) => item.SendLetter(actor.Act(2), Guid.CreateVersion7(), Least(LetterKinds.Get(kind), actor.Act(2)), words, "{}");
    }

    [Fact]
    public void No_letter_loses_what_its_kind_demands_when_nothing_is_there_that_is_not_always_there()
    {
        foreach (var kind in IssuedKinds.All)
            foreach (var text in (LetterText[])[KeptTexts.Delivered(kind), Full(kind)])
                LetterDraft.Fill(text, FullTexts.Least(SampleFacts.Of(kind, Monday), IssuedKinds.FieldsOf(kind))).Faults.Select(fault => $"{kind.Code} {fault.Code} {fault.Field?.Code}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LetterCodes.Notice, "{督办情形}", "{督办情形?}", LetterErrors.FieldOptional)]
    [InlineData(LetterCodes.Letter, "{反馈期限}", "近日", LetterErrors.FieldMissing)]
    [InlineData(LetterCodes.Letter, "【附注】", "【附件】\n{附件?}\n【附注】", LetterErrors.FieldNotFilled)]
    [InlineData(LetterCodes.Notice, "{信访事项编号}", "{信访事项编号}（{信访人}）", LetterErrors.FieldNotFilled)]
    [InlineData(LetterCodes.TalkNotice, "# 要求", "事项编号：{信访事项编号}\n# 要求", LetterErrors.FieldMayBeEmpty)]
    [InlineData(LetterCodes.TalkRecord, "# 约谈情况", "记于{成文日期}\n# 约谈情况", LetterErrors.FieldNotFilled)]
    [InlineData(LetterCodes.Policy, "{反馈期限?}", "{反馈期限}", LetterErrors.FieldMayBeEmpty)]
    [InlineData(LetterCodes.Improvement, "{收文单位}", "{被约谈人}", LetterErrors.FieldNotFilled)]
    public void A_text_from_which_no_letter_could_be_issued_is_not_published(string code, string old, string with, string refused)
    {
        var kind = LetterKinds.Get(code);
        var body = KeptTexts.Delivered(kind).Body;
        body.ShouldContain(old);

        var refusal = Should.Throw<BrokenRuleException>(() => Publish(kind, body.Replace(old, with, StringComparison.Ordinal)));

        ((IReadOnlyList<PublishedText.Fault>)refusal.Details["faults"]!).Select(fault => fault.Code).ShouldContain(refused);
    }

    static PublishedText Publish(LetterKind kind, string source) => PublishedText.Publish(Administrator.Act(), kind, IssuedKinds.FieldsOf(kind), 1, 2, Monday, source, "改得明白些");

    static LetterText Full(LetterKind kind) => FullTexts.Of(kind, IssuedKinds.FieldsOf(kind), Monday);

    // The paper of a unit without a telephone, about a matter without a number, where the kind does without them.
    static LetterPaper Least(LetterKind kind, Act act)
    {
        var paper = PaperOf(kind, act) with { Text = Full(kind) };
        var sometimes = IssuedKinds.FieldsOf(kind).Sometimes;
        return paper with { Telephone = sometimes.Contains(LetterFields.Phone) ? null : paper.Telephone, MatterNumber = sometimes.Contains(LetterFields.MatterNumber) ? null : paper.MatterNumber };
    }
}
