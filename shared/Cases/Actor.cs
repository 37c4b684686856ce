using System.Collections.Frozen;
using System.Globalization;
using Anjie.Deadlines;

namespace Anjie.Cases;

/// <summary>Who acts: one person in one post of one unit. Every right is decided from these values and the case alone.</summary>
public sealed record Actor(Guid PersonId, string Name, Guid PostId, Guid UnitId, string UnitPath, IReadOnlySet<string> Roles, string? Level)
{
    /// <summary>The system acting by itself: timers, and listeners that follow another service's fact.</summary>
    public static readonly Actor System = new(Guid.Empty, "", Guid.Empty, Guid.Empty, "", new HashSet<string> { Cases.Roles.System }, null);

    /// <summary>The petitioner of the matter at hand, as the public query has recognised one: nobody of the directory, in no post.</summary>
    public static readonly Actor Petitioner = new(Guid.Empty, "", Guid.Empty, Guid.Empty, "", new HashSet<string> { Cases.Roles.Petitioner }, null);

    /// <summary>The holder of the post, when somebody else acts in it in the holder's place (代理); null for the holder.</summary>
    public Guid? ActingFor { get; init; }

    /// <summary>Last office day on which the actor may stand in; null for the holder.</summary>
    public DateOnly? ActingUntil { get; init; }

    /// <summary>Whether the post is the person's own. What a leader must do in person nobody does in the leader's place.</summary>
    public bool IsInPerson => ActingFor is null;

    /// <summary>Whether this is the person, or stands in for the person.</summary>
    public bool Is(Guid? person) => person is not null && (PersonId == person || ActingFor == person);

    /// <summary>Who answers for what is done: the person, and whose place the person takes.</summary>
    public IReadOnlyList<Guid> People => ActingFor is { } holder ? [PersonId, holder] : [PersonId];

    public bool Has(string role) => Roles.Contains(role);
}

/// <summary>The circumstances of one act: who, when (business time), on which office day, by which calendar.</summary>
public sealed record Act(Actor Actor, DateTimeOffset Now, DateOnly Today, WorkCalendar Calendar)
{
    /// <summary>Settings of the rules by their keys, as far as they are known here (domain rule 10).</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>A number among the settings; null where nobody has set it.</summary>
    public int? Number(string parameter) =>
        Parameters.TryGetValue(parameter, out var value) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>By which the actor sees and does.</summary>
    public Policy Policy { get; init; } = Policy.Shipped;
}
