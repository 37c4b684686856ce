using System.Text;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>What a person has after a change.</summary>
/// <param name="Person">As the person is now; sessions of before are over.</param>
/// <param name="Codes">Recovery codes to be shown this once; none when there was no reason to make any.</param>
internal sealed record Enrolled(Person Person, IReadOnlyList<string> Codes);

/// <summary>Second factors come and go in one save with their evidence, and whatever rests on the former state ends.</summary>
internal sealed class Enrolment(DirectoryDb db, SecondFactors factors, Authenticators authenticators, Passkeys passkeys, RecoveryCodes codes, Sessions sessions, AccessWatch access, SignInEvidence evidence)
{
    const int LongestName = 40;

    /// <summary>Adds what the form of an offer brought: an app's digits, or a passkey.</summary>
    /// <returns>Null when it does not fit the offer, or the offer is too old.</returns>
    public async Task<Enrolled?> AddAsync(HttpContext http, Person person, IFormCollection form, CancellationToken ct)
    {
        if (form["credential"].ToString() is { Length: > 0 } credential)
            return await passkeys.TakeAsync(person, NameOf(form), form["question"].ToString(), credential, http)
                ? await SaveAsync(http, person, SignInEvidence.PasskeyAdded, makeCodes: await codes.LeftAsync(person, ct) == 0, ct)
                : null;
        return await authenticators.TakeAsync(person, form["offer"].ToString(), form["code"].ToString(), ct)
            ? await SaveAsync(http, person, SignInEvidence.AuthenticatorAdded, makeCodes: await codes.LeftAsync(person, ct) == 0, ct)
            : null;
    }

    public Task<Enrolled> MakeCodesAsync(HttpContext http, Person person, CancellationToken ct) => SaveAsync(http, person, SignInEvidence.CodesMade, makeCodes: true, ct);

    /// <summary>Takes one away.</summary>
    /// <param name="passkey">Which; the authenticator when null.</param>
    /// <returns>The person as now; null when it is the last one and there must be one, or there is no such.</returns>
    public async Task<Person?> RemoveAsync(HttpContext http, Person person, byte[]? passkey, CancellationToken ct)
    {
        var authenticator = await db.Authenticators.FirstOrDefaultAsync(x => x.PersonId == person.Id, ct);
        var keys = await db.Passkeys.Where(x => x.UserId == person.Id).ToListAsync(ct);
        object? gone = passkey is null ? authenticator : keys.Find(key => key.CredentialId.AsSpan().SequenceEqual(passkey));
        var isLast = keys.Count + (authenticator is null ? 0 : 1) == 1;
        if (gone is null || (isLast && await factors.NeedsAsync(person.Id, ct)))
            return null;
        db.Remove(gone);
        if (isLast)
            await factors.RemoveAllAsync(person.Id, ct); // codes that stand in for nothing
        return (await SaveAsync(http, person, passkey is null ? SignInEvidence.AuthenticatorRemoved : SignInEvidence.PasskeyRemoved, makeCodes: false, ct)).Person;
    }

    async Task<Enrolled> SaveAsync(HttpContext http, Person person, string action, bool makeCodes, CancellationToken ct)
    {
        // Two changes at once meet at the version: the second would decide by what the first has just changed.
        var changed = await db.Users.FirstAsync(x => x.Id == person.Id, ct);
        changed.SignInChanged();
        await sessions.StageEndOfAllAsync(changed, ct);
        evidence.Add(http, changed, action);
        var made = makeCodes ? await codes.MakeAsync(changed, ct) : [];
        await db.SaveChangesAsync(ct);
        access.Expire();
        return new(changed, made);
    }

    static string NameOf(IFormCollection form) =>
        string.Concat(form["name"].ToString().Trim().EnumerateRunes().Where(character => !Rune.IsControl(character)).Take(LongestName)) is { Length: > 0 } name ? name : AccountView.Text("passkey.unnamed");
}
