namespace Anjie.Cases;

/// <summary>A request that the rules of the case forbid. Nothing was changed.</summary>
/// <param name="code">Stable code, part of the public API; the sentences for people stand under it in the resource files.</param>
/// <param name="values">Values for the placeholders of the sentence; never personal data.</param>
public sealed class BrokenRuleException(string code, params object[] values) : Exception(code)
{
    public string Code { get; } = code;

    public IReadOnlyList<object> Values { get; } = values;

    /// <summary>What people are told where the rule brings its own sentence; null for the one in the resource files. Never personal data.</summary>
    public string? Sentence { get; init; }

    /// <summary>The field of the request that the rule is about, in the request's own words: the request is refused as one with a wrong field. Null for a rule about the case.</summary>
    public string? Field { get; init; }

    /// <summary>Members for the answer that help the caller on, for instance the winner of a claim.</summary>
    public Dictionary<string, object?> Details { get; } = [];

    /// <summary>After which the same request may succeed; null when time alone changes nothing, or nobody knows how much.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the attempt leaves a row of evidence, as a denial does, though it is no question of the caller's rights. False for the errors of every day.</summary>
    public bool LeavesRow { get; init; }

    public static void ThrowIf(bool broken, string code, params object[] values)
    {
        if (broken)
            throw new BrokenRuleException(code, values);
    }
}
