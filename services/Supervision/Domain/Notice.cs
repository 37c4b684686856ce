using Anjie.Cases;
using Anjie.Contracts.Supervision;
using Anjie.Messaging;

namespace Anjie.Supervision.Domain;

public enum NoticeKind { Reminder, Issued, Returned, Drafted, Escalated, Replied, ReviewDue, ClosureProposed, LevelNeeded }

/// <summary>A line under the bell: codes and references only, the Portal makes the sentence.</summary>
internal sealed class Notice : IRecordsEvents
{
    readonly List<object> _events = [];

    Notice() { } // EF Core

    public Guid Id { get; private init; }
    public Guid ItemId { get; private init; }
    public Guid MatterId { get; private init; }
    public Guid CaseId { get; private init; }
    public NoticeKind Kind { get; private init; }
    public int Level { get; private init; }

    /// <summary>The unit addressed; null when a role is.</summary>
    public Guid? UnitId { get; private init; }

    /// <summary>The post that must act, where one is named; its unit sees the notice too.</summary>
    public Guid? PostId { get; private init; }

    /// <summary>The role addressed; whoever holds it and sees the item.</summary>
    public string? Role { get; private init; }

    public string? Rule { get; private init; }
    public string? Situation { get; private init; }
    public DateOnly? DueOn { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ReadAt { get; private set; }
    public Guid? ReadBy { get; private set; }

    public static Notice To(Act act, SupervisionItem item, NoticeKind kind, Subject about, Guid? unitId = null, Guid? postId = null, string? role = null) => new()
    {
        Id = Guid.CreateVersion7(), ItemId = item.Id, MatterId = item.MatterId, CaseId = about.CaseId, Kind = kind, Level = item.Level,
        UnitId = unitId, PostId = postId, Role = role, Rule = about.Rule, Situation = about.Situation, DueOn = about.DueOn, CreatedAt = act.Now,
    };

    /// <summary>The receipt; the first reader's counts.</summary>
    public void Read(Act act)
    {
        if (ReadAt is not null)
            return;

        (ReadAt, ReadBy) = (act.Now, act.Actor.PersonId);
        _events.Add(new NoticeRead(Id)
        {
            MatterId = MatterId, CaseId = Id, Version = 1, OccurredAt = act.Now,
            ActorId = act.Actor.PersonId, ActorUnitId = act.Actor.UnitId, ActorRole = act.Actor.Roles.Order(StringComparer.Ordinal).First(),
        });
    }

    public IReadOnlyList<object> TakeEvents()
    {
        object[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    /// <summary>What a notice is about.</summary>
    internal sealed record Subject(Guid CaseId, string? Rule = null, string? Situation = null, DateOnly? DueOn = null);
}
