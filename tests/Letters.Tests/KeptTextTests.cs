using static Anjie.Letters.LetterFields;

namespace Anjie.Letters.Tests;

/// <summary>Texts whose head is kept beside them, as administrators edit them.</summary>
public sealed class KeptTextTests
{
    static readonly LetterKind Opinion = LetterKinds.Get("opinion");

    static readonly FilledFields Filled = new([.. Opinion.Fields, MatterNumber], [SentBy]);

    static string Body => Samples.TextOf(Opinion).Body;

    [Fact]
    public void Every_delivered_text_is_read_without_its_head_as_with_it()
    {
        foreach (var text in LetterTexts.Delivered)
        {
            var kept = LetterText.Read(text.Kind, 7, new(2026, 3, 1), text.Body, null, out var faults).ShouldNotBeNull(text.Kind.Code);
            faults.ShouldBeEmpty();
            (kept.Kind, kept.Version, kept.EffectiveFrom, kept.Body).ShouldBe((text.Kind, 7, new DateOnly(2026, 3, 1), text.Body));
            text.Body.ShouldStartWith("【标题】");
            LetterHtml.Write(LetterDraft.Fill(kept, Samples.For(text.Kind)).Preview).ShouldBe(LetterHtml.Write(Samples.Draft(text.Kind).Preview));
        }
    }

    [Theory]
    [InlineData("{转送交办机关?}", "{转送交办机关}", LetterErrors.FieldMayBeEmpty, 10, 5)]
    [InlineData("{转送交办机关?}", "{约谈地点}", LetterErrors.FieldNotFilled, 10, 5)]
    [InlineData("{转送交办机关?}", "{约谈地点?}", LetterErrors.FieldNotFilled, 10, 5)]
    [InlineData("30日内，", "", LetterErrors.NoRemedies, 1, 1)]
    [InlineData("向{复查机关}书面", "书面", LetterErrors.FieldMissing, 1, 1)]
    [InlineData("【标题】\n信访处理意见书", "【标题】\n{转送交办机关?}", LetterErrors.PartMissing, 1, 1)]
    [InlineData("信访处理意见书", "#", LetterErrors.PartMissing, 1, 1)]
    [InlineData("信访处理意见书", "——", LetterErrors.PartMissing, 1, 1)]
    [InlineData("信访处理意见书", "{落款单位}", LetterErrors.PartMissing, 1, 1)]
    [InlineData("信访处理意见书", "关于{事实和理由}的意见书", LetterErrors.FieldNotHere, 2, 3)]
    [InlineData("信访处理意见书", "意见书\n{信访事项}", LetterErrors.FieldNotHere, 3, 1)]
    [InlineData("法律法规依据：{法律依据}。", "法律法规依据：{法律依据}。\n{各项诉求}", LetterErrors.FieldNotHere, 23, 1)]
    [InlineData("法律法规依据：{法律依据}。", "法律法规依据：{法律依据}。\n{信访事项}", LetterErrors.FieldNotHere, 23, 1)]
    [InlineData("法律法规依据：{法律依据}。", "法律法规依据：{法律依据}（{转送交办机关?}）。", LetterErrors.DemandLost, 1, 1)]
    [InlineData("## {诉求}\n处理意见：{意见}。{意见说明}。\n法律法规依据：{法律依据}。", "## {诉求}{意见}{意见说明}{法律依据}", LetterErrors.DemandLost, 1, 1)]
    [InlineData("{信访人}：\n", "{信访人}{转送交办机关?}：\n", LetterErrors.WrongAddressee, 1, 1)]
    [InlineData("申请复查。", "申请复查。（{转送交办机关?}）", LetterErrors.NoRemedies, 1, 1)]
    [InlineData("30日内，向", "30日内{转送交办机关?}。\n可以向", LetterErrors.NoRemedies, 1, 1)]
    [InlineData("# 救济途径\n", "# 救济途径", LetterErrors.NoRemedies, 1, 1)]
    [InlineData("收到方式：{收到方式}", "收到方式：{收到方式}{转送交办机关?}", LetterErrors.FieldMissing, 9, 28)]
    [InlineData("# 事实和理由\n{事实和理由}\n", "# {事实和理由}\n{转送交办机关?}\n", LetterErrors.FieldMissing, 13, 3)]
    [InlineData("【标题】\n信访", "版次：2\n【标题】\n信访", LetterErrors.OutsideParts, 1, 1)]
    [InlineData("{信访人}：\n", "{信访人}：\n字\u202E符\n", LetterErrors.TextUnprintable, 6, 1)]
    public void What_is_wrong_is_told_by_its_place_in_what_is_edited(string old, string with, string code, int line, int column)
    {
        Body.ShouldContain(old);

        LetterText.Read(Opinion, 2, new(2026, 3, 1), Body.Replace(old, with, StringComparison.Ordinal), Filled, out var faults).ShouldBeNull();

        faults.ShouldContain(fault => fault.Code == code && fault.Line == line && fault.Column == column, string.Join(", ", faults));
    }

