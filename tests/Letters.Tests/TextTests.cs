using System.Globalization;
using CsCheck;

namespace Anjie.Letters.Tests;

public sealed class TextTests
{
    const string Whole =
        """
        文书：约谈记录
        版次：3
        启用：2026-02-01

        【标题】
        约谈记录
        【正文】
        {落款单位}于{约谈日期}在{约谈地点}约谈{被约谈人}。
        # 事由
        {事由}
        {约谈情况}
        {整改要求}
        以上于{整改期限}前完成。
        【落款】
        签字：
        """;

    [Fact]
    public void A_text_is_read_once_with_kind_version_and_first_day()
    {
        var text = LetterText.Read(Whole, out var faults).ShouldNotBeNull();

        faults.ShouldBeEmpty();
        (text.Kind.Code, text.Version, text.EffectiveFrom).ShouldBe(("talk-record", 3, new DateOnly(2026, 2, 1)));
        text.Source.ShouldBe(Whole);
        LetterText.Read(Whole.Replace("\n", "\r\n", StringComparison.Ordinal), out _).ShouldNotBeNull();
        LetterText.Read("\uFEFF" + Whole, out _).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{约谈地点}", "{约谈地点", LetterErrors.UnbalancedBrace, 8, 15)]
    [InlineData("{约谈地点}", "约谈地点}", LetterErrors.UnbalancedBrace, 8, 19)]
    [InlineData("{约谈地点}", "{约谈{地点}", LetterErrors.UnbalancedBrace, 8, 15)]
    [InlineData("{约谈地点}", "{约谈地点}{会议室}", LetterErrors.UnknownField, 8, 21)]
    [InlineData("{约谈地点}", "{约谈地点}{}", LetterErrors.UnknownField, 8, 21)]
    [InlineData("{约谈地点}", "{约谈地点?}", LetterErrors.FieldOptional, 8, 15)]
    [InlineData("{整改要求}", "要求：{整改要求}", LetterErrors.FieldNeedsLine, 12, 4)]
    [InlineData("{整改要求}", "| 要求 | {整改要求} |", LetterErrors.FieldNeedsLine, 12, 8)]
    [InlineData("{整改要求}", "{整改要求}\n{诉求}", LetterErrors.FieldElsewhere, 13, 1)]
    [InlineData("{整改要求}", "{整改要求}\n字\u202E符", LetterErrors.TextUnprintable, 13, 1)]
    [InlineData("{整改要求}", "", LetterErrors.FieldMissing, 1, 1)]
    [InlineData("【落款】", "【签名】", LetterErrors.UnknownPart, 14, 1)]
    [InlineData("【落款】", "【正文】", LetterErrors.PartTwice, 14, 1)]
    [InlineData("【落款】\n签字：", "", LetterErrors.PartMissing, 1, 1)]
    [InlineData("版次：3", "版次：零", LetterErrors.TextHead, 2, 1)]
    [InlineData("版次：3", "版次：0", LetterErrors.TextHead, 2, 1)]
    [InlineData("启用：2026-02-01", "启用：2026-02-30", LetterErrors.TextHead, 3, 1)]
    [InlineData("启用：2026-02-01", "启用：2026-02-01\n启用：2026-02-01", LetterErrors.TextHead, 4, 1)]
    [InlineData("启用：2026-02-01", "启用：2026-02-01\n一段文字", LetterErrors.OutsideParts, 4, 1)]
    [InlineData("文书：约谈记录", "文书：情书", LetterErrors.UnknownKind, 1, 1)]
    public void What_is_wrong_is_told_with_its_place(string old, string with, string code, int line, int column)
    {
        Whole.ShouldContain(old);

        LetterText.Read(Whole.Replace(old, with, StringComparison.Ordinal), out var faults).ShouldBeNull();

        faults.Select(fault => (fault.Code, fault.Line, fault.Column)).ShouldContain((code, line, column));
        faults.ShouldAllBe(fault => !fault.Sentence(CultureInfo.GetCultureInfo("zh-CN")).Contains("{0}") && fault.Sentence(CultureInfo.GetCultureInfo("en")).Length > 0);
    }

    [Fact]
    public void A_text_without_the_remedy_the_addressee_or_a_demand_s_opinion_is_no_text()
    {
        var opinion = Samples.TextOf(LetterKinds.Get("opinion")).Source;

        Codes(opinion.Replace("{复查机关}", "上一级机关", StringComparison.Ordinal)).ShouldBe([LetterErrors.FieldMissing, LetterErrors.NoRemedies], ignoreOrder: true);
        Codes(opinion.Replace("【救济】", "", StringComparison.Ordinal)).ShouldContain(LetterErrors.NoRemedies);
        Codes(opinion.Replace("【抬头】\n{信访人}", "【抬头】\n{承办人}", StringComparison.Ordinal)).ShouldContain(LetterErrors.WrongAddressee);
        Codes(opinion.Replace("法律法规依据：{法律依据}。", "", StringComparison.Ordinal)).ShouldBe([LetterErrors.DemandLost]);
    }

    [Fact]
    public void A_letter_to_everybody_names_no_petitioner() =>
        Codes(Samples.TextOf(LetterKinds.Get("bulletin")).Source.Replace("{总体情况}", "{总体情况}\n{信访人}", StringComparison.Ordinal)).ShouldBe([LetterErrors.FieldNotAllowed]);

    [Fact]
    public void Whatever_is_typed_is_read_or_refused_and_never_more()
    {
        var pieces = Gen.OneOfConst("{", "}", "{{", "}}", "{信访人}", "{诉求?}", "【正文】", "【标题】", "|", "#", "\n", "文书：通报", "字", "\0", "\u202E", "𬭎", "?", "：");
        pieces.Array[0, 60].Select(string.Concat).Sample(source =>
        {
            var text = LetterText.Read(source, out var faults);
            return text is null == faults.Count > 0 && faults.All(fault => fault is { Line: > 0, Column: > 0 });
        });
        LetterText.Read(new string('字', 100_001), out var tooLong).ShouldBeNull();
        tooLong.Single().Code.ShouldBe(LetterErrors.TextTooLong);
    }

    [Fact]
    public void Every_kind_has_a_delivered_text() => LetterTexts.Delivered.Select(text => text.Kind).ShouldBe(LetterKinds.All);

    // Later numbers are the office's own: a release that took one would give it twice.
    [Fact]
    public void A_delivered_text_is_version_1_whatever_a_release_changes_in_it() => LetterTexts.Delivered.ShouldAllBe(text => text.Version == 1);

    [Fact]
    public void A_delivered_text_cites_the_article_its_kind_rests_on()
    {
        foreach (var text in LetterTexts.Delivered.Where(text => text.Kind.Article is { } article && article.StartsWith('《')))
            // A refusal cites what its ground rests on (依据); a reply, a report, a record and a bulletin cite nothing.
            if (text.Kind.Code is not ("non-acceptance" or "no-further-acceptance" or "reply" or "completion-report" or "talk-record" or "bulletin"))
                text.Source.ShouldContain(text.Kind.Article!, Case.Sensitive, text.Kind.Code);
        LetterTexts.Delivered.ShouldAllBe(text => !text.Source.Contains("信访条例"));
    }

    [Fact]
    public void The_text_in_force_is_the_unit_s_own_if_it_has_begun()
    {
        var kind = LetterKinds.Get("talk-record");
        LetterText[] kept = [Own(2, "2026-01-01"), Own(3, "2026-06-01"), Own(4, "2026-06-01")];

        LetterTexts.InForce(kept, kind, new(2025, 12, 31)).ShouldBe(Samples.TextOf(kind));
        LetterTexts.InForce(kept, kind, new(2026, 5, 31)).Version.ShouldBe(2);
        LetterTexts.InForce(kept, kind, new(2026, 6, 1)).Version.ShouldBe(4);
        LetterTexts.InForce(kept, LetterKinds.Get("opinion"), new(2026, 6, 1)).Version.ShouldBe(1);

        static LetterText Own(int version, string from) => LetterText.Read(Whole.Replace("版次：3", $"版次：{version}", StringComparison.Ordinal).Replace("2026-02-01", from, StringComparison.Ordinal), out _)!;
    }

    static IEnumerable<string> Codes(string source)
    {
        LetterText.Read(source, out var faults);
        return faults.Select(fault => fault.Code).Distinct();
    }
}
