using System.Text;
using Anjie.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>Evidence for those who audit: a list to look through, and an export that can be verified without us.</summary>
public static class AuditPages
{
    static readonly TimeSpan OfficeOffset = TimeSpan.FromHours(8); // Asia/Shanghai has no summer time

    /// <param name="Linked">The row's position in the chain; null for the second before it is linked.</param>
    public sealed record Line(
        Guid Id, DateTimeOffset OccurredAt, Guid ActorId, Guid PostId, Guid UnitId, string Roles, string Action, string Subject, string Result, string? Address, string? TraceId, string? Purpose, Guid? ActingFor, long? Linked);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync)
            .WithSummary("Rows of evidence, newest first: of one person, of one subject, of a span of office days, refused = denials only. Auditors and the audit administrator.");
        api.MapGet("/audit/export", ExportAsync)
            .WithSummary("The whole evidence of this service with its chain and checkpoints, a line each, for deploy/verify-audit and for other keepers of logs. Leaves a row of its own.")
            .Produces<string>(contentType: "application/x-ndjson");
    }

    static async Task<Ok<Page<Line>>> ListAsync(
        DbContext db, Act act, CancellationToken ct,
        Guid? actorId = null, string? subject = null, DateOnly? from = null, DateOnly? to = null, bool refused = false, string? after = null, int? limit = null)
    {
        var rows = db.Set<AuditRow>().AsNoTracking();
        if (actorId is not null)
            rows = rows.Where(row => row.ActorId == actorId);
        if (!string.IsNullOrEmpty(subject))
            rows = rows.Where(row => row.Subject == subject);
        if (from is { } first)
            rows = rows.Where(row => row.OccurredAt >= Midnight(first));
        if (to is { } last)
            rows = rows.Where(row => row.OccurredAt < Midnight(last.AddDays(1)));
        if (refused)
            rows = rows.Where(row => row.Result != AuditRow.Done);
        if (Paging.After(after) is { } seen)
            rows = rows.Where(row => row.Id.CompareTo(seen) < 0);

        var take = Paging.Limit(limit);
        var links = db.Set<AuditLink>();
        var page = await rows.OrderByDescending(row => row.Id).Take(take + 1).Select(row => new Line(
            row.Id, row.OccurredAt, row.ActorId, row.PostId, row.UnitId, row.Roles, row.Action, row.Subject, row.Result, row.Address, row.TraceId, row.Purpose, row.ActingFor,
            links.Where(link => link.RowId == row.Id).Select(link => (long?)link.Position).FirstOrDefault())).ToListAsync(ct);
        return TypedResults.Ok(new Page<Line>([.. page.Take(take)], page.Count > take ? page[take - 1].Id.ToString() : null));
    }

    static async Task<PushStreamHttpResult> ExportAsync(DbContext db, Act act, AuditSettings settings, HttpContext http, CancellationToken ct)
    {
        db.Add(Access.Evidence(http, act, AuditRow.Done));
        await db.SaveChangesAsync(ct);
        var at = TimeProvider.System.GetUtcNow();
        return TypedResults.Stream(
            body => WriteAsync(db, settings.Service, at, body, ct), "application/x-ndjson", FormattableString.Invariant($"audit-{settings.Service}-{at:yyyyMMdd-HHmmss}.jsonl"));
    }

    static async Task WriteAsync(DbContext db, string service, DateTimeOffset at, Stream body, CancellationToken ct)
    {
        // One moment for all of it: what is linked meanwhile belongs to the next export.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await text.WriteLineAsync(new AuditLine { Service = service, ExportedAt = at }.Write());
        var (rows, links) = (db.Set<AuditRow>().AsNoTracking(), db.Set<AuditLink>().AsNoTracking());
        await foreach (var one in links.OrderBy(link => link.Position).LeftJoin(rows, link => link.RowId, row => row.Id, (link, row) => new { link, row }).AsAsyncEnumerable().WithCancellation(ct))
            await text.WriteLineAsync(new AuditLine { Position = one.link.Position, Algorithm = one.link.Algorithm, Link = one.link.Link, RowId = one.link.RowId, Row = one.row }.Write());
        await foreach (var row in rows.Where(row => !links.Any(link => link.RowId == row.Id)).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(ct))
            await text.WriteLineAsync(new AuditLine { Row = row }.Write());
        await foreach (var checkpoint in db.Set<AuditCheckpoint>().AsNoTracking().OrderBy(checkpoint => checkpoint.Position).AsAsyncEnumerable().WithCancellation(ct))
            await text.WriteLineAsync(new AuditLine { Checkpoint = checkpoint }.Write());
    }

    static DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, OfficeOffset).ToUniversalTime();
}
