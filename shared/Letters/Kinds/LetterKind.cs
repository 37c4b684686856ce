using System.Globalization;

namespace Anjie.Letters;

/// <summary>To whom a letter goes.</summary>
public enum AddresseeKind
{
    /// <summary>信访人, the person or body that petitioned.</summary>
    Petitioner,

    /// <summary>An organ or unit.</summary>
    Unit,

    /// <summary>An official who is called to account.</summary>
    Official,

    /// <summary>Those who sign it themselves, or the file.</summary>
    Signatories,

    /// <summary>Everybody; no petitioner may be named.</summary>
    Public,
}

/// <summary>What stands over the title.</summary>
public enum LetterHead
{
    /// <summary>Only the number below the title.</summary>
    Plain,

    /// <summary>版头 (GB/T 9704-2012, 7.2): name of the organ in red, the number, a red line.</summary>
    Red,
}

/// <summary>A part of a text.</summary>
public enum LetterPart
{
    /// <summary>标题.</summary>
    Title,

    /// <summary>抬头, the line that addresses.</summary>
    Addressee,

    /// <summary>正文.</summary>
    Body,

    /// <summary>每项诉求: what is written for each demand.</summary>
    EachDemand,

    /// <summary>救济: where and until when to ask for review.</summary>
    Remedies,

    /// <summary>终结: that the matter ends here (Art 36).</summary>
    Finality,

    /// <summary>附件.</summary>
    Enclosures,

    /// <summary>落款: lines to sign by hand; letters of a unit have unit and date instead.</summary>
    Signature,

    /// <summary>附注: officer in charge and telephone.</summary>
    Note,

    /// <summary>抄送.</summary>
    Copies,
}

/// <summary>A kind of letter (文书) as data.</summary>
/// <param name="Code">Stable code, part of the public API.</param>
/// <param name="Chinese">Name for people; the texts name their kind by it.</param>
/// <param name="English">Name for readers of English.</param>
public sealed record LetterKind(string Code, string Chinese, string English)
{
    /// <summary>What follows the unit's 代字 in the number, for instance 受告; null for letters without a number.</summary>
    public string? NumberWord { get; init; }

    /// <summary>To whom it goes.</summary>
    public required AddresseeKind Addressee { get; init; }

    /// <summary>The field its 抬头 must name; null for letters without one.</summary>
    public LetterField<string>? AddresseeField { get; init; }

    /// <summary>What it rests on, as cited; null for the office's own practice.</summary>
    public string? Article { get; init; }

    /// <summary>What stands over the title.</summary>
    public LetterHead Head { get; init; }

    /// <summary>Parts a text of this kind must have.</summary>
    public IReadOnlyList<LetterPart> Parts { get; init; } = [LetterPart.Title, LetterPart.Addressee, LetterPart.Body, LetterPart.Note];

    /// <summary>Fields a text of this kind must name, and a letter must fill.</summary>
    public required IReadOnlyList<LetterField> Fields { get; init; }

    /// <summary>Whether a 送达回证 belongs to it.</summary>
    public bool NeedsProofOfService { get; init; }

    /// <summary>Code of the clock rule whose time it opens, for instance T7 for the request for review; null when it opens none.</summary>
    public string? Opens { get; init; }

    /// <summary>The field that names the organ of the next level, for kinds that must tell a remedy.</summary>
    public LetterField<string>? RemedyOrgan { get; init; }

    /// <summary>Whether unit, date and seal stand below it; else those sign who are named in the part 落款.</summary>
    public bool IsSealed { get; init; } = true;

    /// <summary>Its name for people.</summary>
    /// <param name="culture">English where it is that, else Chinese.</param>
    public string NameIn(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en" ? English : Chinese;

    internal bool Needs(LetterField field) => Fields.Contains(field);
}
