using Anjie.Contracts;

namespace Anjie.Cases;

/// <summary>One line of a case's history, written by the same act and in the same transaction as the fact it tells of.</summary>
public sealed class HistoryEntry
{
    public Guid CaseId { get; private init; }
    public int Version { get; private init; }
    public Guid MatterId { get; private init; }
    public string Fact { get; private init; } = "";
    public string State { get; private init; } = "";
    public DateTimeOffset OccurredAt { get; private init; }
    public Guid ActorId { get; private init; }
    public string ActorName { get; private init; } = "";
    public Guid ActorUnitId { get; private init; }
    public string ActorRole { get; private init; } = "";

    internal static HistoryEntry Of(CaseEvent fact, Actor actor, string state) => new()
    {
        CaseId = fact.CaseId, Version = fact.Version, MatterId = fact.MatterId, Fact = fact.GetType().Name, State = state,
        OccurredAt = fact.OccurredAt, ActorId = fact.ActorId, ActorName = actor.Name, ActorUnitId = fact.ActorUnitId, ActorRole = fact.ActorRole,
    };
}
