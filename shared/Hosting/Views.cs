using Anjie.Cases;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>A page of a list; <paramref name="Next"/> goes into <c>after</c> of the next request, null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

public static class CaseViews
{
    /// <summary>The clocks of a case as the caller's language shows them, running ones first.</summary>
    public static IReadOnlyList<ClockView> ViewsOf(IEnumerable<CaseClock> clocks, Act act) =>
        [.. clocks.OrderBy(clock => clock.State == ClockStates.Stopped).ThenBy(clock => clock.Target).Select(clock => ClockView.Of(clock, act.Calendar, act.Today))];

    /// <summary>Sets the version of the case as the answer's ETag.</summary>
    public static T Tagged<T>(this HttpContext http, int version, T answer)
    {
        http.Response.Headers.ETag = $"\"{version}\"";
        return answer;
    }
}

/// <summary>Limits of a list request, bound from the query.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaximumLimit = 200;

    public static int Limit(int? asked) => Math.Clamp(asked ?? DefaultLimit, 1, MaximumLimit);

    /// <summary>The id after which the next page begins; an unreadable one is a shape error.</summary>
    public static Guid? After(string? after) =>
        string.IsNullOrEmpty(after) ? null
        : Guid.TryParse(after, out var id) ? id
        : throw new BadHttpRequestException("after");
}

/// <summary>A line of a case's history.</summary>
public sealed record HistoryView(int Version, string Fact, string State, DateTimeOffset OccurredAt, Guid ActorId, string ActorName, Guid ActorUnitId, string ActorRole)
{
    /// <summary>The history of one case in order; the caller has already been found to see the case.</summary>
    public static Task<List<HistoryView>> OfAsync(DbContext db, Guid caseId, CancellationToken ct) =>
        db.Set<HistoryEntry>().AsNoTracking().Where(entry => entry.CaseId == caseId).OrderBy(entry => entry.Version)
            .Select(entry => new HistoryView(entry.Version, entry.Fact, entry.State, entry.OccurredAt, entry.ActorId, entry.ActorName, entry.ActorUnitId, entry.ActorRole))
            .ToListAsync(ct);
}