    [Fact]
    public void A_line_that_could_fall_away_takes_nothing_with_it_that_the_kind_demands()
    {
        var sometimes = $"（{{{SentBy.Chinese}?}}）";
        foreach (var text in LetterTexts.Delivered)
        {
            var lines = text.Body.TrimEnd().Split('\n');
            for (var at = 0; at < lines.Length; at++)
            {
                string[] changed = [.. lines];
                changed[at] = lines[at] is [.., '|'] ? $"{lines[at][..^1]}{sometimes}|" : lines[at] + sometimes;
                if (LetterText.Read(text.Kind, 2, new(2026, 3, 1), string.Join('\n', changed), null, out _) is { } accepted)
                    SaysAll(accepted, $"{text.Kind.Code} {at + 1}: {changed[at]}");
            }

            SaysAll(text, text.Kind.Code);
        }
    }

    static void SaysAll(LetterText text, string what)
    {
        var facts = Samples.For(text.Kind).With(SentBy, null);
        var draft = LetterDraft.Fill(text, facts);
        draft.Faults.ShouldBeEmpty(what);
        var letter = draft.Issue();
        var said = string.Join('\n', (string?[])[letter.Title, letter.Addressee, IssuedLetter.Of(draft).BodyText, .. letter.Enclosures, letter.Unit, .. letter.Signature, letter.Note, letter.Copies]);
        foreach (var words in text.Kind.Fields.SelectMany(field => WordsOf(field, facts, text.Kind)))
            said.ShouldContain(words, Case.Sensitive, what);
        if (text.Kind.RemedyOrgan is not { } organ)
            return;
        var remedy = string.Concat(letter.Body.OfType<ParagraphBlock>().Where(paragraph => paragraph.IsRemedy).Select(paragraph => paragraph.Text));
        foreach (var words in (string[])[facts.Of(organ)!, "30日"])
            remedy.ShouldContain(words, Case.Sensitive, what);
    }

    static IEnumerable<string> WordsOf(LetterField field, LetterFacts facts, LetterKind kind) => facts.Of(field) switch
    {
        IReadOnlyList<string> items => items,
        IReadOnlyList<DemandAnswer> answers => answers.SelectMany(answer => new[] { answer.Demand, answer.Word, answer.Text!, answer.LegalBasis! }),
        LetterTable table => table.Columns,
        _ => Wording.Inline(field, facts, kind)!.Split('\n').Select(Wording.WithoutStop),
    };

    [Fact]
    public void A_title_has_short_fields_and_a_hundred_characters_of_words()
    {
        foreach (var title in (string[])["关于{信访人}{收到日期}来信的意见书", "{文号}意见书", "# 意见书", new('长', 100)])
            LetterText.Read(Opinion, 2, new(2026, 3, 1), Titled(title), null, out _).ShouldNotBeNull(title);

        LetterText.Read(Opinion, 2, new(2026, 3, 1), Titled(new('长', 101)), null, out var faults).ShouldBeNull();
        faults.Single().Code.ShouldBe(LetterErrors.TitleTooLong);

        static string Titled(string title) => Body.Replace("信访处理意见书", title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_told_with_what_to_write_instead()
    {
        LetterText.Read(Opinion, 2, new(2026, 3, 1), Body.Replace("{转送交办机关?}", "{转送交办机关}", StringComparison.Ordinal), Filled, out var faults);

        faults.Single().Sentence(new("zh-CN")).ShouldContain("“{转送交办机关?}”");
        faults.Single().Sentence(new("en")).ShouldStartWith("The field Dispatched by is not always there");
    }

    [Fact]
    public void What_is_always_there_may_be_named_and_the_term_may_be_written_in_words() =>
        LetterText.Read(Opinion, 2, new(2026, 3, 1), Body.Replace("30日内", "三十日内", StringComparison.Ordinal).Replace("# 投诉请求", "编号：{信访事项编号}\n# 投诉请求", StringComparison.Ordinal), Filled, out _).ShouldNotBeNull();
}
