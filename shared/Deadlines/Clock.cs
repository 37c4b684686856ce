using System.Text.Json.Serialization;

namespace Anjie.Deadlines;

/// <summary>Something that happened to a clock. Facts are never changed; a correction is another fact.</summary>
/// <param name="On">The legal day in Asia/Shanghai.</param>
/// <remarks>The discriminator is one letter because jsonb stores shorter keys first, and a reader wants the discriminator before all else.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "k")]
[JsonDerivedType(typeof(ClockStarted), "started")]
[JsonDerivedType(typeof(ClockPaused), "paused")]
[JsonDerivedType(typeof(ClockResumed), "resumed")]
[JsonDerivedType(typeof(ClockExtended), "extended")]
[JsonDerivedType(typeof(ClockStopped), "stopped")]
[JsonDerivedType(typeof(ClockMoved), "moved")]
public abstract record ClockFact(DateOnly On);

/// <summary>The clock started; the day itself is not counted.</summary>
/// <param name="On">Day of the event that starts the term.</param>
/// <param name="Days">Length, when it is not the rule's.</param>
/// <param name="FixedEnd">A date named by a person, instead of a length.</param>
/// <param name="Unit">Unit of the length, when it is not the rule's.</param>
public sealed record ClockStarted(DateOnly On, int? Days = null, DateOnly? FixedEnd = null, TermUnit? Unit = null) : ClockFact(On);

/// <summary>The clock was halted, for a hearing or a legal procedure.</summary>
/// <param name="On">First day that does not count.</param>
public sealed record ClockPaused(DateOnly On) : ClockFact(On);

/// <summary>The clock went on; the days since the pause are added back.</summary>
/// <param name="On">Day on which it went on.</param>
public sealed record ClockResumed(DateOnly On) : ClockFact(On);

/// <summary>The term was lengthened; the days are added to the nominal end.</summary>
/// <param name="On">Day of the approval.</param>
/// <param name="Days">Days in the unit of the clock.</param>
public sealed record ClockExtended(DateOnly On, int Days) : ClockFact(On);

/// <summary>What the clock was waiting for has happened.</summary>
/// <param name="On">Day on which it happened.</param>
public sealed record ClockStopped(DateOnly On) : ClockFact(On);

/// <summary>The dates were computed anew because somebody accepted another calendar or rule; nothing of the term itself changed.</summary>
/// <param name="On">Day of the acceptance.</param>
/// <param name="CalendarVersion">The calendar they follow from then on.</param>
public sealed record ClockMoved(DateOnly On, string CalendarVersion) : ClockFact(On);

/// <summary>A clock: its rule and the facts, from which every date is computed.</summary>
/// <param name="Rule">Code of the <see cref="ClockRule"/>.</param>
/// <param name="CalendarVersion">Version of the calendar its dates were computed with.</param>
/// <param name="Facts">The facts, in any order.</param>
public sealed record Clock(string Rule, string CalendarVersion, IReadOnlyList<ClockFact> Facts)
{
    /// <summary>Started, not paused, not stopped.</summary>
    [JsonIgnore]
    public bool IsRunning => !IsStopped && !IsPaused;

    /// <summary>Halted and not yet gone on.</summary>
    [JsonIgnore]
    public bool IsPaused => !IsStopped && Facts.OfType<ClockPaused>().Count() > Facts.OfType<ClockResumed>().Count();

    /// <summary>Finished.</summary>
    [JsonIgnore]
    public bool IsStopped => Facts.OfType<ClockStopped>().Any();

    /// <summary>Day on which it started.</summary>
    [JsonIgnore]
    public DateOnly StartedOn => Facts.OfType<ClockStarted>().Single().On;

    /// <summary>Starts a clock.</summary>
    /// <param name="rule">Code of the rule.</param>
    /// <param name="on">Day of the event that starts the term.</param>
    /// <param name="calendar">The calendar in force.</param>
    /// <param name="days">Length, when it is not the rule's.</param>
    /// <param name="fixedEnd">A named date instead of a length.</param>
    /// <param name="unit">Unit of the length, when it is not the rule's.</param>
    /// <exception cref="ArgumentException">The rule is unknown or counts no days, or a length is missing, doubled or not positive.</exception>
    public static Clock Start(
        string rule, DateOnly on, WorkCalendar calendar, int? days = null, DateOnly? fixedEnd = null, TermUnit? unit = null)
    {
        var known = ClockRules.Get(rule);
        if (known.Length == TermLength.AtOnce)
            throw new ArgumentException($"What is due at once has no day on which it ends: {rule}.", nameof(rule));
        if (days is not null && fixedEnd is not null)
            throw new ArgumentException("A clock has a length or a named end, not both.", nameof(fixedEnd));
        if (fixedEnd is null && (days ?? known.Days) <= 0)
            throw new ArgumentException($"A clock {rule} needs a positive length or a named end.", nameof(days));
        if (fixedEnd < on)
            throw new ArgumentException("A clock cannot end before it starts.", nameof(fixedEnd));
        return new(rule, calendar.Version, [new ClockStarted(on, days, fixedEnd, unit)]);
    }

    /// <summary>Halts the clock.</summary>
    /// <exception cref="InvalidOperationException">It is not running, or its rule knows no pause.</exception>
    public Clock Pause(DateOnly on)
    {
        if (!ClockRules.Get(Rule).MayPause)
            throw new InvalidOperationException($"Nothing halts a clock {Rule}.");
        return Require(IsRunning, on).With(new ClockPaused(on));
    }

    /// <summary>Lets the clock go on.</summary>
    /// <exception cref="InvalidOperationException">It is not paused, or was halted later.</exception>
    public Clock Resume(DateOnly on) => Require(IsPaused && on >= Facts.OfType<ClockPaused>().Max(fact => fact.On), on).With(new ClockResumed(on));

    /// <summary>Lengthens the term. How often and how far is the case's rule, not the clock's.</summary>
    /// <exception cref="InvalidOperationException">It has stopped.</exception>
    public Clock Extend(DateOnly on, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        return Require(!IsStopped, on).With(new ClockExtended(on, days));
    }

    /// <summary>Finishes the clock.</summary>
    /// <exception cref="InvalidOperationException">It has stopped before.</exception>
    public Clock Stop(DateOnly on) => Require(!IsStopped, on).With(new ClockStopped(on));

    /// <summary>Same rule, calendar and facts.</summary>
    public bool Equals(Clock? other) =>
        other is not null && Rule == other.Rule && CalendarVersion == other.CalendarVersion && Facts.SequenceEqual(other.Facts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, CalendarVersion, Facts.Count);

    Clock Require(bool allowed, DateOnly on) =>
        !allowed ? throw new InvalidOperationException($"The clock {Rule} is in no state for this.")
        : on < StartedOn ? throw new InvalidOperationException($"The clock {Rule} started later, on {StartedOn:O}.")
        : this;

    Clock With(ClockFact fact) => this with { Facts = [.. Facts, fact] };
}
