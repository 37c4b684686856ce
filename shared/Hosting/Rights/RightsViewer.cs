using Anjie.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>Why somebody sees a case or not, for those who give rights and those who audit them. It tells which rows of the policy decided and nothing of the case.</summary>
public static class RightsViewer
{
    const string Route = $"/rights/{{id:{CaseReference.Name}}}";

    /// <param name="Post">The post as this service knows it.</param>
    /// <param name="Cases">The cases of the id, which may be a case's or a matter's, or of the number.</param>
    public sealed record Answer(PostOf Post, IReadOnlyList<Verdict> Cases);

    /// <param name="Acts">Somebody can act in it now.</param>
    public sealed record PostOf(Guid Id, Guid UnitId, IReadOnlyList<string> Roles, bool Acts);

    /// <param name="Kind">Name of the kind in the policy.</param>
    /// <param name="Route">By which cases of this kind are read.</param>
    public sealed record Verdict(
        string Kind, Guid CaseId, Guid MatterId, bool Sees, SightReason Reason, string Route, bool IsRouteOpen, IReadOnlyList<GrantStep> Grants, IReadOnlyList<ExclusionStep> Exclusions);

    /// <param name="api">The service's own group.</param>
    /// <param name="kinds">What the service shows.</param>
    public static void Map(IEndpointRouteBuilder api, params IReadOnlyList<ShownKind> kinds) => api
        .MapGet(Route, (string id, Guid post, Act act, DbContext db, ServiceName service, HttpContext http, CancellationToken ct) => HandleAsync(id, post, kinds, act, db, service, http, ct))
        .WithSummary("Whether the holder of a post sees the cases of an id or number, and by which rows of the policy. Security administrators and auditors; each question is evidence.");

    static async Task<Results<Ok<Answer>, NotFound>> HandleAsync(
        string id, Guid post, IReadOnlyList<ShownKind> kinds, Act act, DbContext db, ServiceName service, HttpContext http, CancellationToken ct)
    {
        // All questions about one moment.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        if (await db.Set<PostCopy>().AsNoTracking().FirstOrDefaultAsync(copy => copy.Id == post, ct) is not { } known)
            return TypedResults.NotFound();

        var unit = await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(copy => copy.Id == known.UnitId, ct);
        var holder = known is { Active: true, PersonId: { } person } && unit is { Active: true }
            ? act with { Actor = new(person, "", post, unit.Id, unit.Path, known.Roles.ToHashSet(StringComparer.Ordinal), known.Level) }
            : null;
        List<Verdict> verdicts = [];
        foreach (var kind in kinds)
            verdicts.AddRange(await kind.JudgeAsync(db, id, act, holder, service.Name, ct));
        if (verdicts.Count == 0)
            return TypedResults.NotFound();

        db.Add(Access.Evidence(http, act, AuditRow.Done, $"{id}/{post}"));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Answer(new(post, known.UnitId, known.Roles, holder is not null), verdicts));
    }
}

/// <summary>An id or a number, never a name: it stands in an address and in evidence.</summary>
sealed class CaseReference : IRouteConstraint
{
    public const string Name = "case";
    const int Shortest = 4;
    const int Longest = 40;

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string { Length: >= Shortest and <= Longest } text && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-');
}

/// <summary>A kind of case as a service shows it.</summary>
/// <param name="Kind">Its name in the policy.</param>
/// <param name="Route">By which cases of it are read, as the policy writes it.</param>
public abstract record ShownKind(string Kind, string Route)
{
    /// <param name="route">By which cases are read, as the policy writes it.</param>
    /// <param name="cases">All that the route could show.</param>
    /// <param name="kind">Name of the kind in the policy; by default that of the type.</param>
    public static ShownKind Of<TDb, TCase>(string route, Func<TDb, IQueryable<TCase>> cases, string? kind = null) where TDb : DbContext where TCase : class, ICase =>
        new Table<TDb, TCase>(kind ?? typeof(TCase).Name, route, cases);

    /// <param name="db">The service's own.</param>
    /// <param name="id">Of a case or a matter, or a number.</param>
    /// <param name="asker">To whom nothing may be told that is hidden from them.</param>
    /// <param name="holder">The holder of the post in question; null when there is none.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="ct">Ends the questions.</param>
    internal abstract Task<IReadOnlyList<RightsViewer.Verdict>> JudgeAsync(DbContext db, string id, Act asker, Act? holder, string service, CancellationToken ct);

    sealed record Table<TDb, TCase>(string Kind, string Route, Func<TDb, IQueryable<TCase>> Cases) : ShownKind(Kind, Route) where TDb : DbContext where TCase : class, ICase
    {
        internal override async Task<IReadOnlyList<RightsViewer.Verdict>> JudgeAsync(DbContext db, string id, Act asker, Act? holder, string service, CancellationToken ct)
        {
            var all = Cases((TDb)db).AsNoTracking().IgnoreAutoIncludes();
            var meant = Guid.TryParse(id, out var known) ? all.Where(x => x.Id == known || x.MatterId == known) : all.Where(x => x.Number == id);
            var found = await meant.ExceptHidden(asker).OrderBy(x => x.Id).Take(Paging.MaximumLimit).Select(x => new { x.Id, x.MatterId }).ToListAsync(ct);
            List<RightsViewer.Verdict> verdicts = [];
            foreach (var one in found)
                verdicts.Add(holder is null
                    ? new(Kind, one.Id, one.MatterId, Sees: false, SightReason.NobodyActs, Route, IsRouteOpen: false, [], [])
                    : Judge(one.Id, one.MatterId, holder, service, await Explanation.OfAsync(all.Where(x => x.Id == one.Id), holder, Kind, ct)));
            return verdicts;
        }

        RightsViewer.Verdict Judge(Guid id, Guid matterId, Act holder, string service, Explanation explanation)
        {
            var isOpen = holder.Policy.RuleOf(service, Route)?.Admits(holder.Actor) == true;
            var reason = explanation.Sees && !isOpen ? SightReason.RouteClosed : explanation.Reason;
            return new(Kind, id, matterId, isOpen && explanation.Sees, reason, Route, isOpen, explanation.Grants, explanation.Exclusions);
        }
    }
}
