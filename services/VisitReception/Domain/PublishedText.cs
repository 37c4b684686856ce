using System.Globalization;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>One version of the text of a kind of letter, as an administrator published it. Its words never change; before its first day it may be withdrawn, and its number is not given again.</summary>
internal sealed class PublishedText
{
    PublishedText() { } // EF Core

    public Guid Id { get; private init; }

    /// <summary>Code of the kind.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>Goes on from the delivered one, without gaps.</summary>
    public int Version { get; private init; }

    public DateOnly EffectiveFrom { get; private init; }

    /// <summary>The parts; kind, version and first day stand beside them.</summary>
    public string Source { get; private init; } = "";
    public string Reason { get; private init; } = "";
    public Guid PublishedById { get; private init; }
    public string PublishedBy { get; private init; } = "";
    public DateTimeOffset PublishedAt { get; private init; }
    public string? WithdrawnBy { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsWithdrawn => WithdrawnAt is not null;

    /// <param name="latest">The highest number so far. The new one names by its own what its author has seen: one more.</param>
    public static PublishedText Publish(Act act, LetterKind kind, int latest, int version, DateOnly effectiveFrom, string source, string reason)
    {
        BrokenRuleException.ThrowIf(version <= latest, TextErrors.VersionTaken, version);
        BrokenRuleException.ThrowIf(version > latest + 1, TextErrors.VersionSkipped, latest + 1);
        BrokenRuleException.ThrowIf(effectiveFrom < act.Today, CaseErrors.DateInPast, act.Today);
        source = SafeText.WithLineFeeds(source);
        if (LetterText.Read(kind, version, effectiveFrom, source, IssuedKinds.FieldsOf(kind), out var faults) is null)
            throw Refusal(faults);
        return new()
        {
            Id = Guid.CreateVersion7(), Kind = kind.Code, Version = version, EffectiveFrom = effectiveFrom, Source = source, Reason = reason,
            PublishedById = act.Actor.PersonId, PublishedBy = act.Actor.Name, PublishedAt = act.Now,
        };
    }

    /// <summary>Whether it is what was published already.</summary>
    public bool Is(DateOnly effectiveFrom, string source, string reason) => EffectiveFrom == effectiveFrom && Source == SafeText.WithLineFeeds(source) && Reason == reason;

    public void Withdraw(Act act)
    {
        if (IsWithdrawn)
            return;
        BrokenRuleException.ThrowIf(EffectiveFrom <= act.Today, TextErrors.InForce, EffectiveFrom);
        (WithdrawnBy, WithdrawnAt) = (act.Actor.Name, act.Now);
    }

    /// <summary>For use; null where a later release asks more of the kind than it says.</summary>
    public LetterText? Read() => IsWithdrawn ? null : LetterText.Read(LetterKinds.Get(Kind), Version, EffectiveFrom, Source, null, out _);

    /// <summary>One fault as answers tell it.</summary>
    /// <param name="Code">Stable code of the library.</param>
    /// <param name="Line">From 1; what is missing altogether is told at 1, 1.</param>
    /// <param name="Column">From 1.</param>
    public sealed record Fault(string Code, int Line, int Column, string Sentence);

    const int MostTold = 100;

    public static IReadOnlyList<Fault> Tell(IEnumerable<TextFault> faults) =>
        [.. faults.Take(MostTold).Select(fault => new Fault(fault.Code, fault.Line, fault.Column, fault.Sentence(CultureInfo.CurrentUICulture)))];

    static BrokenRuleException Refusal(IReadOnlyList<TextFault> faults)
    {
        var told = Tell(faults);
        return new(told[0].Code) { Sentence = told[0].Sentence, Details = { ["faults"] = told } };
    }
}

/// <summary>Codes of refusals; their sentences stand in <c>Resources/Errors.resx</c>.</summary>
internal static class TextErrors
{
    public const string VersionTaken = "text.version_taken";
    public const string VersionSkipped = "text.version_skipped";
    public const string InForce = "text.in_force";
}
