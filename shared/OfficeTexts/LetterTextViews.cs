using System.Globalization;
using Anjie.Letters;

namespace Anjie.OfficeTexts;

/// <summary>A kind of letter with the text in force.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="KindName">Its name in the language of the caller.</param>
/// <param name="Article">What the kind rests on, as cited; null for the office's own practice.</param>
/// <param name="Version">Of the text in force today.</param>
/// <param name="EffectiveFrom">First day of that text.</param>
/// <param name="Coming">Versions whose first day is still ahead, the next one first.</param>
public sealed record KindView(string Kind, string KindName, string? Article, int Version, DateOnly EffectiveFrom, IReadOnlyList<ComingView> Coming)
{
    internal static KindView Of(LetterKind kind, IReadOnlyCollection<PublishedText> kept, DateOnly today)
    {
        var inForce = KeptTexts.InForce(kept, kind, today);
        return new(kind.Code, kind.NameIn(CultureInfo.CurrentUICulture), kind.Article, inForce.Version, inForce.EffectiveFrom,
            [.. kept.Where(text => !text.IsWithdrawn && text.EffectiveFrom > today).OrderBy(text => text.EffectiveFrom).ThenBy(text => text.Version).Select(text => new ComingView(text.Version, text.EffectiveFrom))]);
    }
}

/// <summary>A version that is not in force yet.</summary>
/// <param name="Version">Its number.</param>
/// <param name="EffectiveFrom">First day of use.</param>
public sealed record ComingView(int Version, DateOnly EffectiveFrom);

/// <summary>What a text may do with a field.</summary>
public enum FieldUse
{
    /// <summary>A text of the kind must name it.</summary>
    Demanded,

    /// <summary>It is always there.</summary>
    Always,

    /// <summary>It is not always there; named with a question mark, its paragraph falls away without it.</summary>
    Sometimes,
}

/// <summary>A field that a text of the kind may name.</summary>
/// <param name="Chinese">As it stands in braces.</param>
/// <param name="English">For readers of English.</param>
/// <param name="Use">Whether it must be named, and how.</param>
/// <param name="OwnLine">Whether it needs a line of its own.</param>
public sealed record FieldView(string Chinese, string English, FieldUse Use, bool OwnLine)
{
    static readonly string[] OfDemandInEnglish = ["Demand (in 【每项诉求】)", "Opinion (in 【每项诉求】)", "Words of the opinion (in 【每项诉求】)", "Legal basis (in 【每项诉求】)"];

    internal static IReadOnlyList<FieldView> Of(LetterKind kind, FilledFields filled)
    {
        // Unit and date stand below a sealed letter without being named.
        bool IsDemanded(LetterField field) => kind.Fields.Contains(field) && !(kind.IsSealed && field == LetterFields.Unit);
        IEnumerable<FieldView> named = from field in LetterFields.All
                                       where filled.Always.Contains(field) || filled.Sometimes.Contains(field)
                                       select new FieldView(field.Chinese, field.English, IsDemanded(field) ? FieldUse.Demanded : filled.Always.Contains(field) ? FieldUse.Always : FieldUse.Sometimes, field.Shape is FieldShape.Items or FieldShape.Demands or FieldShape.Table);
        return [.. named, .. kind.Fields.Contains(LetterFields.Answers) ? LetterText.DemandFields.Zip(OfDemandInEnglish, (chinese, english) => new FieldView(chinese, english, FieldUse.Demanded, false)) : []];
    }
}

/// <summary>Where a version stands.</summary>
public enum TextState
{
    /// <summary>Another one took its place.</summary>
    Past,

    /// <summary>Letters are filled by it.</summary>
    InForce,

    /// <summary>Its first day is ahead.</summary>
    Coming,

    /// <summary>It was taken back before its first day.</summary>
    Withdrawn,
}

/// <summary>One version of a text.</summary>
/// <param name="Version">Its number.</param>
/// <param name="EffectiveFrom">First day of use.</param>
/// <param name="State">Where it stands today.</param>
/// <param name="Source">Its parts, without the head.</param>
/// <param name="Reason">Why it was published; null for the delivered one.</param>
/// <param name="PublishedBy">Null for the text that the system is delivered with.</param>
/// <param name="PublishedAt">Null for the delivered one.</param>
/// <param name="WithdrawnBy">Null while it stands.</param>
/// <param name="WithdrawnAt">Null while it stands.</param>
public sealed record VersionView(int Version, DateOnly EffectiveFrom, TextState State, string Source, string? Reason, string? PublishedBy, DateTimeOffset? PublishedAt, string? WithdrawnBy, DateTimeOffset? WithdrawnAt)
{
    internal static VersionView Of(PublishedText text, int? inForce, DateOnly today) => new(
        text.Version, text.EffectiveFrom, text.IsWithdrawn ? TextState.Withdrawn : text.EffectiveFrom > today ? TextState.Coming : text.Version == inForce ? TextState.InForce : TextState.Past,
        text.Source, text.Reason, text.PublishedBy, text.PublishedAt, text.WithdrawnBy, text.WithdrawnAt);

    internal static VersionView Of(LetterText delivered, bool isInForce) =>
        new(delivered.Version, delivered.EffectiveFrom, isInForce ? TextState.InForce : TextState.Past, delivered.Body, null, null, null, null, null);
}

/// <summary>Everything about the texts of one kind.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="KindName">Its name in the language of the caller.</param>
/// <param name="Article">What the kind rests on, as cited; null for the office's own practice.</param>
/// <param name="Next">Number of the version to be published next.</param>
/// <param name="Fields">What a text may and must name.</param>
/// <param name="Versions">All of them, the latest first.</param>
public sealed record LetterTextView(string Kind, string KindName, string? Article, int Next, IReadOnlyList<FieldView> Fields, IReadOnlyList<VersionView> Versions)
{
    /// <summary>As of a day.</summary>
    public static LetterTextView Of(LetterKind kind, FilledFields filled, IReadOnlyCollection<PublishedText> kept, DateOnly today)
    {
        var (inForce, delivered) = (KeptTexts.InForce(kept, kind, today), KeptTexts.Delivered(kind));
        // By the text and not by its number, which both could have.
        int? ofKept = inForce == delivered ? null : inForce.Version;
        return new(kind.Code, kind.NameIn(CultureInfo.CurrentUICulture), kind.Article, KeptTexts.Latest(kept, kind) + 1, FieldView.Of(kind, filled),
            [.. kept.OrderByDescending(text => text.Version).Select(text => VersionView.Of(text, ofKept, today)), VersionView.Of(delivered, inForce == delivered)]);
    }
}
