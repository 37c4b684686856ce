using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>What a person may know of, and end among, their own sign-ins and the browsers they signed in with.</summary>
internal static class OwnSessions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/me/sessions", ListAsync).WithSummary("The caller's open sign-ins, the latest first, and the browsers known to be theirs.");
        api.MapDelete("/me/sessions/{id:guid}", EndAsync).WithSummary("End one of the caller's sign-ins. Its tokens are over within a moment, whatever is open in it within a minute.");
        api.MapDelete("/me/sessions", EndOthersAsync).WithSummary("End all of the caller's sign-ins but this one.");
        api.MapDelete("/me/browsers/{id:guid}", ForgetAsync).WithSummary("Forget a browser: wrong passwords in it are counted with those of strangers again.");
        api.MapDelete("/people/{id:guid}/sessions", EndAllAsync).WithSummary("End all sign-ins of a person, for instance when a machine was lost. Security administrators only.");
    }

    public sealed record Response(IReadOnlyList<SessionOf> Sessions, IReadOnlyList<BrowserOf> Browsers);

    /// <param name="IsThis">The sign-in the request came from.</param>
    /// <param name="Browser">Kind of browser and machine.</param>
    /// <param name="SeenAt">Last use, to the minute.</param>
    public sealed record SessionOf(Guid Id, bool IsThis, string Browser, string? Address, DateTimeOffset BeganAt, DateTimeOffset SeenAt);

    public sealed record BrowserOf(Guid Id, string Browser, DateTimeOffset SeenAt);

    static async Task<Ok<Response>> ListAsync(Actor actor, HttpContext http, DirectoryDb db, SessionLimits limits, TimeProvider time, CancellationToken ct)
    {
        var (now, here) = (time.GetUtcNow(), Standing.SessionIdOf(http.User));
        var sessions = await db.Sessions.AsNoTracking().Where(x => x.PersonId == actor.PersonId && x.EndedAt == null).OrderByDescending(x => x.BeganAt).ToListAsync(ct);
        var browsers = await db.Devices.AsNoTracking().Where(x => x.PersonId == actor.PersonId).OrderByDescending(x => x.SeenAt).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            [.. sessions.Where(session => session.IsOpen(limits, now)).Select(session => new SessionOf(session.Id, session.Id == here, session.Browser, session.Address, session.BeganAt, session.SeenAt))],
            [.. browsers.Select(browser => new BrowserOf(browser.Id, browser.Browser, browser.SeenAt))]));
    }

    static async Task<Results<NoContent, NotFound>> EndAsync(Guid id, Act act, Sessions sessions, CancellationToken ct) =>
        await sessions.EndAsync(act, SessionEnd.Ended, open => open.Where(x => x.Id == id && x.PersonId == act.Actor.PersonId), ct) > 0
            ? TypedResults.NoContent()
            : TypedResults.NotFound();

    static async Task<NoContent> EndOthersAsync(Act act, HttpContext http, Sessions sessions, CancellationToken ct)
    {
        var here = Standing.SessionIdOf(http.User);
        await sessions.EndAsync(act, SessionEnd.Ended, open => open.Where(x => x.Id != here && x.PersonId == act.Actor.PersonId), ct);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, NotFound>> ForgetAsync(Guid id, Actor actor, DirectoryDb db, CancellationToken ct)
    {
        if (await db.Devices.FirstOrDefaultAsync(x => x.Id == id && x.PersonId == actor.PersonId, ct) is not { } browser)
            return TypedResults.NotFound();
        db.Remove(browser);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, NotFound>> EndAllAsync(Guid id, Act act, DirectoryDb db, Sessions sessions, CancellationToken ct)
    {
        if (!await db.Users.AnyAsync(x => x.Id == id, ct))
            return TypedResults.NotFound();
        await sessions.EndAsync(act, SessionEnd.EndedByAdministrator, open => open.Where(x => x.PersonId == id), ct);
        return TypedResults.NoContent();
    }
}

/// <summary>How a sign-in is used: the Portal tells how long ago its person did something, and learns how much time is left.</summary>
internal static class Pulse
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/connect/pulse", HandleAsync).ExcludeFromDescription();

    public sealed record Request([property: Required, Range(0, 86_400)] int? IdleSeconds);

    public sealed record Response(int IdleSecondsLeft, int SecondsLeft);

    static async Task<Results<Ok<Response>, UnauthorizedHttpResult>> HandleAsync(Request request, HttpContext http, Sessions sessions, CancellationToken ct) =>
        await sessions.SeenAsync(http.User, TimeSpan.FromSeconds(request.IdleSeconds!.Value), ct) is { } left
            ? TypedResults.Ok(new Response((int)left.Idle.TotalSeconds, (int)left.Longest.TotalSeconds))
            : TypedResults.Unauthorized();
}
