using System.Globalization;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using static Anjie.VisitReception.Tests.Given;

namespace Anjie.VisitReception.Tests;

/// <summary>Each act issues its letter, or is refused and changes nothing.</summary>
public sealed class LetterTests
{
    [Fact]
    public void The_way_of_a_petition_is_told_in_letters()
    {
        var matter = WithOpinion(DispatchKind.Assignment);

        matter.Letters.Select(letter => letter.Kind).ShouldBe([LetterCodes.Assignment, LetterCodes.Acceptance, LetterCodes.Opinion]);
        matter.Letters.Select(letter => letter.UnitId).ShouldBe([Office.Id, Bureau.Id, Bureau.Id]);
        var (assignment, acceptance, opinion) = (Text(matter.Letters[0]), Text(matter.Letters[1]), Text(matter.Letters[2]));
        assignment.ShouldContain("金川区自然资源局：");
        assignment.ShouldContain("2026年4月1日前办结");
        acceptance.ShouldContain("张三：");
        acceptance.ShouldContain($"我单位于2026年3月4日收到（收到方式：由金昌市信访局交办，{matter.Letters[0].Number}）");
        acceptance.ShouldContain("期限届满日为2026年5月5日。");
        acceptance.ShouldContain("查询码为XF2026000002。");
        opinion.ShouldContain("向金川区人民政府书面申请复查");
        opinion.ShouldContain("抄送：金川区人民政府、金昌市信访局。");
        opinion.ShouldContain("（承办人：某人，联系电话：0935-8212345）");
    }

    [Fact]
    public void The_simple_procedure_gives_no_notice_and_a_short_opinion()
    {
        var matter = Handling(simple: true);
        matter.IssueOpinion(Head.Act(5), Opinion(matter), Sheet(matter.LetterOfOpinion));

        matter.Letters.Select(letter => letter.Kind).ShouldBe([LetterCodes.Transfer, LetterCodes.ShortOpinion]);
        Handling(MatterCategory.Proposal).LetterOfAcceptance(simple: false).ShouldBeNull("sixty days are for appeals");
        Letter(anonymous: true).LetterOfAcceptance(simple: false).ShouldBeNull("who gave no name cannot be told");
    }

    [Fact]
    public void A_letter_that_is_not_ready_refuses_the_act_and_changes_nothing()
    {
        var matter = Handling(simple: true);
        var (version, letters) = (matter.Version, matter.Letters.Count);
        var report = Opinion(matter) with { ReviewOrgan = "金川区自然资源局" };

        var refusal = Should.Throw<BrokenRuleException>(() => matter.IssueOpinion(Head.Act(5), report, Sheet(matter.LetterOfOpinion)));

        (refusal.Code, refusal.Details["field"]).ShouldBe(("letter.reviewed_by_itself", "reviewOrgan"));
        refusal.Sentence.ShouldNotBeNull();
        ((Dictionary<string, string[]>)refusal.Details["errors"]!).Keys.ShouldBe(["reviewOrgan"]);
        (matter.Version, matter.Letters.Count, matter.State, matter.AnswerLetterId).ShouldBe((version, letters, MatterState.Handling, null));
        matter.Demands.ShouldAllBe(demand => demand.State == DemandState.Open && demand.Finding == null);
        Refused("letter.no_remedies", () => matter.IssueOpinion(Head.Act(5), report with { ReviewOrgan = "" }, Sheet(matter.LetterOfOpinion)));
        Refused("letter.empty_field", () => matter.IssueOpinion(Head.Act(5), Opinion(matter), Sheet(matter.LetterOfOpinion) with { Telephone = null }));
        Refused("letter.number_missing", () => matter.IssueOpinion(Head.Act(5), Opinion(matter), Sheet(matter.LetterOfOpinion) with { Number = null }));
    }

