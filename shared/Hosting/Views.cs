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
    /// <summary>The history of one case in order, with the files that came and went; the caller has already been found to see the case.</summary>
    public static async Task<List<HistoryView>> OfAsync(DbContext db, Guid caseId, CancellationToken ct)
    {
        var lines = await db.Set<HistoryEntry>().AsNoTracking().Where(entry => entry.CaseId == caseId).OrderBy(entry => entry.Version)
            .Select(entry => new HistoryView(entry.Version, entry.Fact, entry.State, entry.OccurredAt, entry.ActorId, entry.ActorName, entry.ActorUnitId, entry.ActorRole))
            .ToListAsync(ct);
        if (db.Model.FindEntityType(typeof(Attachment)) is null)
            return lines;

        // A file counts no version of the case: whoever works on it need not begin anew because a colleague added a picture.
        var files = await db.Set<Attachment>().AsNoTracking().Where(file => file.CaseId == caseId).ToListAsync(ct);
        var states = lines.ToDictionary(line => line.Version, line => line.State);
        var acts = files.Select(file => new HistoryView(file.AddedOnVersion, "FileAttached", states.GetValueOrDefault(file.AddedOnVersion, ""), file.AddedAt, file.AddedById, file.AddedByName, file.AddedByUnitId, file.AddedByRole))
            .Concat(files.Where(file => file.RemovedAt is not null).Select(file => new HistoryView(
                file.RemovedOnVersion!.Value, "FileRemoved", states.GetValueOrDefault(file.RemovedOnVersion!.Value, ""), file.RemovedAt!.Value, file.RemovedById!.Value, file.RemovedByName!, file.RemovedByUnitId!.Value, file.RemovedByRole!)));
        // Behind the fact that made the version they came upon.
        return [.. lines.Concat(acts.OrderBy(line => line.OccurredAt)).OrderBy(line => line.Version)];
    }
}
