using Anjie.Cases;
using Anjie.Contracts.Directory;

namespace Anjie.Directory.Domain;

public enum LeaderLevel { City, County, Department, Town }

/// <summary>A post of a unit, filled or vacant. Rights come from the post, never from the person.</summary>
internal sealed class Post : Versioned
{
    static readonly string[] Administration = [Cases.Roles.SystemAdministrator, Cases.Roles.SecurityAdministrator, Cases.Roles.AuditAdministrator];

    Post() { } // EF Core

    public Guid UnitId { get; private set; }
    public Guid? PersonId { get; private set; }
    public string Title { get; private set; } = "";
    public List<string> Roles { get; private set; } = [];
    public LeaderLevel? Level { get; private set; }
    public bool Active { get; private set; }

    public static Post Create(Act act, Guid id, PostDetails details, PostSurroundings surroundings)
    {
        var post = new Post { Id = id };
        var role = RoleFor(act, Cases.Roles.SecurityAdministrator);
        post.Take(act, details, surroundings);
        post.Record(act, role);
        return post;
    }

    public void Change(Act act, PostDetails details, PostSurroundings surroundings)
    {
        var role = RoleFor(act, Cases.Roles.SecurityAdministrator);
        if (Is(details))
            return;
        // Nobody raises, or rids himself of, his own duties.
        BrokenRuleException.ThrowIf(act.Actor.PostId == Id || act.Actor.PersonId == PersonId, DirectoryErrors.OwnPost);
        // Without one of each kind nobody could ever make another.
        var lost = Administered.Except(details is { Active: true, PersonId: not null } ? details.Roles : []);
        BrokenRuleException.ThrowIf(lost.Except(surroundings.AdministeredElsewhere).Any(), DirectoryErrors.LastAdministrator);
        Take(act, details, surroundings);
        Record(act, role);
    }

    /// <summary>Whoever stood in does so no more: a new version, so that tokens of the old one are over.</summary>
    public void DelegationEnded(Act act) => Record(act, act.Actor.Roles.Order(StringComparer.Ordinal).First());

    public bool Is(PostDetails details) =>
        (UnitId, PersonId, Title, Level, Active) == (details.UnitId, details.PersonId, details.Title, details.Level, details.Active)
        && Roles.SequenceEqual(Ordered(details.Roles));

    /// <summary>The three administrators are three people, and none of them handles cases.</summary>
    public static bool Conflict(IReadOnlyCollection<string> roles) =>
        roles.Count > 1 && roles.Intersect(Administration).Any();

    IEnumerable<string> Administered => Active && PersonId is not null ? Roles.Intersect(Administration) : [];

    void Take(Act act, PostDetails details, PostSurroundings surroundings)
    {
        BrokenRuleException.ThrowIf(!surroundings.UnitInUse, CaseErrors.UnknownUnit);
        BrokenRuleException.ThrowIf(!surroundings.PersonInUse, DirectoryErrors.UnknownPerson);
        if (details.Roles.FirstOrDefault(role => !Cases.Roles.All.Contains(role)) is { } unknown)
            throw new BrokenRuleException(DirectoryErrors.UnknownRole, unknown);
        BrokenRuleException.ThrowIf(details.Roles.Contains(Cases.Roles.Leader) != details.Level is not null, DirectoryErrors.LevelAndLeader);
        BrokenRuleException.ThrowIf(details.Active && Conflict([.. details.Roles.Union(surroundings.OtherRoles)]), DirectoryErrors.RolesConflict);
        BrokenRuleException.ThrowIf(details.PersonId is { } person && person == act.Actor.PersonId, DirectoryErrors.OwnPost);
        (UnitId, PersonId, Title, Level, Active) = (details.UnitId, details.PersonId, details.Title, details.Level, details.Active);
        Roles = Ordered(details.Roles);
    }

    static List<string> Ordered(IReadOnlyList<string> roles) => [.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    void Record(Act act, string role) => Record(act, new PostChanged(Id, PersonId, UnitId, Title, Roles, Level?.ToString(), Active), role);
}

internal sealed record PostDetails(Guid UnitId, Guid? PersonId, string Title, IReadOnlyList<string> Roles, LeaderLevel? Level, bool Active);

/// <param name="UnitInUse">The unit exists and is not abolished.</param>
/// <param name="PersonInUse">The person, if one is named, exists and may sign in.</param>
/// <param name="OtherRoles">Roles the person has by other posts.</param>
/// <param name="AdministeredElsewhere">Roles that somebody who may sign in has by another post than this one.</param>
internal sealed record PostSurroundings(bool UnitInUse, bool PersonInUse, IReadOnlySet<string> OtherRoles, IReadOnlySet<string> AdministeredElsewhere);
