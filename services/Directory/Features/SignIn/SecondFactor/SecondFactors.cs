using Anjie.Cases;
using Anjie.Directory.Features.Delegations;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>Whose sign-in must have two steps: <c>SecondFactor:RequiredFor</c>, roles with commas between; nobody's when it is empty.</summary>
internal sealed record SecondFactorRules(IReadOnlyList<string> RequiredFor)
{
    static readonly string[] Usual = [Roles.SystemAdministrator, Roles.SecurityAdministrator, Roles.AuditAdministrator, Roles.Leader];

    public static SecondFactorRules From(IConfiguration configuration)
    {
        if (configuration["SecondFactor:RequiredFor"] is not { } text)
            return new(Usual);
        string[] roles = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // A role that nobody has would leave unguarded whoever was meant.
        return roles.FirstOrDefault(role => !Roles.All.Contains(role)) is { } unknown
            ? throw new InvalidOperationException($"SecondFactor:RequiredFor knows no role {unknown}.")
            : new(roles);
    }

    public bool AsksFor(IEnumerable<string> roles) => roles.Any(RequiredFor.Contains);
}

/// <summary>Who has a second factor and who must have one. Recovery codes are none: they stand in for a lost one.</summary>
internal sealed class SecondFactors(DirectoryDb db, StandIns standIns, SecondFactorRules rules)
{
    public Task<bool> HasAsync(Guid person, CancellationToken ct) => HasAsync(db, person, ct);

    public static async Task<bool> HasAsync(DirectoryDb db, Guid person, CancellationToken ct) =>
        await db.Authenticators.AnyAsync(x => x.PersonId == person, ct) || await db.Passkeys.AnyAsync(x => x.UserId == person, ct);

    /// <summary>Any post the person may act in decides, also in somebody's place, and not the one that is acted in: one session serves them all.</summary>
    public async Task<bool> NeedsAsync(Guid person, CancellationToken ct)
    {
        var stoodIn = standIns.PostsOf(person);
        return (await db.Posts.Where(x => x.Active && (x.PersonId == person || stoodIn.Contains(x.Id))).Select(x => x.Roles).ToListAsync(ct)).Exists(rules.AsksFor);
    }

    /// <summary>Whether this person's session can be one: who has a second factor has shown it, since setting one up ends all sessions of before; who has none and must have one, has no session.</summary>
    public async Task<bool> AllowsSessionAsync(Guid person, CancellationToken ct) => !await NeedsAsync(person, ct) || await HasAsync(person, ct);

    /// <summary>Takes everything away, as for a lost device; the person sets up anew. The next save writes it.</summary>
    public async Task RemoveAllAsync(Guid person, CancellationToken ct)
    {
        db.RemoveRange(await db.Authenticators.Where(x => x.PersonId == person).ToListAsync(ct));
        db.RemoveRange(await db.Passkeys.Where(x => x.UserId == person).ToListAsync(ct));
        db.RemoveRange(await db.RecoveryCodes.Where(x => x.PersonId == person).ToListAsync(ct));
    }
}
