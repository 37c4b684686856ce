using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Messaging;

namespace Anjie.Hosting;

/// <summary>Whose looks are counted together.</summary>
public enum DisclosureScope
{
    Person,
    Unit,
    Everybody,
}

/// <summary>That unusually many people were shown was told, for these looks and this hour or day: it is told once.</summary>
public sealed class DisclosureAlarm : IRecordsEvents
{
    readonly List<object> _events = [];

    DisclosureAlarm() { } // EF Core

    public Guid Id { get; private init; }
    public DisclosureScope Scope { get; private init; }

    /// <summary>The person or the unit; empty for everybody.</summary>
    public Guid SubjectId { get; private init; }

    /// <summary>1 or 24: in how many hours so many were shown.</summary>
    public int Hours { get; private init; }

    /// <summary>The hour or the office day that the warning stands for.</summary>
    public DateTimeOffset Since { get; private init; }

    public DateTimeOffset At { get; private init; }
    public int People { get; private init; }

    internal static DisclosureAlarm Raise(Act act, DisclosureScope scope, Guid subjectId, int hours, DateTimeOffset since, int people, DisclosuresEvent told)
    {
        var alarm = new DisclosureAlarm { Id = Guid.CreateVersion7(), Scope = scope, SubjectId = subjectId, Hours = hours, Since = since, At = act.Now, People = people };
        alarm._events.Add(told with
        {
            AlarmId = alarm.Id,
            Scope = scope.ToString(),
            People = people,
            Hours = hours,
            Version = 1,
            OccurredAt = act.Now,
            ActorId = act.Actor.PersonId,
            ActorUnitId = act.Actor.UnitId,
            ActorRole = act.Actor.Roles.Order(StringComparer.Ordinal).First(),
        });
        return alarm;
    }

    public IReadOnlyList<object> TakeEvents()
    {
        object[] taken = [.. _events];
        _events.Clear();
        return taken;
    }
}
