using Anjie.Deadlines;

namespace Anjie.Letters.Tests;

public sealed class KindsTests
{
    public static TheoryData<string> Kinds => [.. LetterKinds.All.Select(kind => kind.Code)];

    [Fact]
    public void Every_letter_of_the_procedure_is_there_once()
    {
        string[] letters =
        [
            "受理告知书", "不予受理告知书", "不再受理告知书", "法定途径引导告知书", "转送函", "交办函", "异议申请", "延期告知书", "信访处理意见书", "简易办理意见书", "答复函", "调解协议书", "和解协议书",
            "复查申请书", "复核申请书", "复查意见书", "复核意见书", "督办函", "督办通知单", "办结报告", "约谈通知书", "约谈记录", "改进工作建议书", "完善政策建议书", "追究责任建议书", "通报", "领导接访安排公示", "送达回证", "存根",
        ];

        LetterKinds.All.Select(kind => kind.Chinese).ShouldBe(letters);
        LetterKinds.All.Select(kind => kind.Code).ShouldBeUnique();
        LetterKinds.All.Select(kind => kind.English).ShouldBeUnique();
        LetterKinds.All.Select(kind => kind.NumberWord).OfType<string>().ShouldBeUnique();
        LetterKinds.All.ShouldAllBe(kind => kind.Parts.Contains(LetterPart.Title) && kind.Parts.Contains(LetterPart.Body));
        Should.Throw<ArgumentException>(() => LetterKinds.Get("none"));
    }

    [Fact]
    public void What_a_letter_opens_is_a_clock_of_the_same_article()
    {
        foreach (var kind in LetterKinds.All.Where(kind => kind.Opens is not null))
        {
            var rule = ClockRules.Find(kind.Opens!).ShouldNotBeNull(kind.Code);
            // Article 32 is about the opinion, 35 about what may be done against it; the transfer of Art 22 starts the unit's clock of Art 23.
            if (kind.Code is "opinion" or "simple-opinion" or "transfer" or "acceptance" or "review-opinion" || rule.Code.StartsWith("M-", StringComparison.Ordinal) || rule.Code.StartsWith("S-", StringComparison.Ordinal))
                continue;
            rule.Article.ShouldStartWith(kind.Article!, Case.Sensitive, kind.Code);
        }

        LetterKinds.Get("opinion").Opens.ShouldBe("T7");
        LetterKinds.Get("review-opinion").Opens.ShouldBe("T9");
        LetterKinds.Get("re-review-opinion").Opens.ShouldBeNull();
    }

    [Fact]
    public void Whoever_may_ask_for_review_is_told_so_and_gets_the_letter_with_proof()
    {
        foreach (var kind in LetterKinds.All.Where(kind => kind.Opens is "T7" or "T9"))
        {
            kind.Parts.ShouldContain(LetterPart.Remedies);
            kind.RemedyOrgan.ShouldNotBeNull();
            kind.NeedsProofOfService.ShouldBeTrue();
        }

        LetterKinds.Get("re-review-opinion").Parts.ShouldContain(LetterPart.Finality);
    }

    [Fact]
    public void Fields_have_one_name_in_each_language_and_each_is_used_by_a_letter()
    {
        LetterFields.All.Select(field => field.Code).ShouldBeUnique();
        LetterFields.All.Select(field => field.Chinese).ShouldBeUnique();
        LetterFields.All.Select(field => field.English).ShouldBeUnique();
        var printed = LetterTexts.Delivered.SelectMany(text => text.Slots).Select(slot => slot.Name.Field).OfType<LetterField>().ToHashSet();
        // The number stands where the layout says, not where a text does.
        LetterFields.All.Where(field => !printed.Contains(field)).ShouldBe([LetterFields.Number]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_is_filled_with_plausible_facts_and_issued(string code)
    {
        var kind = LetterKinds.Get(code);
        var draft = Samples.Draft(kind);

        draft.Faults.ShouldBeEmpty();
        var letter = draft.Issue();
        letter.IsIssued.ShouldBeTrue();
        LetterHtml.Write(letter).ShouldNotContain("未填");
        draft.Preview.IsIssued.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_required_field_is_missed_when_it_is_empty(string code)
    {
        var kind = LetterKinds.Get(code);
        foreach (var field in kind.Fields)
        {
            var facts = Samples.For(kind).Only([.. LetterFields.All.Where(other => other != field)]);
            LetterDraft.Fill(Samples.TextOf(kind), facts).Faults.ShouldContain(fault => fault.Field == field && (fault.Code == LetterErrors.EmptyField || fault.Code == LetterErrors.NoRemedies), $"{code}: {field.Code}");
        }

        var nothing = LetterDraft.Fill(Samples.TextOf(kind), new());
        Should.Throw<LetterNotReadyException>(nothing.Issue).Faults.ShouldBe(nothing.Faults);
        LetterHtml.Write(nothing.Preview).ShouldContain("草稿");
    }

    [Fact]
    public void Grounds_of_refusal_cite_only_articles_the_rules_name()
    {
        RefusalGrounds.All.Select(ground => ground.Code).ShouldBeUnique();
        RefusalGrounds.All.Where(ground => ground.Article is not null).Select(ground => (ground.Code, ground.Article)).ShouldBe(
            [("N2", "《信访工作条例》第二十条"), ("N3", "《信访工作条例》第十九条"), ("R1", "《信访工作条例》第三十六条")]);
        RefusalGrounds.Find("R1")!.IsFinal.ShouldBeTrue();
        RefusalGrounds.Find("N1")!.IsFinal.ShouldBeFalse();
        LegalRoutes.All.ShouldAllBe(route => route.Limit.Contains('《'));
    }
}
