using System.Text;
using CsCheck;

namespace Anjie.Letters.Tests;

public sealed class FillingTests
{
    static readonly LetterKind Opinion = LetterKinds.Get("opinion"), ReReview = LetterKinds.Get("re-review-opinion");

    // What template engines, spreadsheets, markup and our own texts would act upon.
    static readonly string[] Expressions =
        ["{{7*7}}", "@(1+1)", "${x}", "{name}", "{信访人}", "{{信访人}}", "【救济】", "# 标题", "| 一 | 二 |", "<w:t>x</w:t>", "</w:p><w:p>", "<script>alert(1)</script>", "&lt;&amp;", "]]>", "<!--", "=1+1", "%s {0} \\n", "<%= 1 %>", "#{1+1}", "[[${1}]]"];

    [Fact]
    public void S_49_an_expression_in_a_value_stands_in_the_letter_as_it_was_typed()
    {
        foreach (var expression in Expressions)
        {
            var facts = Samples.For(Opinion)
                .With(LetterFields.Petitioner, expression).With(LetterFields.Facts, expression).With(LetterFields.Demands, [expression, expression]).With(LetterFields.CopyTo, [expression])
                .With(LetterFields.Answers, [new DemandAnswer(expression, OpinionOnDemand.Refused, expression, expression)]);

            var letter = LetterDraft.Fill(Samples.TextOf(Opinion), facts).Issue();

            letter.Addressee.ShouldBe(expression + "：");
            letter.Body.OfType<HeadingBlock>().ShouldContain(heading => heading.Text == expression && heading.Level == 2);
            letter.Body.OfType<ParagraphBlock>().ShouldContain(paragraph => paragraph.Text == expression);
            letter.Body.OfType<ItemBlock>().Count(item => item.Text == expression).ShouldBe(2);
            letter.Body.Count.ShouldBe(LetterDraft.Fill(Samples.TextOf(Opinion), facts.With(LetterFields.Facts, "字")).Issue().Body.Count);
            DocxTests.TextOf(LetterDocx.Write(letter)).Split('\n').ShouldContain(expression);
            DocxTests.Faults(LetterDocx.Write(letter)).ShouldBeEmpty();
            var page = System.Net.WebUtility.HtmlDecode(LetterHtml.Write(letter).Replace("<", "\u0001", StringComparison.Ordinal));
            page.ShouldContain($">{expression}\u0001/p>");
        }
    }

    [Fact]
    public void Braces_of_a_text_are_written_twice()
    {
        var text = LetterText.Read(Samples.TextOf(ReReview).Source.Replace("本机关于", "{{一}} 本机关于", StringComparison.Ordinal), out _).ShouldNotBeNull();

        LetterDraft.Fill(text, Samples.For(ReReview)).Issue().Body.OfType<ParagraphBlock>().ShouldContain(paragraph => paragraph.Text.StartsWith("{一} 本机关于2026年9月15日"));
    }

    [Fact]
    public void A_paragraph_falls_away_with_its_optional_field_and_so_does_a_heading_over_nothing()
    {
        Headings(Samples.Draft(ReReview)).ShouldBe(["一、申请请求", "二、申请理由", "三、听证情况", "四、复核查明", "五、复核结论"]);

        var without = Samples.For(ReReview).With(LetterFields.HearingOn, (DateOnly?)null).With(LetterFields.HearingPublished, null);

        Headings(LetterDraft.Fill(Samples.TextOf(ReReview), without)).ShouldBe(["一、申请请求", "二、申请理由", "三、复核查明", "四、复核结论"]);

        static IEnumerable<string> Headings(LetterDraft draft) => draft.Issue().Body.OfType<HeadingBlock>().Select(heading => heading.Mark + heading.Text);
    }

    [Fact]
    public void Each_demand_has_its_opinion_and_basis_and_the_remedy_follows()
    {
        var body = Samples.Issue("opinion").Body;

        body.OfType<HeadingBlock>().Where(heading => heading.Level == 2).Select(heading => heading.Mark).ShouldBe(["（一）", "（二）", "（三）"]);
        body.OfType<ParagraphBlock>().Count(paragraph => paragraph.Text.StartsWith("处理意见：", StringComparison.Ordinal)).ShouldBe(3);
        body.OfType<ParagraphBlock>().ShouldContain(paragraph => paragraph.Text == "法律法规依据：《信访工作条例》第三十二条。");
        body.OfType<ParagraphBlock>().Single(paragraph => paragraph.IsRemedy).Text.ShouldBe("根据《信访工作条例》第三十五条的规定，如不服本处理意见，可以自收到本意见书之日起30日内，向永昌县人民政府书面申请复查。");
    }

