using F = Anjie.Letters.LetterFields;

namespace Anjie.Letters.Tests;

/// <summary>A paper that its writer finishes by hand.</summary>
public sealed class FormTests
{
    static readonly LetterKind Review = LetterKinds.Get("review-request");

    [Fact]
    public void What_is_not_known_is_a_blank_to_write_on_and_no_draft_is_said_to_be_one()
    {
        var form = LetterDraft.Fill(Samples.TextOf(Review), Samples.For(Review).With(F.Request, null).With(F.RequestedOn, (DateOnly?)null).With(F.PriorOpinion, null)).Form();

        form.Body.OfType<ParagraphBlock>().Count(paragraph => paragraph.Text == new string('＿', 26)).ShouldBe(5);
        form.Body.OfType<ParagraphBlock>().ShouldContain(paragraph => paragraph.Text.Contains("（文号：＿＿＿＿＿＿＿＿＿＿＿＿）", StringComparison.Ordinal));
        form.Signature.ShouldBe(["申请人（签名）：", "＿＿＿＿年＿＿月＿＿日"]);
        (form.IsForm, form.IsIssued).ShouldBe((true, false));
        LetterHtml.Write(form).ShouldNotContain("草稿");
        DocxTests.TextOf(LetterDocx.Write(form)).ShouldNotContain("草稿");
        DocxTests.Faults(LetterDocx.Write(form)).ShouldBeEmpty();
        LetterHtml.Write(form.With(text => text)).ShouldNotContain("草稿", Case.Sensitive, "masked for another reader it is a form still");
    }

    [Fact]
    public void A_whole_one_has_no_blanks_and_a_wrong_one_is_none()
    {
        LetterHtml.Write(Samples.Draft(Review).Form()).ShouldNotContain("＿");
        Should.Throw<LetterNotReadyException>(() => LetterDraft.Fill(Samples.TextOf(Review), Samples.For(Review).With(F.PriorUnit, Samples.County)).Form())
            .Faults.ShouldContain(fault => fault.Code == LetterErrors.ReviewedByItself);
    }

    [Theory]
    [InlineData("opinion"), InlineData("mediation"), InlineData("reception-announcement")]
    public void An_office_leaves_no_blanks_over_its_seal(string kind) =>
        Should.Throw<InvalidOperationException>(() => Samples.Draft(LetterKinds.Get(kind)).Form());
}
