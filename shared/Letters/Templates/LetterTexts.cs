using System.Text;

namespace Anjie.Letters;

/// <summary>The texts the system is delivered with, and the choice among versions.</summary>
public static class LetterTexts
{
    static readonly Lazy<IReadOnlyList<LetterText>> Shipped = new(() => [.. LetterKinds.All.Select(Read)]);

    /// <summary>One text per kind.</summary>
    public static IReadOnlyList<LetterText> Delivered => Shipped.Value;

    /// <summary>The text to use: of those in force the one that came last, then the highest version.</summary>
    /// <param name="kept">Texts a unit keeps of its own; the delivered one holds where none of them is in force.</param>
    /// <param name="kind">Kind of letter.</param>
    /// <param name="day">Day of issue.</param>
    public static LetterText InForce(IEnumerable<LetterText> kept, LetterKind kind, DateOnly day) =>
        kept.Where(text => text.Kind == kind && text.EffectiveFrom <= day).OrderByDescending(text => text.EffectiveFrom).ThenByDescending(text => text.Version).FirstOrDefault()
        ?? Delivered.Single(text => text.Kind == kind);

    static LetterText Read(LetterKind kind)
    {
        using var stream = typeof(LetterTexts).Assembly.GetManifestResourceStream($"texts/{kind.Code}.txt") ?? throw new InvalidOperationException($"No text is delivered for {kind.Code}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return LetterText.Read(reader.ReadToEnd(), out var faults) ?? throw new InvalidOperationException($"{kind.Code}: {string.Join("; ", faults.Select(fault => $"{fault.Line},{fault.Column} {fault.Code}"))}");
    }
}
