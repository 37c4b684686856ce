using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;
using Anjie.Contracts.Supervision;
using Anjie.Supervision.Domain;
using static Anjie.Supervision.Tests.Given;
using LetterErrors = Anjie.Letters.LetterErrors;

namespace Anjie.Supervision.Tests;

/// <summary>What a person signs is a letter, by the level; what stands in it is the item, the ledger and the supervisor's own words.</summary>
public sealed class SupervisionLetterTests
{
    [Fact]
    public void A_person_presses_with_a_notice_and_higher_up_with_a_letter_the_system_with_none()
    {
        var item = Opened();
        item.LetterOfIssue(Supervisor.Act())!.Code.ShouldBe("supervision-notice");
        item.LetterOfIssue(Actor.System.Act()).ShouldBeNull();
        item.LetterOfIssue((Supervisor with { UnitId = Bureau.Id }).Act()).ShouldBeNull("a unit writes none to itself");
        item.IssueOnPaper(Supervisor.Act(), TheLetter());
        item.Escalate(Supervisor.Act(), 3, "无回音");
        item.LetterOfIssue(SupervisorHead.Act())!.Code.ShouldBe("supervision-letter");
        item.IssueOnPaper(SupervisorHead.Act(), TheLetter());
        item.Escalate(SupervisorHead.Act(), 4, "重点");
        item.IssueOnPaper(JointOffice.Act(), TheLetter());

        item.NewLetters.Select(letter => letter.Kind).ShouldBe(["supervision-notice", "supervision-letter", "supervision-letter"]);
        item.NewLetters.Select(letter => letter.UnitId).ShouldBe([PetitionOffice.Id, PetitionOffice.Id, JointOffice.UnitId]);
        Issued().NewLetters.ShouldBeEmpty();
    }

    [Fact]
    public void The_letter_says_what_the_design_asks_of_it()
    {
        var item = Opened();
        item.IssueOnPaper(Supervisor.Act(), TheLetter() with { Handled = "两次电话催办未果。" });

        var kept = item.NewLetters.ShouldHaveSingleItem();
        (kept.Number, kept.IssuedOn, kept.IssuedBy, kept.TextVersion).ShouldBe(("金信督通〔2026〕7号", Monday, "某人", 1));
        var document = kept.Document.Document;
        (document.Addressee, document.Unit, document.Note).ShouldBe(("金昌市自然资源局：", "金昌市信访局", "承办人：某人，联系电话：0935-8212345"));
        kept.Document.BodyText.Split('\n').ShouldBe(
        [
            "编号XF2026000001的信访事项，未按期办结。根据《信访工作条例》第四十条的规定，现予以督办，请于2026年3月5日前将办理结果书面报送我单位。",
            "一、前期办理情况", "督办原因：逾期", "信访事项（XF2026000001）于2026年3月2日登记。", "两次电话催办未果。",
            "二、督办要求", "1.说明原因", "2.明确办结日期",
            "三、逾期后果", "逾期未反馈的，升级督办。", "签发人：某人",
        ]);
    }

    [Fact]
    public void What_is_on_no_list_is_told_by_the_reason_and_the_consequence_may_be_the_supervisors_own()
    {
        var item = Opened();
        item.IssueOnPaper(Supervisor.Act(), TheLetter() with { Situation = Situations.Other, Reason = "群众多次来电反映", Consequence = "提请约谈。" });

        var body = item.NewLetters[0].Document.BodyText;
        body.ShouldContain("的信访事项，群众多次来电反映。根据");
        body.ShouldNotContain("督办原因");
        body.ShouldContain("提请约谈。");
        body.ShouldNotContain("升级督办");
    }

    [Fact]
    public void Every_situation_and_every_level_has_its_words()
    {
        foreach (var code in Enumerable.Range(1, 16).Select(number => $"{number:00}"))
        {
            var item = Opened();
            item.IssueOnPaper(Supervisor.Act(), TheLetter() with { Situation = code });
            item.NewLetters[0].Document.BodyText.ShouldNotContain("的信访事项，。", Case.Sensitive, code);
        }

        foreach (var kind in Enum.GetValues<CaseKind>())
            OfficeWords.Of($"kind.{kind}").ShouldNotBeEmpty();
    }