    [Fact]
    public void The_end_of_a_term_is_told_as_counted_and_as_in_law()
    {
        Text(Samples.Issue("acceptance")).ShouldContain("期限届满日为2026年10月2日（遇休息日顺延至2026年10月8日）。");
        var plain = Samples.For(LetterKinds.Get("acceptance")).With(LetterFields.HandlingDue, new DueDay(new(2026, 10, 12), new(2026, 10, 12)));
        Text(LetterDraft.Fill(Samples.TextOf(LetterKinds.Get("acceptance")), plain).Issue()).ShouldContain("期限届满日为2026年10月12日。");
    }

    [Fact]
    public void A_petitioner_who_asked_for_secrecy_is_named_in_letters_to_that_person_only()
    {
        var transfer = LetterKinds.Get("transfer");
        var secret = new LetterFacts { HidesPetitioner = true };

        var toUnit = LetterDraft.Fill(Samples.TextOf(transfer), Hidden(transfer)).Issue();
        Text(toUnit).ShouldContain("现将信访人提出的信访事项");
        LetterHtml.Write(toUnit).ShouldNotContain(Samples.Petitioner);
        DocxTests.TextOf(LetterDocx.Write(toUnit)).ShouldNotContain(Samples.Petitioner);
        LetterDraft.Fill(Samples.TextOf(Opinion), Hidden(Opinion)).Issue().Addressee.ShouldBe(Samples.Petitioner + "：");

        LetterFacts Hidden(LetterKind kind) => LetterFields.All.Aggregate(secret, (facts, field) => Samples.For(kind).Of(field) is { } value ? facts.Set(field, value) : facts);
    }

    [Fact]
    public void Rare_names_and_other_scripts_survive()
    {
        foreach (var name in (string[])["𬭎𠮷", "阿依古丽·买买提", "ئابدۇللا", "བསྟན་འཛིན"])
        {
            var letter = LetterDraft.Fill(Samples.TextOf(Opinion), Samples.For(Opinion).With(LetterFields.Petitioner, name)).Issue();
            DocxTests.TextOf(LetterDocx.Write(letter)).ShouldContain(name + "：");
            DocxTests.Faults(LetterDocx.Write(letter)).ShouldBeEmpty();
            System.Net.WebUtility.HtmlDecode(LetterHtml.Write(letter)).ShouldContain(name + "：");
        }
    }

    [Fact]
    public void Whatever_a_value_holds_the_draft_is_a_valid_document_and_only_clean_ones_are_issued()
    {
        var odd = Gen.OneOfConst("字", "a", " ", "\n", "\r\n", "\t", "\0", "\u0007", "\u001B", "\uFFFE", "\uD800", "\uDC00", "\u202E", "\u2066", "\u200B", "𬭎", "é", "e\u0301", "<", "&", "\"", "{", "}", "]]>", "\u2028", "\uE000", "خ");
        odd.Array[1, 40].Select(string.Concat).Sample(value =>
        {
            var draft = LetterDraft.Fill(Samples.TextOf(Opinion), Samples.For(Opinion)
                .With(LetterFields.Petitioner, value).With(LetterFields.Facts, value).With(LetterFields.Demands, [value]).With(LetterFields.Answers, [new DemandAnswer(value, null, value, value)]));
            DocxTests.Faults(LetterDocx.Write(draft.Preview)).ShouldBeEmpty();
            LetterHtml.Write(draft.Preview).IndexOfAny(['\0', '\u0007', '\u001B', '\u202E', '\u2066', '\u200B', '\uD800']).ShouldBe(-1);
            if (!string.IsNullOrWhiteSpace(value) && value.IndexOfAny(['\0', '\u0007', '\u001B', '\uFFFE', '\u202E', '\u2066', '\u200B', '\u2028', '\uE000']) >= 0)
                draft.Faults.ShouldContain(fault => fault.Code == LetterErrors.Unprintable);
            Should.Throw<LetterNotReadyException>(draft.Issue);
        }, iter: 60);
    }

    [Fact]
    public void A_huge_text_is_shown_and_not_issued()
    {
        var huge = new StringBuilder().Insert(0, "长文。\n", 200_000).ToString();

        var draft = LetterDraft.Fill(Samples.TextOf(Opinion), Samples.For(Opinion).With(LetterFields.Facts, huge));

        draft.Faults.Select(fault => (fault.Code, fault.Field)).ShouldBe([(LetterErrors.TooLong, LetterFields.Facts)]);
        LetterDocx.Write(draft.Preview).Length.ShouldBeGreaterThan(10_000);
    }

    static string Text(LetterDocument letter) => string.Join('\n', letter.Body.OfType<ParagraphBlock>().Select(paragraph => paragraph.Text));
}
