using Anjie.Deadlines;

namespace Anjie.Cases;

/// <summary>Who acts: one person in one post of one unit. Every right is decided from these values and the case alone.</summary>
public sealed record Actor(Guid PersonId, string Name, Guid PostId, Guid UnitId, string UnitPath, IReadOnlySet<string> Roles, string? Level)
{
    /// <summary>The system acting by itself: timers, and listeners that follow another service's fact.</summary>
    public static readonly Actor System = new(Guid.Empty, "", Guid.Empty, Guid.Empty, "", new HashSet<string> { Cases.Roles.System }, null);

    public bool Has(string role) => Roles.Contains(role);
}

/// <summary>The circumstances of one act: who, when (business time), on which office day, by which calendar.</summary>
public sealed record Act(Actor Actor, DateTimeOffset Now, DateOnly Today, WorkCalendar Calendar)
{
    /// <summary>By which the actor sees and does.</summary>
    public Policy Policy { get; init; } = Policy.Shipped;
}
