using Anjie.Cases;

namespace Anjie.Directory.Domain;

/// <summary>For some days somebody else acts in a post as well, in its holder's place (代理). The holder goes on and stays accountable.</summary>
internal sealed class Delegation
{
    /// <summary>Natural days from the first to the last.</summary>
    public const int LongestDays = 90;

    // Who watches and who administers is not stood in for: three administrators are three people, and evidence is read by whom it was entrusted to.
    static readonly string[] Personal = [Roles.SystemAdministrator, Roles.SecurityAdministrator, Roles.AuditAdministrator, Roles.Auditor, Roles.Discipline];

    Delegation() { } // EF Core

    public Guid Id { get; private init; }
    public Guid PostId { get; private init; }
    public Guid HolderId { get; private init; }
    public Guid DelegateId { get; private init; }

    /// <summary>First and last day, by the office's calendar.</summary>
    public DateOnly From { get; private init; }
    public DateOnly Until { get; private init; }

    public string Reason { get; private init; } = "";

    /// <summary>In business time; null while it was not called back.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public static Delegation Give(Act act, Guid id, DelegationDetails details, Post post, DelegationSurroundings surroundings)
    {
        // One's own post, in person; or, where the holder cannot, by whoever fills posts.
        if (!(post.PersonId == act.Actor.PersonId && act.Actor.IsInPerson) && !act.Actor.Has(Roles.SecurityAdministrator))
            throw new BrokenRuleException(CaseErrors.RoleForbidden, DirectoryErrors.Delegate);
        BrokenRuleException.ThrowIf(post is not { Active: true, PersonId: not null }, DirectoryErrors.DelegationVacant);
        BrokenRuleException.ThrowIf(post.Roles.Intersect(Personal).Any(), DirectoryErrors.DelegationPersonal);
        BrokenRuleException.ThrowIf(details.DelegateId == post.PersonId, DirectoryErrors.DelegationToHolder);
        BrokenRuleException.ThrowIf(details.From < act.Today || details.Until < details.From, DirectoryErrors.DelegationDates);
        BrokenRuleException.ThrowIf(details.Until.DayNumber - details.From.DayNumber >= LongestDays, DirectoryErrors.DelegationTooLong, LongestDays);
        BrokenRuleException.ThrowIf(!surroundings.DelegateInUse, DirectoryErrors.UnknownPerson);
        BrokenRuleException.ThrowIf(Post.Conflict([.. post.Roles.Union(surroundings.DelegatesRoles)]), DirectoryErrors.RolesConflict);
        BrokenRuleException.ThrowIf(surroundings.Others.Any(other => other.EndedAt is null && other.From <= details.Until && details.From <= other.Until), DirectoryErrors.DelegationOverlaps);
        return new()
        {
            Id = id, PostId = post.Id, HolderId = post.PersonId!.Value, DelegateId = details.DelegateId, From = details.From, Until = details.Until, Reason = details.Reason,
        };
    }

    /// <summary>Calls it back; the post's tokens are made anew, so the delegate's are over at once.</summary>
    public void End(Act act, Post post)
    {
        if (!(HolderId == act.Actor.PersonId && act.Actor.IsInPerson) && DelegateId != act.Actor.PersonId && !act.Actor.Has(Roles.SecurityAdministrator))
            throw new BrokenRuleException(CaseErrors.RoleForbidden, DirectoryErrors.Delegate);
        if (EndedAt is not null || Until < act.Today)
            return;
        EndedAt = act.Now;
        post.DelegationEnded(act);
    }

    public bool Is(DelegationDetails details, Guid post) => (PostId, DelegateId, From, Until, Reason) == (post, details.DelegateId, details.From, details.Until, details.Reason);
}

internal sealed record DelegationDetails(Guid DelegateId, DateOnly From, DateOnly Until, string Reason);

/// <param name="DelegateInUse">The delegate exists and may sign in.</param>
/// <param name="DelegatesRoles">Roles the delegate has by own posts.</param>
/// <param name="Others">Delegations of the same post.</param>
internal sealed record DelegationSurroundings(bool DelegateInUse, IReadOnlySet<string> DelegatesRoles, IReadOnlyList<Delegation> Others);
