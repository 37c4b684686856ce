using System.Security.Claims;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Anjie.Directory.Features.SignIn;

/// <summary>What somebody on the way in has shown so far.</summary>
[Flags]
internal enum Shown
{
    Nothing = 0,
    Password = 1,

    /// <summary>A passkey by itself: the device, and the finger or number that unlocks it.</summary>
    Passkey = 2,

    SecondFactor = 4,
}

/// <summary>Somebody on the way in.</summary>
internal sealed record Halfway(Person Person, Shown Shown, string ReturnUrl);

/// <summary>Who is at the sign-in pages: in a session, on the way to one, or nobody.</summary>
/// <remarks>A browser is in one of these states at a time: whoever sets out anew has left the former session.</remarks>
internal sealed class Visitors(DirectoryDb db, Standings standings, Sessions sessions)
{
    /// <summary>Cookie of who is on the way in. It opens the next step and nothing else: no endpoint of the protocol asks for it.</summary>
    public const string Half = "half-session";

    /// <summary>Cookie that says the password was typed a moment ago. By itself it opens nothing.</summary>
    public const string Recent = "recent-password";

    public static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan RecentLife = TimeSpan.FromMinutes(10);

    const string Stamp = "stamp";
    const string ShownSoFar = "shown";
    const string ReturnTo = "return-to";

    /// <summary>The person whose session this is; null without one.</summary>
    public async Task<Person?> InSessionAsync(HttpContext http, CancellationToken ct) =>
        await standings.PersonOfAsync((await http.AuthenticateAsync(SignInSetup.Session)).Principal, ct);

    public async Task<Halfway?> HalfwayAsync(HttpContext http, CancellationToken ct)
    {
        var ticket = await http.AuthenticateAsync(Half);
        return await PersonOfAsync(ticket.Principal, ct) is { } person && Enum.TryParse<Shown>(ticket.Principal!.FindFirstValue(ShownSoFar), out var shown)
            ? new(person, shown, ticket.Properties?.GetString(ReturnTo) ?? "/")
            : null;
    }

    /// <summary>Begins the way in, or leads it on: each step passed gives time for the next.</summary>
    public async Task KeepHalfwayAsync(HttpContext http, Halfway halfway, CancellationToken ct)
    {
        await sessions.SignOutAsync(http, ct);
        await http.SignOutAsync(SignInSetup.Session);
        var properties = new AuthenticationProperties();
        properties.SetString(ReturnTo, halfway.ReturnUrl);
        await http.SignInAsync(Half, Of(halfway.Person, Half, new Claim(ShownSoFar, halfway.Shown.ToString("D"))), properties);
    }

    public Task ForgetHalfwayAsync(HttpContext http) => http.SignOutAsync(Half);

    /// <summary>Whether this person has typed the password within the last minutes, in this browser.</summary>
    public async Task<bool> HasTypedPasswordAsync(HttpContext http, Person person, CancellationToken ct) =>
        (await PersonOfAsync((await http.AuthenticateAsync(Recent)).Principal, ct))?.Id == person.Id;

    public Task KeepTypedPasswordAsync(HttpContext http, Person person) => http.SignInAsync(Recent, Of(person, Recent));

    /// <summary>After a change that ended all cookies of before: the password is no younger for it.</summary>
    public async Task CarryTypedPasswordAsync(HttpContext http, Person person)
    {
        if (await http.AuthenticateAsync(Recent) is { Properties.ExpiresUtc: { } until })
            await http.SignInAsync(Recent, Of(person, Recent), new() { ExpiresUtc = until });
    }

    static ClaimsPrincipal Of(Person person, string scheme, params IEnumerable<Claim> more) =>
        new(new ClaimsIdentity([new(Claims.Subject, person.Id.ToString()), new(Stamp, person.SecurityStamp ?? ""), .. more], scheme));

    async Task<Person?> PersonOfAsync(ClaimsPrincipal? principal, CancellationToken ct) =>
        Guid.TryParse(principal?.FindFirstValue(Claims.Subject), out var id)
        && await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id && x.Active, ct) is { } person
        && person.SecurityStamp == principal.FindFirstValue(Stamp)
            ? person
            : null;
}
