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
    [InlineData("【标题】\n信访", "版次：2\n【标题】\n信访", LetterErrors.OutsideParts, 1, 1)]
    [InlineData("{信访人}：\n", "{信访人}：\n字\u202E符\n", LetterErrors.TextUnprintable, 6, 1)]
    public void What_is_wrong_is_told_by_its_place_in_what_is_edited(string old, string with, string code, int line, int column)
    {
        Body.ShouldContain(old);

        LetterText.Read(Opinion, 2, new(2026, 3, 1), Body.Replace(old, with, StringComparison.Ordinal), Filled, out var faults).ShouldBeNull();

        faults.ShouldContain(fault => fault.Code == code && fault.Line == line && fault.Column == column, string.Join(", ", faults));
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
