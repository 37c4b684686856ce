using System.Net;
using System.Text.Json;

namespace Anjie.Letters.Tests;

/// <summary>Letters as a service keeps them.</summary>
public sealed class IssuedLetterTests
{
    static readonly Uri Query = new("https://xf.example.gov.cn/public");

    public static TheoryData<string> Kinds => [.. LetterKinds.All.Select(kind => kind.Code)];

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_read_again_is_the_same_file_and_the_same_page(string code)
    {
        var letter = IssuedLetter.Of(Samples.Draft(LetterKinds.Get(code)), Query);

        var read = IssuedLetter.Read(letter.Write());

        read.Write().ShouldBe(letter.Write());
        read.Docx().ShouldBe(LetterDocx.Write(Samples.Issue(code), Query));
        read.Html().ShouldBe(LetterHtml.Write(Samples.Issue(code), Query));
        (read.Document.Kind, read.Document.TextVersion, read.Document.IsIssued, read.Query).ShouldBe((letter.Document.Kind, 1, true, Query));
    }

    [Fact]
    public void Another_text_of_its_kind_changes_nothing_in_a_letter_that_is_kept()
    {
        var kind = LetterKinds.Get("reply");
        var kept = IssuedLetter.Of(Samples.Draft(kind)).Write();
        var later = LetterText.Read(Samples.TextOf(kind).Source.Replace("版次：1", "版次：2", StringComparison.Ordinal).Replace("现答复如下", "经研究，答复如下", StringComparison.Ordinal), out _)!;

        LetterDraft.Fill(later, Samples.For(kind)).Issue().Body.OfType<ParagraphBlock>().ShouldContain(paragraph => paragraph.Text.Contains("经研究", StringComparison.Ordinal));
        IssuedLetter.Read(kept).Docx().ShouldBe(LetterDocx.Write(Samples.Issue("reply")));
        IssuedLetter.Read(kept).BodyText.ShouldNotContain("经研究");
    }

    [Fact]
    public void Its_proof_of_service_is_that_of_the_draft()
    {
        var draft = Samples.Draft(LetterKinds.Get("opinion"));
        var service = new LetterFacts().With(LetterFields.ServicePlace, "永昌县朱王堡镇某村");

        var proof = IssuedLetter.Read(IssuedLetter.Of(draft).Write()).ProofOfService(Samples.TextOf(LetterKinds.ProofOfService), service);

        proof.Faults.ShouldBeEmpty();
        LetterHtml.Write(proof.Issue()).ShouldBe(LetterHtml.Write(draft.ProofOfService(Samples.TextOf(LetterKinds.ProofOfService), service).Issue()));
    }

    [Theory]
    [InlineData("opinion"), InlineData("transfer"), InlineData("proof-of-service"), InlineData("mediation")]
    public void A_reader_who_may_not_see_a_name_sees_it_nowhere(string code)
    {
        var letter = IssuedLetter.Of(Samples.Draft(LetterKinds.Get(code)));
        Shown(letter).ShouldContain(Samples.Petitioner);

        var masked = letter.With(text => text.Replace(Samples.Petitioner, "买**", StringComparison.Ordinal));

        Shown(masked).ShouldNotContain(Samples.Petitioner);
        DocxTests.TextOf(masked.Docx()).ShouldNotContain(Samples.Petitioner);
        masked.Write().ShouldNotContain(Samples.Petitioner);
        masked.Html().ShouldContain("买**");

        static string Shown(IssuedLetter letter) => WebUtility.HtmlDecode(letter.Html());
    }

    [Fact]
    public void A_draft_with_faults_is_not_kept_and_nothing_else_is_read()
    {
        Should.Throw<LetterNotReadyException>(() => IssuedLetter.Of(LetterDraft.Fill(Samples.TextOf(LetterKinds.Get("opinion")), new())));
        foreach (var other in (string[])["{}", "null", """{"format":2,"kind":"reply"}"""])
            Should.Throw<JsonException>(() => IssuedLetter.Read(other));
    }
}
