using System.Globalization;
using System.Security.Cryptography;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace Anjie.Directory.Features.SignIn.SecondFactor;

/// <summary>A secret that is shown and not yet taken.</summary>
/// <param name="Key">What a person types who cannot scan.</param>
/// <param name="Uri">What the picture says.</param>
/// <param name="Sealed">The same for the form that confirms it: nothing is kept of an offer that nobody takes.</param>
internal sealed record AuthenticatorOffer(string Key, string Uri, string Sealed);

/// <summary>Six digits that change every half minute (RFC 6238, SHA-1: the one kind every app knows).</summary>
internal sealed partial class Authenticators(DirectoryDb db, IDataProtectionProvider protection, TimeProvider time, ILogger<Authenticators> log)
{
    const int SecretLength = 20;
    const int StepSeconds = 30;
    const string Issuer = "Anjie";
    static readonly TimeSpan OfferLife = TimeSpan.FromMinutes(15);

    // A phone may be half a minute off, either way.
    static readonly VerificationWindow Window = new(previous: 1, future: 1);

    public AuthenticatorOffer Offer(Person person) => Shown(person, RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>The same offer once more, after digits that did not fit; null when it is too old or somebody else's.</summary>
    public AuthenticatorOffer? Reoffer(Person person, string sealedOffer) => Opened(person, sealedOffer) is { } secret ? Shown(person, secret) : null;

    /// <summary>Takes an offer whose digits the person can read; in place of the one there was. The next save writes it.</summary>
    public async Task<bool> TakeAsync(Person person, string sealedOffer, string digits, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (Opened(person, sealedOffer) is not { } secret || StepOf(secret, digits, now) is not { } step)
            return false;
        var kept = Seal(person.Id).Protect(secret);
        if (await db.Authenticators.FirstOrDefaultAsync(x => x.PersonId == person.Id, ct) is { } known)
            (known.Secret, known.AddedAt, known.LastStep, known.LastUsedAt) = (kept, now, step, null);
        else
            db.Add(new Authenticator { PersonId = person.Id, Secret = kept, AddedAt = now, LastStep = step });
        return true;
    }

    /// <summary>Whether these are the digits of now. Each half minute is good once, and none before it afterwards.</summary>
    public async Task<bool> PassAsync(Person person, string digits, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await db.Authenticators.AsNoTracking().FirstOrDefaultAsync(x => x.PersonId == person.Id, ct) is not { } known
            || Kept(known) is not { } secret || StepOf(secret, digits, now) is not { } step)
            return false;
        return await db.Authenticators.Where(x => x.PersonId == person.Id && x.Secret == known.Secret && x.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.LastStep, step).SetProperty(x => x.LastUsedAt, now), ct) == 1;
    }

    /// <summary>The half minute whose digits these are, if it is this one or a neighbour.</summary>
    public static long? StepOf(byte[] secret, string typed, DateTimeOffset now) =>
        new Totp(secret, StepSeconds).VerifyTotp(now.UtcDateTime, Digits(typed), out var step, Window) ? step : null;

    // As people type them: in two groups, or with full-width digits.
    static string Digits(string typed) =>
        string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(character => !char.IsWhiteSpace(character)));

    AuthenticatorOffer Shown(Person person, byte[] secret)
    {
        var key = Base32Encoding.ToString(secret).TrimEnd('=');
        var label = Uri.EscapeDataString($"{Issuer}:{person.UserName}");
        return new(
            string.Join(' ', key.Chunk(4).Select(group => new string(group))),
            string.Create(CultureInfo.InvariantCulture, $"otpauth://totp/{label}?secret={key}&issuer={Issuer}&digits=6&period={StepSeconds}"),
            OfferSeal(person.Id).Protect(Convert.ToBase64String(secret), OfferLife));
    }

    // Sealed with keys that are gone: no digits fit any more, but a recovery code does.
    byte[]? Kept(Authenticator known)
    {
        try
        {
            return Seal(known.PersonId).Unprotect(known.Secret);
        }
        catch (CryptographicException)
        {
            LogUnreadable(known.PersonId);
            return null;
        }
    }

    byte[]? Opened(Person person, string sealedOffer)
    {
        try
        {
            return Convert.FromBase64String(OfferSeal(person.Id).Unprotect(sealedOffer));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A purpose of each person's own: a row that is moved to somebody else does not open.
    IDataProtector Seal(Guid person) => protection.CreateProtector("anjie.directory.authenticator", person.ToString());

    ITimeLimitedDataProtector OfferSeal(Guid person) => protection.CreateProtector("anjie.directory.authenticator-offer", person.ToString()).ToTimeLimitedDataProtector();

    [LoggerMessage(LogLevel.Error, "The authenticator of {Person} cannot be read; the keys that sealed it are gone, or the row is somebody else's")]
    partial void LogUnreadable(Guid person);
}
