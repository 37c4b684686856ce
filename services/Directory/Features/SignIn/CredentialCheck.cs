using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Name and password against the account. An unknown name, a wrong password and a closed account look and last alike.</summary>
/// <remarks>
/// After five wrong passwords in a row the account is closed for a minute, after each further one for twice as long, up to a quarter of an hour.
/// Browsers in which the person has signed in before are counted each for itself, all others together: who guesses from outside
/// closes the way of strangers, never that of the person's own desk.
/// </remarks>
internal sealed class CredentialCheck(DirectoryDb db, KnownDevices devices, UserManager<Person> accounts, TimeProvider time)
{
    public const int Attempts = 5;
    const int LongestMinutes = 15;

    // More would not lengthen the wait, only the number.
    const int Doublings = 4;

    static readonly Lock Gate = new();
    static string? _decoy;

    /// <returns>The person, or null whatever the reason.</returns>
    public async Task<Person?> PassAsync(string userName, string password, HttpContext http, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var normalized = accounts.NormalizeName(userName);
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.NormalizedUserName == normalized, ct);
        // Asked for unknown names too: the answer must not come sooner.
        var device = await devices.FindAsync(http, person?.Id ?? Guid.Empty, ct);
        var closedUntil = device is null ? person?.LockoutEnd : device.ClosedUntil;
        var isOpen = person is { Active: true, PasswordHash: not null } && !(closedUntil > now);
        var matches = accounts.PasswordHasher.VerifyHashedPassword(person!, isOpen ? person!.PasswordHash! : Decoy(), password) != PasswordVerificationResult.Failed;
        var passed = isOpen && matches;

        db.Add(Evidence(http, person, passed ? AuditRow.Done : "refused", now));
        await db.SaveChangesAsync(ct);
        if (isOpen)
            await (device is null ? CountAsync(person!.Id, passed, now, ct) : CountHereAsync(device.Id, passed, now, ct));
        if (passed)
            await devices.KeepAsync(http, person!, device, ct);
        return passed ? person : null;
    }

    // One statement each, so that guesses in parallel count one by one.
    Task CountAsync(Guid id, bool passed, DateTimeOffset now, CancellationToken ct) => passed
        ? db.Users.Where(x => x.Id == id && x.AccessFailedCount > 0).ExecuteUpdateAsync(set => set.SetProperty(x => x.AccessFailedCount, 0), ct)
        : db.Users.Where(x => x.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1)
            .SetProperty(x => x.LockoutEnd, x => x.AccessFailedCount + 1 < Attempts
                ? x.LockoutEnd
                : now.AddMinutes(Math.Min(LongestMinutes, Math.Pow(2, Math.Min(Doublings, x.AccessFailedCount + 1 - Attempts))))), ct);

    Task CountHereAsync(Guid id, bool passed, DateTimeOffset now, CancellationToken ct) => passed
        ? db.Devices.Where(x => x.Id == id && x.Failed > 0).ExecuteUpdateAsync(set => set.SetProperty(x => x.Failed, 0), ct)
        : db.Devices.Where(x => x.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Failed, x => x.Failed + 1)
            .SetProperty(x => x.ClosedUntil, x => x.Failed + 1 < Attempts
                ? x.ClosedUntil
                : now.AddMinutes(Math.Min(LongestMinutes, Math.Pow(2, Math.Min(Doublings, x.Failed + 1 - Attempts))))), ct);

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
