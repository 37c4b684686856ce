using Anjie.Letters;

namespace Anjie.Tests;

/// <summary>Whether what a service says of the letters it issues is so: texts that name all of it, and facts that lack what may be missing.</summary>
static class FullTexts
{
    /// <summary>Names everything of which is said that it is always there, in a place where it stands plainly.</summary>
    public static LetterText Of(LetterKind kind, FilledFields filled, DateOnly day)
    {
        var all = string.Concat(filled.Always.Select(field => field.Shape is FieldShape.Items or FieldShape.Demands or FieldShape.Table ? $"{{{field.Chinese}}}\n" : $"样例{{{field.Chinese}}}\n"));
        var delivered = LetterTexts.Delivered.Single(text => text.Kind == kind).Body;
        return LetterText.Read(kind, 2, day, delivered.Replace("【正文】\n", "【正文】\n" + all, StringComparison.Ordinal), filled, out var faults) ?? throw new InvalidOperationException($"{kind.Code}: {string.Join(", ", faults)}");
    }

    /// <summary>The facts without those that are not always there.</summary>
    public static LetterFacts Least(LetterFacts facts, FilledFields filled) => filled.Sometimes.Aggregate(facts, Without);

    static LetterFacts Without(LetterFacts facts, LetterField field) => field switch
    {
        LetterField<string> words => facts.With(words, null),
        LetterField<DateOnly> day => facts.With(day, (DateOnly?)null),
        LetterField<IReadOnlyList<string>> list => facts.With(list, null),
        _ => throw new InvalidOperationException(field.Code),
    };
}
