using System.Globalization;

namespace Anjie.Letters;

/// <summary>One fault of a letter as an answer tells it.</summary>
/// <param name="Code">Stable code, one of <see cref="LetterErrors"/>.</param>
/// <param name="Field">Code of the letter's field it is about, if one.</param>
/// <param name="Position">Which of several, from 1; 0 for none.</param>
/// <param name="Sentence">In the language of the caller; no value of the letter stands in it.</param>
public sealed record ToldFault(string Code, string? Field, int Position, string Sentence);

/// <summary>Faults for the person who asked for the letter.</summary>
public static class ToldFaults
{
    /// <summary>In the language of the caller, in the order found.</summary>
    /// <param name="faults">What keeps a letter from being issued.</param>
    public static IReadOnlyList<ToldFault> Tell(IEnumerable<LetterFault> faults) =>
        [.. faults.Select(fault => new ToldFault(fault.Code, fault.Field?.Code, fault.Position, fault.Sentence(CultureInfo.CurrentUICulture)))];

    /// <summary>The members of a refusal: the field of the first fault, all <c>faults</c>, and the <c>errors</c> by the fields of the request.</summary>
    /// <param name="faults">At least one.</param>
    /// <param name="asked">Where the request asks for what a field of the letter holds, by the name it gives it.</param>
    public static IReadOnlyDictionary<string, object?> Details(IReadOnlyList<LetterFault> faults, IReadOnlyDictionary<LetterField, string> asked)
    {
        var told = Tell(faults);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["field"] = told[0].Field,
            ["faults"] = told,
            ["errors"] = faults.Zip(told).Where(pair => pair.First.Field is { } field && asked.ContainsKey(field)).GroupBy(pair => asked[pair.First.Field!])
                .ToDictionary(group => group.Key, group => group.Select(pair => pair.Second.Sentence).ToArray()),
        };
    }
}
