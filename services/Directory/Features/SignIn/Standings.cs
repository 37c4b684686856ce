using System.Globalization;
using System.Security.Claims;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.Delegations;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Anjie.Directory.Features.SignIn;

/// <summary>What a person is at this moment: the account, the post acted in and its unit.</summary>
internal sealed record Standing(Person Person, Post Post, Unit Unit)
{
    /// <summary>Whose place the person takes, and until when; null in one's own post.</summary>
    public StandIn? For { get; init; }

    const string Stamp = "anjie:stamp";

    /// <summary>The session a cookie or a token belongs to.</summary>
    public const string SessionId = "sid";

    const string PostVersion = "post_version";
    const string UnitVersion = "unit_version";

    /// <summary>The identity of the session cookie; the stamp ends it when the account changes.</summary>
    public static ClaimsPrincipal SessionOf(Person person, Guid session) => new(new ClaimsIdentity(
        [new(Claims.Subject, person.Id.ToString()), new(SessionId, session.ToString()), new(Stamp, person.SecurityStamp ?? "")], SignInSetup.Session, Claims.Name, Claims.Role));

    public static Guid? SessionIdOf(ClaimsPrincipal? principal) => Guid.TryParse(principal?.FindFirstValue(SessionId), out var id) ? id : null;

    /// <summary>The content of tokens. The stamp stays inside codes and refresh tokens, which only this service can read.</summary>
    public ClaimsPrincipal ToTokens(Guid session, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(SignInSetup.Audience, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Id.ToString())
            .SetClaim(Claims.Name, For is null ? Person.Name : $"{Person.Name}（代{For.HolderName}）")
            .SetClaim("post", Post.Id.ToString())
            .SetClaim("unit", Unit.Id.ToString())
            .SetClaim("unit_path", Unit.Path)
            .SetClaim(SessionId, session.ToString())
            .SetClaim(PostVersion, Post.Version)
            .SetClaim(UnitVersion, Unit.Version)
            .SetClaims(Claims.Role, [.. Post.Roles])
            .SetClaim(Stamp, Person.SecurityStamp ?? "");
        if (Post.Level is { } level)
            identity.SetClaim("level", level.ToString());
        if (For is not null)
            identity.SetClaim("acting_for", For.HolderId.ToString()).SetClaim("acting_until", For.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        identity.SetDestinations(claim => claim.Type switch
        {
            Stamp => [],
            PostVersion or UnitVersion => [Destinations.AccessToken],
            _ => [Destinations.AccessToken, Destinations.IdentityToken],
        });
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(SignInSetup.Audience);
        return principal;
    }

    public static (Guid Person, Guid? Post, string Stamp)? Read(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(Claims.Subject), out var person)
            ? (person, Guid.TryParse(principal.FindFirstValue("post"), out var post) ? post : null, principal.FindFirstValue(Stamp) ?? "")
            : null;
}

/// <summary>In whose place, by a delegation in force.</summary>
internal sealed record StandIn(Guid HolderId, string HolderName, DateOnly Until);

internal sealed class Standings(DirectoryDb db, Sessions sessions, StandIns standIns, SecondFactors factors)
{
    /// <summary>The person behind a session or a refresh token, if the session is open, the account still is what it was when that began, and nothing has come that demands more.</summary>
    public async Task<Person?> PersonOfAsync(ClaimsPrincipal? principal, CancellationToken ct) =>
        Standing.Read(principal) is { } held
        && await sessions.OpenAsync(principal, ct) is { } session && session.PersonId == held.Person
        && await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.Id == held.Person && x.Active, ct) is { } person
        && person.SecurityStamp == held.Stamp
        && await factors.AllowsSessionAsync(person.Id, ct)
            ? person
            : null;

    /// <summary>The person in the primary post, else in the eldest other; null when there is none.</summary>
    public async Task<Standing?> BeginAsync(Person person, CancellationToken ct) =>
        await InPostAsync(person, db.Posts.OrderByDescending(x => x.Id == person.PrimaryPostId).ThenBy(x => x.Id), ct);

    /// <summary>The person in a post chosen among their own and those they stand in for; null when it is neither.</summary>
    public async Task<Standing?> BeginInAsync(Person person, Guid post, CancellationToken ct) =>
        await InPostAsync(person, db.Posts.Where(x => x.Id == post), ct) ?? await standIns.FindAsync(person, post, ct);

    /// <summary>The person in the same post as before, with the roles it gives now; null when the post was taken away.</summary>
    public async Task<Standing?> RenewAsync(ClaimsPrincipal principal, CancellationToken ct) =>
        await PersonOfAsync(principal, ct) is { } person && Standing.Read(principal) is { Post: { } post }
            ? await BeginInAsync(person, post, ct)
            : null;

    async Task<Standing?> InPostAsync(Person person, IQueryable<Post> posts, CancellationToken ct) =>
        await posts.AsNoTracking().Where(x => x.PersonId == person.Id && x.Active).FirstOrDefaultAsync(ct) is { } post
        && await db.Units.AsNoTracking().FirstOrDefaultAsync(x => x.Id == post.UnitId && x.Active, ct) is { } unit
            ? new(person, post, unit)
            : null;
}
