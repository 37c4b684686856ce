using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Sheets;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>The rows that were not taken over, as they stood, with a column that says why: to be mended and brought again.</summary>
internal static class ImportFaults
{
    const string Why = "错误说明", Where = "原行号";

    static readonly CultureInfo Chinese = new("zh-CN"); // as the province's headings above it

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/imports/{id:guid}/errors", HandleAsync)
        .WithSummary("The faulty and changed rows of the caller's own file as a workbook, each with what is wrong with it. Leaves a row of evidence.")
        .Produces<byte[]>(contentType: SheetWriter.MediaType);

    static async Task<Results<PushStreamHttpResult, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, ErrorTexts texts, HttpContext http, CancellationToken ct)
    {
        if (!await ImportView.OwnedBy(db.Set<Import>(), act).AnyAsync(import => import.Id == id && !import.Forgotten && import.State != ImportState.Refused, ct) || await FileIntake.ReadAsync(db, id, ct) is not { } file)
            return TypedResults.NotFound();
        await http.RecordLookAsync(db, act, ct);
        http.Response.Offer("导入错误行.xlsx");
        return TypedResults.Stream(body => WriteAsync(db, id, file, texts, body, ct), SheetWriter.MediaType);
    }

    static async Task WriteAsync(ReceptionDb db, Guid id, byte[] file, ErrorTexts texts, Stream body, CancellationToken ct)
    {
        CultureInfo.CurrentUICulture = Chinese;
        using var sheet = ProvinceSheet.Open(file);
        await using var writer = await SheetWriter.BeginAsync(body, [.. ProvinceSheet.Headings, Where, Why], ct);
        var faults = db.Set<ImportFault>().AsNoTracking().Where(fault => fault.ImportId == id).OrderBy(fault => fault.Row).ThenBy(fault => fault.Heading).AsAsyncEnumerable();
        await using var next = faults.GetAsyncEnumerator(ct);
        var isMore = await next.MoveNextAsync();
        while (isMore && sheet.Read() is { } row)
        {
            List<ImportFault> found = [];
            for (; isMore && next.Current.Row <= row.Number; isMore = await next.MoveNextAsync())
                found.Add(next.Current);
            if (found.Count > 0)
                await writer.WriteAsync([.. CellsOf(row), row.Number.ToString(CultureInfo.InvariantCulture), Sentence(found, texts)], ct);
        }
        await writer.EndAsync(ct);
    }

    // An accusation is mended in no file; only its number shows which row it was.
    static IEnumerable<string> CellsOf(ProvinceCells row) => row.Cells.Select((cell, heading) => (ProvinceHeading)heading switch
    {
        not ProvinceHeading.Number when RowReader.IsAccusing(row) => "",
        ProvinceHeading.ReceivedOn or ProvinceHeading.RegisteredOn or ProvinceHeading.DueOn => RowReader.DayOf(row, (ProvinceHeading)heading) ?? cell.Text,
        _ => cell.Text,
    });

    static string Sentence(IEnumerable<ImportFault> faults, ErrorTexts texts) =>
        string.Join('；', faults.Select(fault => $"{ProvinceSheet.Headings[fault.Heading]}：{texts.For(fault.Code, [])}"));
}
