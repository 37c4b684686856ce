using System.Text.Json.Serialization;

namespace Anjie.Letters;

/// <summary>A piece of the body of a letter.</summary>
[JsonDerivedType(typeof(HeadingBlock), "heading"), JsonDerivedType(typeof(ParagraphBlock), "paragraph"), JsonDerivedType(typeof(ItemBlock), "item"), JsonDerivedType(typeof(TableBlock), "table")]
public abstract record LetterBlock;

/// <summary>A counted heading.</summary>
/// <param name="Level">1 to 4.</param>
/// <param name="Mark">一、 or （一） or 1. or （1）.</param>
/// <param name="Text">Its words.</param>
public sealed record HeadingBlock(int Level, string Mark, string Text) : LetterBlock;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its words, without line feeds.</param>
/// <param name="IsRemedy">Whether it tells where to ask for review.</param>
public sealed record ParagraphBlock(string Text, bool IsRemedy = false) : LetterBlock;

/// <summary>One of a counted list.</summary>
/// <param name="Mark">1. and so on.</param>
/// <param name="Text">Its words.</param>
public sealed record ItemBlock(string Mark, string Text) : LetterBlock;

/// <summary>A table.</summary>
/// <param name="Rows">Rows of cells; a row that is shorter than the longest ends in a cell that is wider.</param>
/// <param name="HasHeader">Whether the first row is headings; a form has none, its first column is labels.</param>
public sealed record TableBlock(IReadOnlyList<IReadOnlyList<string>> Rows, bool HasHeader) : LetterBlock;

/// <summary>A filled letter, before it is set for paper or screen. Only <see cref="LetterDraft"/> makes one.</summary>
public sealed class LetterDocument
{
    internal LetterDocument(LetterKind kind, int textVersion) => (Kind, TextVersion) = (kind, textVersion);

    /// <summary>Kind of letter.</summary>
    public LetterKind Kind { get; }

    /// <summary>Version of the text it was filled from.</summary>
    public int TextVersion { get; }

    /// <summary>Whether it passed every check and was issued; else it is a draft and marked as one wherever it is shown, or a form.</summary>
    public bool IsIssued { get; internal init; }

    /// <summary>Whether it is a paper that its writer finishes by hand: what was not known is a blank to write on.</summary>
    public bool IsForm { get; internal init; }

    internal bool IsDraft => !IsIssued && !IsForm;

    /// <summary>Title; a line feed separates lines.</summary>
    public required string Title { get; init; }

    /// <summary>文号, as printed; null for kinds without one and for drafts before it is taken.</summary>
    public string? Number { get; internal init; }

    /// <summary>抬头; null for letters to everybody.</summary>
    public string? Addressee { get; internal init; }

    /// <summary>正文 with remedies or the sentence that ends the matter.</summary>
    public required IReadOnlyList<LetterBlock> Body { get; init; }

    /// <summary>Names of enclosures.</summary>
    public IReadOnlyList<string> Enclosures { get; internal init; } = [];

    /// <summary>发文机关署名; null when those sign who are named in <see cref="Signature"/>.</summary>
    public string? Unit { get; internal init; }

    /// <summary>成文日期, as printed.</summary>
    public string? IssuedOn { get; internal init; }

    /// <summary>Lines to sign by hand.</summary>
    public IReadOnlyList<string> Signature { get; internal init; } = [];

    /// <summary>附注: whom to ask.</summary>
    public string? Note { get; internal init; }

    /// <summary>抄送机关; empty when nobody receives a copy.</summary>
    public string Copies { get; internal init; } = "";

    /// <summary>The same letter with every word passed through a function, for readers who may not see a name in it.</summary>
    /// <param name="change">What becomes of a piece of text.</param>
    public LetterDocument With(Func<string, string> change) => new(Kind, TextVersion)
    {
        IsIssued = IsIssued, IsForm = IsForm, Title = change(Title), Number = Number, Addressee = OrNull(Addressee, change), Body = [.. Body.Select(block => Block(block, change))],
        Enclosures = [.. Enclosures.Select(change)], Unit = Unit, IssuedOn = IssuedOn, Signature = [.. Signature.Select(change)], Note = OrNull(Note, change), Copies = change(Copies),
    };

    static string? OrNull(string? text, Func<string, string> change) => text is null ? null : change(text);

    static LetterBlock Block(LetterBlock block, Func<string, string> change) => block switch
    {
        HeadingBlock heading => heading with { Text = change(heading.Text) },
        ItemBlock item => item with { Text = change(item.Text) },
        ParagraphBlock paragraph => paragraph with { Text = change(paragraph.Text) },
        TableBlock table => table with { Rows = [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(change)])] },
        _ => block,
    };
}
