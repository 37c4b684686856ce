using System.ComponentModel.DataAnnotations;
using System.Text;
using Anjie.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>The names, as they may stand in the subject of a row, of all cases that are hidden from the actor whatever the policy grants.</summary>
public delegate Task<IReadOnlyList<string>> HiddenSubjects(DbContext db, Act act, CancellationToken ct);

/// <summary>Evidence for those who audit: a list to look through, and an export that can be verified without us.</summary>
public static class AuditPages
{
    /// <summary>The chain does not reach the position a part is to begin after: it was cut, or it is another one.</summary>
    public const string PositionUnknown = "audit.position_unknown";

    static readonly TimeSpan OfficeOffset = TimeSpan.FromHours(8); // Asia/Shanghai has no summer time

    /// <param name="Linked">Whether the row is in the chain yet, which takes a second. Not where: a gap would tell that a row is kept from the reader.</param>
    public sealed record Line(
        Guid Id, DateTimeOffset OccurredAt, Guid ActorId, Guid PostId, Guid UnitId, string Roles, string Action, string Subject, string Result, string? Address, string? TraceId, string? Purpose, Guid? ActingFor, bool Linked);

    /// <param name="api">The service's own group.</param>
    /// <param name="hidden">Null where the service has no case that is hidden from anybody.</param>
    public static void Map(IEndpointRouteBuilder api, HiddenSubjects? hidden = null)
    {
        api.MapGet("/audit", (DbContext db, Act act, CancellationToken ct, Guid? actorId = null, string? subject = null, DateOnly? from = null, DateOnly? to = null, bool refused = false, string? after = null, int? limit = null) =>
                ListAsync(hidden, db, act, actorId, subject, from, to, refused, after, limit, ct))
            .WithSummary("Rows of evidence, newest first: of one person, of one subject, of a span of office days, refused = denials only. Auditors and the audit administrator; nobody reads of a case that is hidden from them.");
        api.MapGet("/audit/export", ExportAsync)
            .WithSummary("The evidence of this service with its chain and checkpoints, a line each, for deploy/verify-audit and for other keepers of logs: all of it, or what was linked after a position, at most so many links. The audit administrator. Leaves a row of its own.")
            .Produces<string>(contentType: "application/x-ndjson");
    }

    static async Task<Ok<Page<Line>>> ListAsync(
        HiddenSubjects? hidden, DbContext db, Act act, Guid? actorId, string? subject, DateOnly? from, DateOnly? to, bool refused, string? after, int? limit, CancellationToken ct)
    {
        var rows = db.Set<AuditRow>().AsNoTracking();
        if (hidden is not null && await hidden(db, act, ct) is { Count: > 0 } names)
        {
            List<string> patterns = [.. names.Select(name => $"%{name}%")];
            rows = rows.Where(row => !patterns.Any(pattern => EF.Functions.ILike(row.Subject, pattern)));
        }
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
            links.Any(link => link.RowId == row.Id))).ToListAsync(ct);
        return TypedResults.Ok(new Page<Line>([.. page.Take(take)], page.Count > take ? page[take - 1].Id.ToString() : null));
    }

    /// <param name="after">Only what was linked after this position, 0 or more; parts that follow each other are verified as one. Without it also rows that have no link.</param>
    /// <param name="limit">The most links, 1 to 100,000; only with <paramref name="after"/>.</param>
    static async Task<Results<PushStreamHttpResult, ValidationProblem>> ExportAsync(
        DbContext db, Act act, AuditSettings settings, HttpContext http, CancellationToken ct, [Range(0, long.MaxValue)] long? after = null, [Range(1, 100_000)] int? limit = null)
    {
        if (limit is not null && after is null)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["after"] = ["limit needs after"] });
        var beginning = after is { } position
            ? await LinkAtAsync(db, settings.Service, position, ct) ?? throw new BrokenRuleException(PositionUnknown, position)
            : null;
        await http.RecordLookAsync(db, act, ct);
        var at = TimeProvider.System.GetUtcNow();
        var heading = new AuditLine { Service = settings.Service, ExportedAt = at, After = after, Link = beginning };
        return TypedResults.Stream(
            body => WriteAsync(db, heading, limit ?? int.MaxValue, body, ct), "application/x-ndjson", FormattableString.Invariant($"audit-{settings.Service}-{at:yyyyMMdd-HHmmss}.jsonl"));
    }

    static async Task<byte[]?> LinkAtAsync(DbContext db, string service, long position, CancellationToken ct) =>
        position == 0 ? AuditChain.Beginning(service) : await db.Set<AuditLink>().Where(link => link.Position == position).Select(link => link.Link).FirstOrDefaultAsync(ct);

    static async Task WriteAsync(DbContext db, AuditLine heading, int most, Stream body, CancellationToken ct)
    {
        // One moment for all of it: what is linked meanwhile belongs to the next export.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await text.WriteLineAsync(heading.Write());
        var (rows, links) = (db.Set<AuditRow>().AsNoTracking(), db.Set<AuditLink>().AsNoTracking());
        var (begin, end) = (heading.After ?? 0, heading.After ?? 0);
        await foreach (var one in links.Where(link => link.Position > begin).OrderBy(link => link.Position).Take(most)
            .LeftJoin(rows, link => link.RowId, row => row.Id, (link, row) => new { link, row }).OrderBy(one => one.link.Position).AsAsyncEnumerable().WithCancellation(ct))
        {
            await text.WriteLineAsync(new AuditLine { Position = one.link.Position, Algorithm = one.link.Algorithm, Link = one.link.Link, RowId = one.link.RowId, Row = one.row }.Write());
            end = one.link.Position;
        }

        // What waits for its link is in the next part.
        if (heading.After is null)
            await foreach (var row in rows.Where(row => !links.Any(link => link.RowId == row.Id)).OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(ct))
                await text.WriteLineAsync(new AuditLine { Row = row }.Write());
        var checkpoints = db.Set<AuditCheckpoint>().AsNoTracking().Where(checkpoint => heading.After == null || (checkpoint.Position >= begin && checkpoint.Position <= end));
        await foreach (var checkpoint in checkpoints.OrderBy(checkpoint => checkpoint.Position).AsAsyncEnumerable().WithCancellation(ct))
            await text.WriteLineAsync(new AuditLine { Checkpoint = checkpoint }.Write());
    }

    static DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, OfficeOffset).ToUniversalTime();
}
