using System.Globalization;
using System.Text.Json.Nodes;
using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Ledger;

internal static class GetTimeline
{
    static readonly string[] Header = ["matterId", "caseId", "version", "occurredAt", "actorId", "actorUnitId", "actorRole"];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/matters/{matterId:guid}/timeline", HandleAsync)
        .WithSummary("One matter from first contact to the end: the events of all its cases that the caller may see, and their clocks.");

    public sealed record CaseLine(Guid CaseId, CaseKind Kind, string Number, string State, int Level);

    /// <param name="Data">The event's own fields: ids, codes and dates.</param>
    public sealed record Entry(
        DateTimeOffset OccurredAt, string Service, CaseKind Kind, Guid CaseId, int Version, string Fact, Guid ActorId, Guid ActorUnitId, string ActorRole, JsonObject Data);

    public sealed record Clock(
        Guid Id, Guid CaseId, string Rule, string Name, string State, string Light, DateOnly StartedOn, DateOnly? StoppedOn, DateOnly Nominal, DateOnly Legal, DateOnly Target,
        bool Provisional, string Article, Guid ResponsibleUnitId);

    public sealed record Response(Guid MatterId, bool Complete, IReadOnlyList<CaseLine> Cases, IReadOnlyList<Entry> Entries, IReadOnlyList<Clock> Clocks);

    static async Task<Results<Ok<Response>, NotFound>> HandleAsync(Guid matterId, SupervisionDb db, Act act, CancellationToken ct)
    {
        var lines = await db.Ledger.AsNoTracking().Include(e => e.Clocks).VisibleTo(act).Where(e => e.MatterId == matterId && e.Version > 0).OrderBy(e => e.Id).ToListAsync(ct);
        if (lines.Count == 0)
            return TypedResults.NotFound();

        var complete = !await db.Ledger.AnyAsync(e => e.MatterId == matterId && e.Version < e.Highest, ct);
        var kinds = lines.ToDictionary(e => e.Id);
        var cases = kinds.Keys.ToList();
        var log = await db.Log.AsNoTracking().Where(e => e.MatterId == matterId && cases.Contains(e.CaseId)).ToListAsync(ct);
        var levels = (await db.LinesOfAsync(lines, act, ct)).ToDictionary(line => line.CaseId, line => line.Level);
        var items = await db.Items.AsNoTracking().IgnoreAutoIncludes().Where(i => cases.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Level, ct);
        return TypedResults.Ok(new Response(matterId, complete,
            [.. lines.Select(e => new CaseLine(e.Id, e.Kind, e.Number, e.State, items.GetValueOrDefault(e.Id, levels[e.Id])))],
            // Up to the gap: what lies beyond it is not told yet. Of one moment, a case's own order holds.
            [.. log.Where(e => e.Version <= kinds[e.CaseId].Version).OrderBy(e => e.OccurredAt).ThenBy(e => e.CaseId).ThenBy(e => e.Version).Select(e => EntryOf(e, kinds[e.CaseId].Kind))],
            [.. lines.SelectMany(e => e.Clocks).OrderBy(c => c.State == ClockStates.Stopped).ThenBy(c => c.Target).ThenBy(c => c.Id).Select(c => ClockOf(c, act))]));
    }

    static Entry EntryOf(LoggedEvent e, CaseKind kind)
    {
        var data = JsonNode.Parse(e.Body)!.AsObject();
        foreach (var name in Header)
            data.Remove(name);
        return new(e.OccurredAt, e.Service, kind, e.CaseId, e.Version, e.Name, e.ActorId, e.ActorUnitId, e.ActorRole, data);
    }

    static Clock ClockOf(ClockWatch c, Act act)
    {
        var rule = ClockRules.Find(c.Rule);
        var (name, article) = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? (rule?.English, rule?.ArticleInEnglish) : (rule?.Chinese, null);
        return new(c.Id, c.CaseId, c.Rule, name ?? c.Rule, c.State, c.LightOn(act.Today).ToString(), c.StartedOn, c.StoppedOn, c.Nominal, c.Legal, c.Target, c.Provisional, article ?? c.Article, c.ResponsibleUnitId);
    }
}