    [Fact]
    public void A_letter_that_is_not_ready_refuses_the_act_and_changes_nothing()
    {
        var item = Opened();
        var before = item.Version;
        var act = Supervisor.Act();
        var paper = PaperFor(item, act)!;

        Refused(TheLetter(), paper with { Telephone = null }).ShouldBe((LetterErrors.EmptyField, "phone"));
        Refused(TheLetter() with { Situation = Situations.Other, Reason = new('长', 300) }, paper).ShouldBe((LetterErrors.TooLong, "situation"));
        Refused(TheLetter(), paper with { Number = null }).ShouldBe((LetterErrors.NumberMissing, "number"));
        Refused(TheLetter(), paper with { Recipient = paper.Unit }).ShouldBe((LetterErrors.AddressedToItself, "recipientUnit"));
        Should.Throw<InvalidOperationException>(() => item.Issue(act, TheLetter()));

        (item.Version, item.State, item.NewLetters.Count, item.Requirements.Count).ShouldBe((before, ItemState.Opened, 0, 0));

        (string, object?) Refused(Letter letter, LetterPaper on)
        {
            var refusal = Should.Throw<BrokenRuleException>(() => item.Issue(act, letter, on));
            return (refusal.Code, refusal.Details["field"]);
        }
    }

    [Fact]
    public void A_repeat_writes_no_second_letter()
    {
        var item = Opened();
        item.IssueOnPaper(Supervisor.Act(), TheLetter());
        item.IssueOnPaper(Supervisor.Act(), TheLetter());

        item.NewLetters.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_ledger_tells_what_was_done_before_and_how_late_it_is()
    {
        var (dispute, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var item = Opened(dispute);
        var line = LineOf(dispute, new DisputeReported("PC2026000009", Monday, 1, "06.01", Bureau.Id, 3), new FiveGuaranteesAssigned(Monday.AddDays(30), Bureau.Id), Clock(dispute));
        var elsewhere = LineOf(other, new MatterRegistered("XF2026000003", Monday, 1, "Appeal", "02.01", PetitionOffice.Id, false));
        var names = new Dictionary<Guid, string> { [Bureau.Id] = "市自然资源局" };

        HandledSoFar.NumberOf(item, [line]).ShouldBe("PC2026000009");
        HandledSoFar.NumberOf(item, [line, elsewhere]).ShouldBe("XF2026000003", "the petition is what people know");
        Told(30).ShouldBe(["矛盾纠纷（PC2026000009）于2026年3月2日登记，现由市自然资源局办理。", "“纠纷化解”期限于2026年4月1日届满。"]);
        Told(32)[1].ShouldBe("“纠纷化解”期限已于2026年4月1日届满，至今超期2日。");
        HandledSoFar.Of(item, [line], [], new Dictionary<Guid, string>(), Monday)[0].ShouldBe("矛盾纠纷（PC2026000009）于2026年3月2日登记。");

        List<string> Told(int day) => HandledSoFar.Of(item, [line, elsewhere], [], names, Monday.AddDays(day));
    }

    [Fact]
    public void The_item_tells_its_letters_its_answers_and_what_was_sent_back()
    {
        var item = Replied();
        item.Return(Supervisor.Act(1), ReviewMethod.Phone, "不足");
        item.Reply(Head.Act(1), Answers(item, "补充"));
        HandledSoFar.Of(item, [], [], new Dictionary<Guid, string>(), Monday.AddDays(1)).ShouldBe(["此前已催办1次。", "2026年3月3日已收到反馈。", "反馈已退回1次。"]);
        item.Escalate(Supervisor.Act(2), 3, "仍不足");
        item.IssueOnPaper(SupervisorHead.Act(2), TheLetter(9));
        var letter = item.NewLetters[0];

        HandledSoFar.Of(item, [], [new("督办函", letter.Number, letter.IssuedOn)], new Dictionary<Guid, string>(), Monday.AddDays(2))
            .ShouldBe(["此前已催办1次。", "2026年3月4日已印发督办函（金信督〔2026〕7号）。", "2026年3月3日已收到反馈。"]);
    }

    [Theory]
    [InlineData("improvement-proposal", "根据《信访工作条例》第四十条的规定，现就有关问题向你单位提出改进工作的建议。")]
    [InlineData("policy-proposal", "提出完善政策的建议")]
    [InlineData("accountability-proposal", "提出追究责任的建议")]
    public void The_head_proposes_and_the_state_stays(string kind, string says)
    {
        var item = Replied();
        Refused(() => item.Send(Supervisor.Act(), kind)).ShouldBe(CaseErrors.RoleForbidden);
        Refused(() => item.Send(JointOffice.Act(), kind)).ShouldBe(CaseErrors.RoleForbidden);
        var (state, level, clocks) = (item.State, item.Level, item.Clocks.Count);
        item.Send(SupervisorHead.Act(), kind);

        (item.State, item.Level, item.Clocks.Count).ShouldBe((state, level, clocks));
        var letter = item.NewLetters.ShouldHaveSingleItem();
        (letter.Kind, letter.Document.Document.Addressee).ShouldBe((kind, "金昌市自然资源局："));
        foreach (var said in (string[])[says, "多次督办未落实", "反馈不实", "1.健全台账", "2.定期通报", "反馈期限：2026年4月1日"])
            letter.Document.BodyText.ShouldContain(said);
        item.TakeEvents().OfType<SupervisionLetterIssued>().ShouldHaveSingleItem().ShouldSatisfyAllConditions(fact => fact.LetterId.ShouldBe(letter.Id), fact => fact.Kind.ShouldBe(kind));
    }

    [Fact]
    public void The_joint_office_summons_by_a_decision_of_the_meeting_and_keeps_the_record()
    {
        var item = Issued();
        var act = JointOffice.Act(1);
        Refused(() => item.Send(SupervisorHead.Act(1), "talk-notice")).ShouldBe(CaseErrors.RoleForbidden);
        Refused(() => item.Send(act, "talk-notice", TheWords(act) with { Decision = " " })).ShouldBe(ItemErrors.DecisionMissing);
        Refused(() => item.Send(act, "talk-notice", TheWords(act) with { TalkOn = Monday })).ShouldBe(LetterErrors.DatesOutOfOrder);
        Refused(() => item.Send(act, "talk-record", TheWords(act) with { TalkOn = Monday.AddDays(2) })).ShouldBe(CaseErrors.DateInFuture);
        item.NewLetters.ShouldBeEmpty();
        item.Send(act, "talk-notice");
        item.Send(act, "talk-record", TheWords(act) with { TalkOn = Monday, Decision = null });

        item.NewLetters.Select(letter => (letter.Kind, letter.Number)).ShouldBe([("talk-notice", "金信约〔2026〕7号"), ("talk-record", "")]);
        foreach (var said in (string[])["约谈依据：市信访工作联席会议2026年第3次会议纪要", "请于2026年3月3日上午9时到市信访局三楼会议室接受约谈"])
            item.NewLetters[0].Document.BodyText.ShouldContain(said);
        item.NewLetters[0].Document.Document.Addressee.ShouldBe("金昌市自然资源局局长张某：");
        foreach (var said in (string[])["说明了原因。", "一月内办结", "以上要求于2026年4月2日前整改完毕"])
            item.NewLetters[1].Document.BodyText.ShouldContain(said);
        item.State.ShouldBe(ItemState.Issued);
    }

    static string Refused(Action act) => Should.Throw<BrokenRuleException>(act).Code;

    static LedgerEntry LineOf(Guid caseId, params Contracts.CaseEvent[] facts)
    {
        var line = LedgerEntry.For(caseId, Matter);
        line.Fold(LogOf(caseId, facts));
        return line;
    }
}
