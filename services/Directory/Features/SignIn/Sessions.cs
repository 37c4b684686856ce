using System.Security.Claims;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Begins sign-ins, sees them used and ends them. Other services hear of every end.</summary>
internal sealed class Sessions(DirectoryDb db, Acts<DirectoryDb> acts, AccessWatch access, SessionLimits limits, SignInEvidence evidence, TimeProvider time)
{
    // Told more often it would be a write for nothing.
    static readonly TimeSpan Grain = TimeSpan.FromSeconds(10);

    // The evidence of a sign-in stays; who was where and with what need not.
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The identity for the cookie of a new sign-in. What this browser had before is over; so is the person's eldest beyond the limit.</summary>
    public async Task<ClaimsPrincipal> BeginAsync(HttpContext http, Person person, CancellationToken ct)
    {
        var (now, act) = (time.GetUtcNow(), await acts.BySystemAsync(ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Sign-ins of one person begin one after the other, so that the limit counts all of them.
        await db.Database.ExecuteSqlAsync($"select from person where id = {person.Id} for update", ct);
        var former = Standing.SessionIdOf((await http.AuthenticateAsync(SignInSetup.Session)).Principal);
        var open = await db.Sessions.Where(x => x.EndedAt == null && (x.PersonId == person.Id || x.Id == former)).OrderBy(x => x.BeganAt).ThenBy(x => x.Id).ToListAsync(ct);
        foreach (var session in open.Where(session => session.Id == former))
            session.End(act, SessionEnd.Replaced, now);
        List<SignInSession> others = [.. open.Where(session => session.IsOpen(limits, now))];
        foreach (var session in others.Take(others.Count + 1 - limits.AtOnce))
            session.End(act, SessionEnd.TooMany, now);

        var begun = SignInSession.Begin(person.Id, now, http.Connection.RemoteIpAddress?.ToString(), BrowserName.Of(http.Request.Headers.UserAgent));
        db.Add(begun);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        access.Expire();
        return Standing.SessionOf(person, begun.Id);
    }

    /// <summary>The session behind a cookie or a token, unless it is over.</summary>
    public async Task<SignInSession?> OpenAsync(ClaimsPrincipal? principal, CancellationToken ct) =>
        Standing.SessionIdOf(principal) is { } id && await db.Sessions.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct) is { } session && session.IsOpen(limits, time.GetUtcNow())
            ? session
            : null;

    /// <summary>The person did something this long ago.</summary>
    /// <returns>How long until the sign-in is over for want of use, and how long whatever is done; null when it is over.</returns>
    public async Task<(TimeSpan Idle, TimeSpan Longest)?> SeenAsync(ClaimsPrincipal principal, TimeSpan ago, CancellationToken ct)
    {
        if (await OpenAsync(principal, ct) is not { } session)
            return null;
        var now = time.GetUtcNow();
        var seen = now - ago;
        if (seen - session.SeenAt >= Grain)
        {
            await db.Sessions.Where(x => x.Id == session.Id && x.SeenAt < seen).ExecuteUpdateAsync(set => set.SetProperty(x => x.SeenAt, seen), ct);
            return (seen + limits.Idle - now, limits.UntilTooLong(session, now));
        }
        return (limits.UntilIdle(session, now), limits.UntilTooLong(session, now));
    }

    /// <summary>Ends those that are still open; the caller chooses among them by <paramref name="which"/>.</summary>
    /// <returns>How many ended.</returns>
    public async Task<int> EndAsync(Act act, SessionEnd how, Func<IQueryable<SignInSession>, IQueryable<SignInSession>> which, CancellationToken ct)
    {
        var ended = await StageEndAsync(act, how, which, ct);
        await db.SaveChangesAsync(ct);
        access.Expire();
        return ended;
    }

    /// <summary>The same as part of a change that is saved by the caller, who expires <see cref="AccessWatch"/> afterwards.</summary>
    public async Task<int> StageEndAsync(Act act, SessionEnd how, Func<IQueryable<SignInSession>, IQueryable<SignInSession>> which, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return (await which(db.Sessions.Where(x => x.EndedAt == null)).ToListAsync(ct)).Count(session => session.End(act, how, now));
    }

    /// <summary>How this person signs in has changed, and what rests on the former state is over: part of a change that is saved by the caller, as above.</summary>
    public async Task StageEndOfAllAsync(Person person, CancellationToken ct) =>
        await StageEndAsync(await acts.BySystemAsync(ct), SessionEnd.AccountChanged, open => open.Where(x => x.PersonId == person.Id), ct);

    /// <summary>Ends what nobody used for too long, or has lasted too long already.</summary>
    public async Task EndSpentAsync(CancellationToken ct)
    {
        var (now, act) = (time.GetUtcNow(), await acts.BySystemAsync(ct));
        var (idle, longest) = (now - limits.Idle, now - limits.Longest);
        await EndAsync(act, SessionEnd.Idle, open => open.Where(x => x.SeenAt <= idle && x.BeganAt > longest), ct);
        await EndAsync(act, SessionEnd.TooLong, open => open.Where(x => x.BeganAt <= longest), ct);
        await db.Sessions.Where(x => x.EndedAt < now - Kept).ExecuteDeleteAsync(ct);
    }

    /// <summary>What ends by hand of the person before the screen, without a request of the API behind it.</summary>
    public async Task SignOutAsync(HttpContext http, CancellationToken ct)
    {
        if (await OpenAsync((await http.AuthenticateAsync(SignInSetup.Session)).Principal, ct) is not { } session)
            return;
        var act = await acts.BySystemAsync(ct);
        evidence.Add(http, session.PersonId, SignInEvidence.SignedOut);
        await EndAsync(act, SessionEnd.SignedOut, open => open.Where(x => x.Id == session.Id), ct);
    }
}
