using System.Globalization;
using System.Resources;
using Anjie.Cases;
using Anjie.Letters;
using Anjie.PersonalData;

namespace Anjie.OfficeTexts;

/// <summary>One version of the text of a kind of letter, as an administrator published it. Its words never change; before its first day it may be withdrawn, and its number is not given again.</summary>
public sealed class PublishedText
{
    PublishedText() { } // EF Core

    /// <summary>Made when it was published.</summary>
    public Guid Id { get; private init; }

    /// <summary>Code of the kind.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>Goes on from the delivered one, without gaps.</summary>
    public int Version { get; private init; }

    /// <summary>First day of use.</summary>
    public DateOnly EffectiveFrom { get; private init; }

    /// <summary>The parts; kind, version and first day stand beside them.</summary>
    public string Source { get; private init; } = "";

    /// <summary>Why the words were changed.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The administrator.</summary>
    public Guid PublishedById { get; private init; }

    /// <summary>The administrator's name then.</summary>
    public string PublishedBy { get; private init; } = "";

    /// <summary>On the business clock.</summary>
    public DateTimeOffset PublishedAt { get; private init; }

    /// <summary>Null while it stands.</summary>
    public string? WithdrawnBy { get; private set; }

    /// <summary>Null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Whether it was taken back before its first day.</summary>
    public bool IsWithdrawn => WithdrawnAt is not null;

    /// <summary>Publishes a text that letters can come of.</summary>
    /// <param name="act">The administrator's.</param>
    /// <param name="kind">What it is the text of.</param>
    /// <param name="filled">What letters of the kind can be filled with.</param>
    /// <param name="latest">The highest number so far. The new one names by its own what its author has seen: one more.</param>
    /// <param name="version">Its own number.</param>
    /// <param name="effectiveFrom">First day of use: today or later.</param>
    /// <param name="source">The parts; line ends of any system.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="BrokenRuleException">The number is taken or leaves one out, the day lies behind, or the text has faults: then its code is that of the first, and all of them are told beside it.</exception>
    public static PublishedText Publish(Act act, LetterKind kind, FilledFields filled, int latest, int version, DateOnly effectiveFrom, string source, string reason)
    {
        BrokenRuleException.ThrowIf(version <= latest, TextErrors.VersionTaken, version);
        BrokenRuleException.ThrowIf(version > latest + 1, TextErrors.VersionSkipped, latest + 1);
        BrokenRuleException.ThrowIf(effectiveFrom < act.Today, CaseErrors.DateInPast, act.Today);
        source = SafeText.WithLineFeeds(source);
        if (LetterText.Read(kind, version, effectiveFrom, source, filled, out var faults) is null)
            throw Refusal(faults);
        return new()
        {
            Id = Guid.CreateVersion7(), Kind = kind.Code, Version = version, EffectiveFrom = effectiveFrom, Source = source, Reason = reason,
            PublishedById = act.Actor.PersonId, PublishedBy = act.Actor.Name, PublishedAt = act.Now,
        };
    }

    /// <summary>Whether it is what was published already.</summary>
    public bool Is(DateOnly effectiveFrom, string source, string reason) => EffectiveFrom == effectiveFrom && Source == SafeText.WithLineFeeds(source) && Reason == reason;

    /// <summary>Takes it back; a second time changes nothing.</summary>
    /// <exception cref="BrokenRuleException">Its first day has come.</exception>
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
    /// <param name="Line">From 1; what is missing altogether is told at line 1, column 1.</param>
    /// <param name="Column">From 1.</param>
    /// <param name="Sentence">In the language of the caller.</param>
    public sealed record Fault(string Code, int Line, int Column, string Sentence);

    const int MostTold = 100;

    /// <summary>The first hundred.</summary>
    public static IReadOnlyList<Fault> Tell(IEnumerable<TextFault> faults) =>
        [.. faults.Take(MostTold).Select(fault => new Fault(fault.Code, fault.Line, fault.Column, fault.Sentence(CultureInfo.CurrentUICulture)))];

    static BrokenRuleException Refusal(IReadOnlyList<TextFault> faults)
    {
        var told = Tell(faults);
        return new(told[0].Code) { Sentence = told[0].Sentence, Details = { ["faults"] = told } };
    }
}

/// <summary>Codes of refusals; their sentences stand in <c>Resources/Errors.resx</c>.</summary>
public static class TextErrors
{
    /// <summary>Somebody published it meanwhile.</summary>
    public const string VersionTaken = "text.version_taken";

    /// <summary>It does not follow the latest.</summary>
    public const string VersionSkipped = "text.version_skipped";

    /// <summary>Its first day has come.</summary>
    public const string InForce = "text.in_force";

    /// <summary>The sentences, for <c>AddServiceDefaults</c>.</summary>
    public static ResourceManager Sentences { get; } = new("Anjie.OfficeTexts.Resources.Errors", typeof(TextErrors).Assembly);
}
