using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Name and password against the account. An unknown name, a wrong password and a closed account look and last alike.</summary>
internal sealed class CredentialCheck(DirectoryDb db, GuessCount guesses, SignInEvidence evidence, UserManager<Person> accounts)
{
    static readonly Lock Gate = new();
    static string? _decoy;

    /// <returns>The person, or null whatever the reason.</returns>
    public async Task<Person?> PassAsync(string userName, string password, HttpContext http, CancellationToken ct)
    {
        var normalized = accounts.NormalizeName(userName);
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.NormalizedUserName == normalized, ct);
        return await IsRightAsync(person, password, SignInEvidence.SignedIn, http, ct) ? person : null;
    }

    /// <summary>The password of a person who is known already, asked for once more.</summary>
    /// <param name="action">What a wrong one is called in evidence.</param>
    public async Task<bool> PassAgainAsync(Person person, string password, string action, HttpContext http, CancellationToken ct)
    {
        var approach = await guesses.ApproachAsync(http, person, ct);
        if (!await IsRightAsync(person, password, action, http, ct))
            return false;
        await guesses.RightAsync(approach, ct);
        return true;
    }

    async Task<bool> IsRightAsync(Person? person, string password, string action, HttpContext http, CancellationToken ct)
    {
        var approach = await guesses.ApproachAsync(http, person, ct);
        var isOpen = person is { Active: true, PasswordHash: not null } && !approach.IsClosed;
        var matches = accounts.PasswordHasher.VerifyHashedPassword(person!, isOpen ? person!.PasswordHash! : Decoy(), password) != PasswordVerificationResult.Failed;
        if (isOpen && matches)
            return true;
        // The same statements whatever the reason.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        evidence.Add(http, person, action, SignInEvidence.Refused);
        await db.SaveChangesAsync(ct);
        await guesses.WrongAsync(approach, ct);
        await transaction.CommitAsync(ct);
        return false;
    }

    // Verifying against it takes as long as against a real one.
    string Decoy()
    {
        lock (Gate)
            return _decoy ??= accounts.PasswordHasher.HashPassword(null!, Guid.CreateVersion7().ToString());
    }
}
