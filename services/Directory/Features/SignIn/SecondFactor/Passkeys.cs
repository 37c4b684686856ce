using System.Security.Cryptography;
using System.Text;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>A question to the browser's keeper of passkeys.</summary>
/// <param name="Options">What the script hands to the browser.</param>
/// <param name="Sealed">What the form brings back, so that the answer is held against this question.</param>
internal sealed record PasskeyQuestion(string Options, string Sealed);

/// <summary>Passkeys (WebAuthn) as Identity checks them; whoever uses one has unlocked the device with a finger, a face or a number.</summary>
internal sealed class Passkeys(DirectoryDb db, IPasskeyHandler<Person> handler, IDataProtectionProvider protection, TimeProvider time)
{
    const string Adding = "add";
    const string Asking = "ask";
    const int LongestAnswer = 16_384;
    static readonly TimeSpan QuestionLife = TimeSpan.FromMinutes(5);

    public async Task<PasskeyQuestion> OfferAsync(Person person, HttpContext http)
    {
        var made = await handler.MakeCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.UserName!, DisplayName = person.Name }, http);
        return new(made.CreationOptionsJson, Seal(Adding, person.Id).Protect(made.AttestationState ?? "", QuestionLife));
    }

    /// <param name="person">Whose passkeys will do; anybody's when null.</param>
    public async Task<PasskeyQuestion> AskAsync(Person? person, HttpContext http)
    {
        var made = await handler.MakeRequestOptionsAsync(person, http);
        return new(made.RequestOptionsJson, Seal(Asking, person?.Id).Protect(made.AssertionState ?? "", QuestionLife));
    }

    /// <summary>Takes a new passkey; the next save writes it.</summary>
    public async Task<bool> TakeAsync(Person person, string name, string question, string answer, HttpContext http)
    {
        if (answer.Length > LongestAnswer || Opened(Adding, person.Id, question) is not { } state)
            return false;
        var checkedAnswer = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = state });
        if (checkedAnswer is not { Succeeded: true, Passkey: { } made })
            return false;
        db.Add(new IdentityUserPasskey<Guid>
        {
            UserId = person.Id, CredentialId = made.CredentialId,
            Data = new()
            {
                Name = name, CreatedAt = time.GetUtcNow(), PublicKey = made.PublicKey, SignCount = made.SignCount, Transports = made.Transports,
                IsUserVerified = made.IsUserVerified, IsBackupEligible = made.IsBackupEligible, IsBackedUp = made.IsBackedUp,
                AttestationObject = made.AttestationObject, ClientDataJson = made.ClientDataJson,
            },
        });
        return true;
    }

    /// <summary>Whose passkey answered; null when none of these did, or the answer was given before.</summary>
    public async Task<Person?> PassAsync(Person? person, string question, string answer, HttpContext http, CancellationToken ct)
    {
        if (answer.Length > LongestAnswer || Opened(Asking, person?.Id, question) is not { } state)
            return null;
        var checkedAnswer = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state });
        if (checkedAnswer is not { Succeeded: true, Passkey: { } used, User: { Active: true } user } || (person is not null && user.Id != person.Id))
            return null;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await SpendAsync(state, ct))
            return null;
        var now = time.GetUtcNow();
        var row = await db.Passkeys.FirstAsync(x => x.CredentialId == used.CredentialId, ct);
        (row.Data.SignCount, row.Data.IsBackedUp) = (used.SignCount, used.IsBackedUp);
        db.Entry(row).Property(DirectoryDb.PasskeyUse).CurrentValue = now;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return user;
    }

    // Not every authenticator counts, so a counter alone would let an answer through twice.
    async Task<bool> SpendAsync(string state, CancellationToken ct)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(state));
        var until = time.GetUtcNow() + QuestionLife;
        return await db.Database.ExecuteSqlAsync($"insert into spent_challenge (hash, until) values ({hash}, {until}) on conflict do nothing", ct) == 1;
    }

    string? Opened(string purpose, Guid? person, string question)
    {
        try
        {
            return Seal(purpose, person).Unprotect(question);
        }
        catch (CryptographicException)
        {
            return null; // too old, not ours, or asked of somebody else
        }
    }

    ITimeLimitedDataProtector Seal(string purpose, Guid? person) =>
        protection.CreateProtector("anjie.directory.passkey", purpose, person?.ToString() ?? "anybody").ToTimeLimitedDataProtector();
}
