using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Messaging;

namespace Anjie.Directory.Domain;

/// <summary>Something the other services keep a copy of: every change is a version and an event with the whole present state.</summary>
internal abstract class Versioned : IRecordsEvents
{
    readonly List<object> _events = [];

    public Guid Id { get; protected init; }
    public int Version { get; private set; }

    public IReadOnlyList<object> TakeEvents()
    {
        object[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    protected void Record(Act act, Event state, string role)
    {
        Version++;
        _events.Add(state with
        {
            Version = Version,
            OccurredAt = act.Now,
            ActorId = act.Actor.PersonId,
            ActorUnitId = act.Actor.UnitId,
            ActorRole = role,
        });
    }

    /// <summary>The role in which the actor may do this, or a refusal.</summary>
    protected static string RoleFor(Act act, string role) =>
        act.Actor.Has(role) ? role
        : act.Actor.Has(Roles.System) ? Roles.System
        : throw new BrokenRuleException(CaseErrors.RoleForbidden, DirectoryErrors.Maintain);
}
