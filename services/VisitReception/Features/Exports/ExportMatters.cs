using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Imports;
using Anjie.VisitReception.Features.Matters;
using Anjie.VisitReception.Features.Sheets;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Exports;

/// <summary>The ledger as the screen shows it, all rows: by the same predicate and filters as the list, people masked as the caller's role demands. Accusations are in no export.</summary>
internal static class ExportMatters
{
    const int PageSize = 200;

    // In whose columns the ledger goes out.
    const string Province = "province", Bureau = "bureau";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/matters/export", HandleAsync)
        .WithSummary("The matters of the caller's area as a workbook, newest first, with the list's filters: in the province's nineteen columns, or in the bureau's own. Leaves a row of evidence.")
        .Produces<byte[]>(contentType: SheetWriter.MediaType);

    static async Task<PushStreamHttpResult> HandleAsync(
        [AsParameters] MatterFilter filter, ReceptionDb db, Act act, ErrorTexts texts, HttpContext http, CancellationToken ct, [AllowedValues(Province, Bureau)] string format = Province)
    {
        await http.RecordLookAsync(db, act, ct);
        // What the screen lists, all of it.
        var chosen = filter.In(db.Matters.AsNoTracking().VisibleTo(act).Ordinary(), act.Today);
        http.Response.Offer(FormattableString.Invariant($"{texts.Find($"export.{format}")}{act.Today:yyyyMMdd}.xlsx"));
        var context = new ExportContext(act, await ContentPaths.ReadAsync(db, ct), await UnitNames.ReadAsync(db, ct));
        return TypedResults.Stream(body => WriteAsync(db, chosen, context, format, texts, body, ct), SheetWriter.MediaType);
    }

    static async Task WriteAsync(ReceptionDb db, IQueryable<Matter> chosen, ExportContext context, string format, ErrorTexts texts, Stream body, CancellationToken ct)
    {
        // One moment for all of it: what comes or moves meanwhile is in the next export.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var columns = BureauColumns.ChosenIn(context.Act);
        await using var writer = await SheetWriter.BeginAsync(body, format == Province ? ProvinceSheet.Headings : columns.Headings(texts), ct);
        Guid? last = null;
        List<Matter> page;
        do
        {
            page = await chosen.Where(m => last == null || m.Id.CompareTo(last.Value) < 0).OrderByDescending(m => m.Id).Take(PageSize).ToListAsync(ct);
            foreach (var one in await CompleteAsync(db, page, context, ct))
                await writer.WriteAsync(format == Province ? one.ProvinceCells() : columns.Cells(one, texts), ct);
            last = page.Count > 0 ? page[^1].Id : last;
        }
        while (page.Count == PageSize);
        await writer.EndAsync(ct);
    }

    static async Task<IEnumerable<ExportedMatter>> CompleteAsync(ReceptionDb db, List<Matter> page, ExportContext context, CancellationToken ct)
    {
        Guid[] ids = [.. page.Select(m => m.Id)];
        var records = await db.Set<ProvinceRecord>().AsNoTracking().Where(record => ids.Contains(record.Id)).ToDictionaryAsync(record => record.Id, ct);
        var registrars = await db.Set<HistoryEntry>().AsNoTracking().Where(entry => ids.Contains(entry.CaseId) && entry.Version == 1).ToDictionaryAsync(entry => entry.CaseId, entry => entry.ActorName, ct);
        return page.Select(m => new ExportedMatter(m, records.GetValueOrDefault(m.Id), registrars.GetValueOrDefault(m.Id), context));
    }
}
