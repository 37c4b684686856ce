using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Public;

/// <summary>The public query. Nothing of what is asked stands in an address, a log or a table; a wrong answer is the same whatever is wrong.</summary>
internal static class QueryMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/public/query", HandleAsync)
        .AllowAnonymous()
        .WithSummary("Open a matter by its query code and the last four digits of a petitioner's phone, or identity number where there is no phone. The session goes into X-Query-Session.")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);

    public sealed record Request(
        [property: Required, MaxLength(60)] string Code,
        [property: Required, RegularExpression("^[0-9]{3}[0-9Xx]$", MatchTimeoutInMilliseconds = 1000)] string LastFour) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            QueryCodeText.TryRead(Code, out _) ? [] : [new ValidationResult(PublicTexts.Of("code.mistyped"), [nameof(Code)])];
    }

    public sealed record Response(string Session, DateTimeOffset Until, PublicMatter Matter);

    static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Request request, ReceptionDb db, BlindIndex index, PublicDoor door, PublicSessions sessions, QueryMetrics metrics, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!QueryCodeText.TryRead(request.Code, out var code))
            return door.Refuse(StatusCodes.Status404NotFound, PublicDoor.NoMatch);
        var key = QueryCode.IndexOf(index, code);
        var guess = await db.CountAsync(key, time.GetUtcNow(), ct);
        if (guess.Wait is { } wait)
        {
            metrics.Count("locked");
            return door.Wait(wait);
        }

        var act = await door.ActAsync(ct);
        var group = await db.PetitionersByCodeAsync(key, ct);
        if (!LastFour.AreOf(group, request.LastFour))
        {
            metrics.Count("wrong");
            if (guess.Failures == QueryGuesses.Free)
            {
                db.Add(door.Evidence(act, PublicDoor.Locked, group.FirstOrDefault()?.MatterId));
                await db.SaveChangesAsync(ct);
            }
            return door.Refuse(StatusCodes.Status404NotFound, PublicDoor.NoMatch);
        }

        metrics.Count("right");
        var id = group[0].MatterId;
        var matter = await db.Matters.AsNoTracking().FirstAsync(m => m.Id == id, ct);
        var (session, until) = sessions.Open(await db.Set<QueryCode>().AsNoTracking().FirstAsync(given => given.CaseId == id, ct));
        await db.ForgetAsync(key, ct);
        db.Add(door.Evidence(act, AuditRow.Done, id));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(session, until, await PublicMatter.OfAsync(db, matter, act, ct)));
    }
}

/// <summary>How many queries were right, wrong, or came too soon after wrong ones.</summary>
internal sealed class QueryMetrics(IMeterFactory meters)
{
    readonly Counter<long> _queries = meters.Create("Anjie.Reception").CreateCounter<long>("anjie.reception.queries", "{query}", "Public queries by their result.");

    public void Count(string result) => _queries.Add(1, new KeyValuePair<string, object?>("result", result));
}
