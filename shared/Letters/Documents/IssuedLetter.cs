using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Anjie.Letters;

/// <summary>A letter as it was issued, to be kept: everything its docx and its HTML are made of, and nothing of the text and the facts it came from.
/// So it stays what it was when the text of its kind changes.</summary>
/// <remarks>What <see cref="Write"/> gives names the petitioner; it is to be stored encrypted.</remarks>
public sealed class IssuedLetter
{
    const int Format = 1;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    IssuedLetter(LetterDocument document, string? servedTo, Uri? query) => (Document, ServedTo, Query) = (document, servedTo, query);

    /// <summary>What stands in it.</summary>
    public LetterDocument Document { get; }

    /// <summary>Whom it is for; null for kinds without an addressee.</summary>
    public string? ServedTo { get; }

    /// <summary>Where its QR code leads; null without one.</summary>
    public Uri? Query { get; }

    /// <summary>Issues a draft.</summary>
    /// <param name="draft">What it is filled with.</param>
    /// <param name="query">Address of the public query; a QR code below the letter opens it.</param>
    /// <exception cref="LetterNotReadyException">Something is wrong with it.</exception>
    public static IssuedLetter Of(LetterDraft draft, Uri? query = null) => new(draft.Issue(), draft.ServedTo, query);

    /// <summary>As docx; see <see cref="LetterDocx.Write"/>.</summary>
    /// <param name="following">Letters on pages of their own behind it.</param>
    public byte[] Docx(params IReadOnlyList<LetterDocument> following) => LetterDocx.Write(Document, Query, following);

    /// <summary>As HTML; see <see cref="LetterHtml.Write"/>.</summary>
    /// <param name="following">Letters on pages of their own behind it.</param>
    public string Html(params IReadOnlyList<LetterDocument> following) => LetterHtml.Write(Document, Query, following);

    /// <summary>The 送达回证 that goes with this letter, still to be signed.</summary>
    /// <param name="text">A text of <see cref="LetterKinds.ProofOfService"/>.</param>
    /// <param name="service">What is known of the service.</param>
    public LetterDraft ProofOfService(LetterText text, LetterFacts service) => LetterDraft.Fill(text, About(service));

    /// <summary>The 存根 the unit keeps of this letter.</summary>
    /// <param name="text">A text of <see cref="LetterKinds.Stub"/>.</param>
    /// <param name="issuedOn">Day of the letter.</param>
    /// <param name="issuedBy">Who signed it.</param>
    /// <param name="others">Whom it is for where the letter itself addresses nobody.</param>
    public LetterDraft Stub(LetterText text, DateOnly issuedOn, string issuedBy, string others) => LetterDraft.Fill(text, About(new LetterFacts()
        .With(LetterFields.IssuedOn, issuedOn).With(LetterFields.SignedBy, issuedBy)).With(LetterFields.ServedTo, ServedTo ?? others));

    LetterFacts About(LetterFacts facts) => facts
        .With(LetterFields.Unit, Document.Unit)
        .With(LetterFields.ServedLetter, Document.Title.Replace("\n", "", StringComparison.Ordinal))
        .With(LetterFields.ServedNumber, Document.Number)
        .With(LetterFields.ServedTo, ServedTo);

    /// <summary>The body as plain lines, with the marks of headings and lists.</summary>
    public string BodyText => string.Join('\n', Document.Body.Select(block => block switch
    {
        HeadingBlock heading => heading.Mark + heading.Text,
        ItemBlock item => item.Mark + item.Text,
        ParagraphBlock paragraph => paragraph.Text,
        TableBlock table => string.Join('\n', table.Rows.Select(row => string.Join(' ', row))),
        _ => "",
    }));

    /// <summary>The same letter with every word passed through a function, for readers who may not see a name in it.</summary>
    /// <param name="change">What becomes of a piece of text.</param>
    public IssuedLetter With(Func<string, string> change) => new(Document.With(change), ServedTo is null ? null : change(ServedTo), Query);

    /// <summary>The same letter without its QR code.</summary>
    public IssuedLetter WithoutQuery() => new(Document, ServedTo, null);

    /// <summary>As text for a store; the same letter gives the same text.</summary>
    public string Write() => JsonSerializer.Serialize(
        new Kept(Format, Document.Kind.Code, Document.TextVersion, Document.Title, Document.Number, Document.Addressee, Document.Body, Document.Enclosures, Document.Unit, Document.IssuedOn,
            Document.Signature, Document.Note, Document.Copies, ServedTo, Query), Json);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IssuedLetter Read(string text) => JsonSerializer.Deserialize<Kept>(text, Json) is { Format: Format } kept
        ? new(
            new(LetterKinds.Get(kept.Kind), kept.TextVersion)
            {
                IsIssued = true, Title = kept.Title, Number = kept.Number, Addressee = kept.Addressee, Body = kept.Body, Enclosures = kept.Enclosures, Unit = kept.Unit, IssuedOn = kept.IssuedOn,
                Signature = kept.Signature, Note = kept.Note, Copies = kept.Copies,
            },
            kept.ServedTo, kept.Query)
        : throw new JsonException("This is no letter, or one of a later form.");

    sealed record Kept(
        int Format, string Kind, int TextVersion, string Title, string? Number, string? Addressee, IReadOnlyList<LetterBlock> Body, IReadOnlyList<string> Enclosures, string? Unit, string? IssuedOn,
        IReadOnlyList<string> Signature, string? Note, string Copies, string? ServedTo, Uri? Query);
}
