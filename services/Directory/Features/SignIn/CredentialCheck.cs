using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Name and password against the account. An unknown name, a wrong password and a locked account look and last alike.</summary>
internal sealed class CredentialCheck(DirectoryDb db, UserManager<Person> accounts, TimeProvider time)
{
    public const int Attempts = 5;
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    static readonly Lock Gate = new();
    static string? _decoy;

    /// <returns>The person, or null whatever the reason.</returns>
    public async Task<Person?> PassAsync(string userName, string password, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var normalized = accounts.NormalizeName(userName);
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.NormalizedUserName == normalized, ct);
        var isOpen = person is { Active: true, PasswordHash: not null } && !(person.LockoutEnd > now);
        var matches = accounts.PasswordHasher.VerifyHashedPassword(person!, isOpen ? person!.PasswordHash! : Decoy(), password) != PasswordVerificationResult.Failed;
        var passed = isOpen && matches;

        db.Add(Evidence(http, person, passed ? AuditRow.Done : "refused", now));
        await db.SaveChangesAsync(ct);
        if (isOpen)
            await CountAsync(person!.Id, passed, now, ct);
        return passed ? person : null;
    }

    // One statement, so that guesses in parallel count one by one.
    Task CountAsync(Guid id, bool passed, DateTimeOffset now, CancellationToken ct) => passed
        ? db.Users.Where(x => x.Id == id && x.AccessFailedCount > 0).ExecuteUpdateAsync(set => set.SetProperty(x => x.AccessFailedCount, 0), ct)
        : db.Users.Where(x => x.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1 < Attempts ? x.AccessFailedCount + 1 : 0)
            .SetProperty(x => x.LockoutEnd, x => x.AccessFailedCount + 1 < Attempts ? x.LockoutEnd : now + Lock), ct);

    // Verifying against it takes as long as against a real one.
    string Decoy()
    {
        lock (Gate)
            return _decoy ??= accounts.PasswordHasher.HashPassword(null!, Guid.CreateVersion7().ToString());
    }

    static AuditRow Evidence(HttpContext http, Person? person, string result, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(), OccurredAt = now, ActorId = person?.Id ?? Guid.Empty, PostId = Guid.Empty, UnitId = Guid.Empty, Roles = "",
        Action = "sign-in", Subject = person?.Id.ToString() ?? "", Result = result,
        Address = http.Connection.RemoteIpAddress?.ToString(), TraceId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
    };
}
