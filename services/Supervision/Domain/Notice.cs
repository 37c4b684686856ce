using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Supervision;
using Anjie.Messaging;

namespace Anjie.Supervision.Domain;

public enum NoticeKind { Reminder, Issued, Returned, Drafted, Escalated, Replied, ReviewDue, ClosureProposed, LevelNeeded, ManyByPerson, ManyByUnit, ManyByEverybody, WindowLapsed, ReviewFiled, UrgentKnown, UrgentLate }

/// <summary>A line under the bell: codes and references only, the Portal makes the sentence.</summary>
internal sealed class Notice : IRecordsEvents
{
    readonly List<object> _events = [];

    Notice() { } // EF Core

    public Guid Id { get; private init; }

    /// <summary>Null when nothing is supervised; matter and case, too, when the notice is about those who look.</summary>
    public Guid? ItemId { get; private init; }

    public Guid? MatterId { get; private init; }
    public Guid? CaseId { get; private init; }
    public NoticeKind Kind { get; private init; }
    public int Level { get; private init; }

    /// <summary>The unit addressed; null when a role is.</summary>
    public Guid? UnitId { get; private init; }

    /// <summary>The post that must act, where one is named; its unit sees the notice too.</summary>
    public Guid? PostId { get; private init; }

    /// <summary>The role addressed; whoever holds it and sees the item, if there is one.</summary>
    public string? Role { get; private init; }

    public string? Rule { get; private init; }
    public string? Situation { get; private init; }
    public DateOnly? DueOn { get; private init; }

    /// <summary>Who was shown the details of so many people; null for everybody and for notices about cases.</summary>
    public Guid? ByPersonId { get; private init; }

    public Guid? ByUnitId { get; private init; }

    /// <summary>The service that showed them: screening or reception.</summary>
    public string? Service { get; private init; }

    public int? People { get; private init; }
    public int? Hours { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ReadAt { get; private set; }
    public Guid? ReadBy { get; private set; }

    public static Notice To(Act act, SupervisionItem item, NoticeKind kind, Subject about, Guid? unitId = null, Guid? postId = null, string? role = null) => new()
    {
        Id = Guid.CreateVersion7(), ItemId = item.Id, MatterId = item.MatterId, CaseId = about.CaseId, Kind = kind, Level = item.Level,
        UnitId = unitId, PostId = postId, Role = role, Rule = about.Rule, Situation = about.Situation, DueOn = about.DueOn, CreatedAt = act.Now,
    };

    /// <summary>That something waits for a unit which nobody presses it for.</summary>
    public static Notice ToUnit(Act act, Guid matterId, NoticeKind kind, Subject about, Guid unitId) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, CaseId = about.CaseId, Kind = kind, UnitId = unitId, Rule = about.Rule, DueOn = about.DueOn, CreatedAt = act.Now,
    };

    /// <summary>That unusually many people were shown in full, to a post or a role.</summary>
    public static Notice OfLooks(DisclosuresEvent fact, string service, Guid? postId = null, string? role = null)
    {
        var kind = fact.Scope switch
        {
            "Person" => NoticeKind.ManyByPerson,
            "Unit" => NoticeKind.ManyByUnit,
            _ => NoticeKind.ManyByEverybody,
        };
        return new()
        {
            Id = Guid.CreateVersion7(), Kind = kind, PostId = postId, Role = role, CreatedAt = fact.OccurredAt.ToUniversalTime(), Service = service, People = fact.People, Hours = fact.Hours,
            ByPersonId = kind == NoticeKind.ManyByPerson ? fact.ActorId : null, ByUnitId = kind == NoticeKind.ManyByUnit ? fact.ActorUnitId : null,
        };
    }

    /// <summary>The receipt; the first reader's counts.</summary>
    public void Read(Act act)
    {
        if (ReadAt is not null)
            return;

        (ReadAt, ReadBy) = (act.Now, act.Actor.PersonId);
        if (MatterId is { } matter)
            _events.Add(new NoticeRead(Id)
            {
                MatterId = matter, CaseId = Id, Version = 1, OccurredAt = act.Now,
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
