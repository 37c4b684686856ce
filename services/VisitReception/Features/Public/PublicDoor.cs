using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Public;

/// <summary>A matter that is open to its petitioner, and the circumstances of what is done with it.</summary>
internal sealed record OpenMatter(Matter Matter, Act Act);

/// <summary>Lets petitioners in: to the one matter that their session opens, and to nothing else.</summary>
internal sealed class PublicDoor(ReceptionDb db, PublicSessions sessions, Acts<ReceptionDb> acts, AuditScope audit, IHttpContextAccessor requests, ErrorTexts texts)
{
    /// <summary>Carries the session. Not a cookie: no page of another site can make a browser send it.</summary>
    public const string Header = "X-Query-Session";

    public const string NoMatch = "query.no_match";
    public const string Locked = "query.locked";
    public const string Over = "query.session_over";

    HttpContext Http => requests.HttpContext!;

    public Task<Act> ActAsync(CancellationToken ct) => acts.ByAsync(Actor.Petitioner, ct).AsTask();

    /// <summary>The matter that the request's session opens; null when it opens none. What is then saved leaves a row of evidence.</summary>
    public async Task<OpenMatter?> EnterAsync(CancellationToken ct)
    {
        Http.Response.Headers.CacheControl = "no-store";
        if (sessions.Read(Http.Request.Headers[Header]) is not var (id, issue))
            return null;
        if (!await db.Set<QueryCode>().AnyAsync(code => code.CaseId == id && code.Issue == issue, ct) || await db.Matters.Shown().FirstOrDefaultAsync(m => m.Id == id, ct) is not { } matter)
            return null;
        var act = await ActAsync(ct);
        if (!HttpMethods.IsGet(Http.Request.Method))
            audit.Begin(Evidence(act, AuditRow.Done, id), db);
        return new(matter, act);
    }

    /// <summary>Evidence of what somebody without a sign-in did; the person is not named, because none is known.</summary>
    public AuditRow Evidence(Act act, string result, Guid? matter) => new()
    {
        Id = Guid.CreateVersion7(), OccurredAt = act.Now, ActorId = act.Actor.PersonId, PostId = act.Actor.PostId, UnitId = act.Actor.UnitId, Roles = Roles.Petitioner,
        Action = $"{Http.Request.Method} {(Http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}", Subject = matter?.ToString() ?? "", Result = result,
        Address = Http.Connection.RemoteIpAddress?.ToString(), TraceId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
    };

    /// <summary>Too many wrong guesses; after the wait it is looked at again.</summary>
    public ProblemHttpResult Wait(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        Http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Refuse(StatusCodes.Status429TooManyRequests, Locked, (seconds + 59) / 60);
    }

    /// <summary>Evidence that somebody with a session guessed too often who of the matter's people they are.</summary>
    public Task<int> TellOfGuessesAsync(OpenMatter open, CancellationToken ct)
    {
        audit.Drop();
        db.Add(Evidence(open.Act, Locked, open.Matter.Id));
        return db.SaveChangesAsync(ct);
    }

    public ProblemHttpResult Refuse(int status, string code, params IReadOnlyList<object> values) =>
        TypedResults.Problem(statusCode: status, title: texts.For(code, values), extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>Unknown, wrong, expired and no longer shown are told alike.</summary>
    public ProblemHttpResult SessionOver() => Refuse(StatusCodes.Status401Unauthorized, Over);
}