    [Fact]
    public void Faults_are_told_in_the_language_of_the_caller()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var (culture, sentence) in new[] { ("zh-CN", "未写救济途径"), ("en", "review") })
            {
                CultureInfo.CurrentUICulture = new(culture);
                var matter = Handling(simple: true);
                Should.Throw<BrokenRuleException>(() => matter.IssueOpinion(Head.Act(5), Opinion(matter) with { ReviewOrgan = "" }, Sheet(matter.LetterOfOpinion))).Sentence!.ShouldContain(sentence);
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_notice_of_guidance_is_issued_unless_its_number_says_it_was_written_by_hand()
    {
        var matter = Handling();
        var byHand = Guidance(5);
        matter.GuideToLegalRoute(Handler.Act(5), matter.Demands[0].Id, byHand, null);
        matter.Letters[^1].Document.ShouldBeNull();
        matter.Letters[^1].Number.ShouldBe("引导1号");

        Matter.LetterOfGuidance(byHand).ShouldBeNull();
        var issued = byHand with { NoticeNumber = null };
        Refused("letter.empty_field", () => matter.GuideToLegalRoute(Handler.Act(5), matter.Demands[1].Id, issued, Sheet(Matter.LetterOfGuidance(issued)!)));
        var whole = issued with { Address = "金川区新华路1号", Materials = ["仲裁申请书", "身份证明"] };
        Refused(CaseErrors.DateTooEarly, () => matter.GuideToLegalRoute(Handler.Act(6), matter.Demands[1].Id, whole, Sheet(Matter.LetterOfGuidance(whole)!)));
        matter.GuideToLegalRoute(Handler.Act(5), matter.Demands[1].Id, whole, Sheet(Matter.LetterOfGuidance(whole)!));

        matter.Demands[1].NoticeNumber.ShouldBe(matter.Letters[^1].Number);
        var text = Text(matter.Letters[^1]);
        text.ShouldContain("应当通过仲裁处理");
        text.ShouldContain("公开账目");
        text.ShouldNotContain("支付补偿款", Case.Sensitive, "only what is guided stands in it");
    }

    [Fact]
    public void A_leaders_order_goes_with_a_letter_and_a_unit_writes_none_to_itself()
    {
        var (_, matter) = Assigned();
        matter.Letters.Single().Kind.ShouldBe(LetterCodes.Assignment);
        Letter().LetterOfDispatch(DispatchKind.Transfer, Office.Id).ShouldBeNull();
        Handling().LetterOfAssignment(Bureau.Id).ShouldBeNull("a unit has it already");
    }

    [Fact]
    public void An_explained_appeal_must_name_who_reviews_it()
    {
        var (visit, matter) = Received();
        Refused("letter.no_remedies", () => visit.Explain(Leader.Act(), matter, new("《条例》第三十二条", "无政策依据", null), SheetOrNull(matter.LetterOfExplanation, LeadersUnit)));

        var (other, second) = Received();
        other.Explain(Leader.Act(), second, new("《条例》第三十二条", "无政策依据", "甘肃省信访局"), SheetOrNull(second.LetterOfExplanation, LeadersUnit));
        Text(second.Letters.Single()).ShouldContain("向甘肃省信访局书面申请复查");
    }

    [Fact]
    public void An_accusation_names_nobody_in_the_letter_to_the_unit_and_many_are_told_by_the_first()
    {
        var accusation = Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", Accusation(), Office, isPetitionOffice: true);
        accusation.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, Sheet(accusation.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id)!, Office));
        Text(accusation.Letters.Single()).ShouldNotContain("张三");

        var many = Petition() with { Petitioners = [Zhang, Person("李四", 2), Person("王五", 3), Person("赵六", 4)] };
        var matter = Matter.Register(Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF1", many, Office, isPetitionOffice: true);
        matter.Dispatch(Clerk.Act(), DispatchKind.Transfer, Bureau, null, null, Sheet(matter.LetterOfDispatch(DispatchKind.Transfer, Bureau.Id)!, Office));
        Text(matter.Letters.Single()).ShouldContain("现将张三等4人提出的信访事项");
    }

    [Fact]
    public void Each_means_of_delivery_has_its_own_evidence()
    {
        Proof[] lacking =
        [
            Signed(12) with { Recipient = " " },
            new(DeliveryMeans.RefusedWithWitness, Monday.AddDays(12), null, null, "王五", null, null),
            new(DeliveryMeans.RefusedWithWitness, Monday.AddDays(12), null, null, null, "不认可", null),
            new(DeliveryMeans.Posted, Monday.AddDays(12), "张三", null, null, null, null),
            new(DeliveryMeans.Other, Monday.AddDays(12), null, null, null, null, null),
        ];
        foreach (var proof in lacking)
            Refused(DeliveryErrors.EvidenceMissing, () => WithOpinion().Serve(Handler.Act(12), null, proof));
        Proof[] whole =
        [
            Signed(12) with { Recipient = "张小三", Relation = "儿子", Place = "宁远堡镇", Servers = ["甲", "乙"], View = PetitionerView.Disagrees },
            new(DeliveryMeans.RefusedWithWitness, Monday.AddDays(12), null, null, "王五", "不认可", null),
            new(DeliveryMeans.Posted, Monday.AddDays(12), null, null, null, null, "EMS1"),
            new(DeliveryMeans.Other, Monday.AddDays(12), "张三", null, null, null, null),
        ];
        foreach (var proof in whole)
        {
            var matter = WithOpinion().Also(m => m.Serve(Handler.Act(12), null, proof));
            (matter.State, matter.RunningClock("T7")!.StartedOn).ShouldBe((MatterState.Served, Monday.AddDays(12)));
        }
    }

    [Fact]
    public void The_proof_says_what_is_known_and_leaves_the_rest_to_the_pen()
    {
        var matter = Served();
        Text(Proof(matter, null)).ShouldContain("□签收　□拒收");
        Text(Proof(matter, matter.Deliveries.Single())).ShouldContain("□签收　□拒收", Case.Sensitive, "without place and servers it is not proven on paper yet");

        var whole = WithOpinion().Also(m => m.Serve(Handler.Act(12), null, Signed(12) with { Recipient = "张小三", Relation = "儿子", Place = "宁远堡镇", Servers = ["甲某", "乙某"], View = PetitionerView.Disagrees }));
        var text = Text(Proof(whole, whole.Deliveries.Single()));
        foreach (var part in (string[])["■当面　□邮寄　□其他", "■签收　□拒收", "□同意　■不同意　□无明确意见", "甲某、乙某", "张小三", "儿子", "宁远堡镇", "2026年3月14日", whole.Letters[^1].Number])
            text.ShouldContain(part);

        var posted = WithOpinion().Also(m => m.Serve(Handler.Act(12), null, new(DeliveryMeans.Posted, Monday.AddDays(12), null, null, null, null, "EMS1", "宁远堡镇")));
        Text(Proof(posted, posted.Deliveries.Single())).ShouldContain("EMS1");
    }

    static LetterDocument Proof(Matter matter, Delivery? delivery) =>
        ServiceFacts.ProofOf(matter.Letters[^1].Document!, LetterTexts.InForce([], LetterKinds.ProofOfService, Monday), ServiceFacts.Of(delivery, name => name, place => place));

    static string Text(Letter letter) => Text(letter.Document!.Document);

    static string Text(LetterDocument document) => System.Net.WebUtility.HtmlDecode(LetterHtml.Write(document));
}
