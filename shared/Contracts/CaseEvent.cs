namespace Anjie.Contracts;

/// <summary>A fact that a service has committed. Facts are never changed or taken back; a correction is a further fact.</summary>
public abstract record Event
{
    /// <summary>Position of this fact in the history of its subject, from 1 without gaps.
    /// A listener that keeps a small copy ignores a version it has already passed.</summary>
    public int Version { get; init; }

    /// <summary>Moment of the fact in business time, UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The person who acted; <see cref="Guid.Empty"/> when the system acted by itself.</summary>
    public Guid ActorId { get; init; }

    /// <summary>The unit for which the person acted; <see cref="Guid.Empty"/> when the system acted by itself.</summary>
    public Guid ActorUnitId { get; init; }

    /// <summary>The role in which the person acted, one of the codes of the rights policy; <c>system</c> when the system acted by itself.</summary>
    public string ActorRole { get; init; } = "";

    /// <summary>Facts with the same stream id reach every queue in the order of their recording.</summary>
    public abstract Guid StreamId();
}

/// <summary>What every fact about a case carries, for listeners that take all of them.</summary>
public interface ICaseEvent
{
    /// <summary>The matter, born at first contact and the same in every service.</summary>
    Guid MatterId { get; }

    /// <summary>The case (dispute, visit, matter, backlog case, supervision item) whose history this fact belongs to.</summary>
    Guid CaseId { get; }

    /// <inheritdoc cref="Event.Version"/>
    int Version { get; }

    /// <inheritdoc cref="Event.OccurredAt"/>
    DateTimeOffset OccurredAt { get; }

    /// <inheritdoc cref="Event.ActorId"/>
    Guid ActorId { get; }

    /// <inheritdoc cref="Event.ActorUnitId"/>
    Guid ActorUnitId { get; }

    /// <inheritdoc cref="Event.ActorRole"/>
    string ActorRole { get; }
}

/// <summary>A fact about a case. Bodies carry ids, codes, dates and unit ids; never names, numbers of persons, addresses or free text.</summary>
public abstract record CaseEvent : Event, ICaseEvent
{
    /// <inheritdoc/>
    public Guid MatterId { get; init; }

    /// <inheritdoc/>
    public Guid CaseId { get; init; }

    /// <inheritdoc/>
    public override Guid StreamId() => MatterId;
}

/// <summary>A clock of a case was started, paused, resumed, extended or stopped, or its dates were moved to another calendar; the dates are those after the change.
/// The owner of the case computes them; a listener watches them and never recomputes.</summary>
public abstract record ClockEvent : CaseEvent
{
    /// <summary>The clock; one case may have several of the same rule in the course of time.</summary>
    public Guid ClockId { get; init; }

    /// <summary>Code of the rule, for instance <c>T5</c> or <c>SD-RESOLVE</c>.</summary>
    public string Rule { get; init; } = "";

    /// <summary><c>Running</c>, <c>Paused</c> or <c>Stopped</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>Day 0 of the clock, Asia/Shanghai.</summary>
    public DateOnly StartedOn { get; init; }

    /// <summary>Day on which the clock was stopped; null while it runs or is paused.</summary>
    public DateOnly? StoppedOn { get; init; }

    /// <summary>Last day by plain counting in the unit of the rule.</summary>
    public DateOnly Nominal { get; init; }

    /// <summary>Last day in time, rolled to a working day where the rule says so; later is overdue.</summary>
    public DateOnly Legal { get; init; }

    /// <summary>Day to aim at: the last working day not after <see cref="Nominal"/>.</summary>
    public DateOnly Target { get; init; }

    /// <summary>First day on which the responsible unit is reminded.</summary>
    public DateOnly NearOn { get; init; }

    /// <summary>First day on which the matter is pressing.</summary>
    public DateOnly PressingOn { get; init; }

    /// <summary>The article or seed item that sets the limit.</summary>
    public string Article { get; init; } = "";

    /// <summary>Version of the calendar the dates were computed with.</summary>
    public string CalendarVersion { get; init; } = "";

    /// <summary>True while a year in the span has no published holiday arrangement.</summary>
    public bool Provisional { get; init; }

    /// <summary>The unit that must act before the end.</summary>
    public Guid ResponsibleUnitId { get; init; }

    /// <summary>The post that must act, where one is named.</summary>
    public Guid? ResponsiblePostId { get; init; }

    /// <summary>True for history that is imported or closed long ago: it sets dates but causes no reminder.</summary>
    public bool Silent { get; init; }
}

/// <summary>The details of more people than work usually needs were shown in full. Says how many and by whom, never whose details they were.
/// Said once an hour or a day for the same looks.</summary>
public abstract record DisclosuresEvent : Event
{
    /// <summary>Identity of the warning.</summary>
    public Guid AlarmId { get; init; }

    /// <summary>Whose looks were counted: <c>Person</c> (<see cref="Event.ActorId"/>, who then has reached the limit), <c>Unit</c> (<see cref="Event.ActorUnitId"/>)
    /// or <c>Everybody</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>How many different people were shown.</summary>
    public int People { get; init; }

    /// <summary>In how many hours before <see cref="Event.OccurredAt"/>: 1 or 24.</summary>
    public int Hours { get; init; }

    /// <inheritdoc/>
    public override Guid StreamId() => AlarmId;
}
