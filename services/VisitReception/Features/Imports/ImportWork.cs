using System.Text.Encodings.Web;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>One file under work: it stays open from batch to batch, everything else is of one batch and one transaction.</summary>
internal sealed class ImportWork : IDisposable
{
    const int BatchOfCheck = 500, BatchOfRun = 200;
    const int PreviewRows = 5;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Guid _id;
    readonly ProvinceSheet _sheet;
    readonly RowJudge _judge;
    readonly UnitNames _units;
    readonly List<IReadOnlyList<string>> _first = [];
    int _read;

    ImportWork(Guid id, ProvinceSheet sheet, RowJudge judge, UnitNames units) => (_id, _sheet, _judge, _units) = (id, sheet, judge, units);

    /// <exception cref="BrokenRuleException">The file cannot be read; see <see cref="ImportErrors"/>.</exception>
    public static async Task<ImportWork> OpenAsync(ReceptionDb db, Import import, Act act, BlindIndex index, CancellationToken ct)
    {
        var file = await FileIntake.ReadAsync(db, import.Id, ct) ?? throw new BrokenRuleException(ImportErrors.Gone);
        var units = await UnitNames.ReadAsync(db, ct);
        var reader = new RowReader(await ContentPaths.ReadAsync(db, ct), units, units.AreaOf(units[import.UnitId]), act.Today, index);
        return new(import.Id, ProvinceSheet.Open(file), new(reader, index), units);
    }

    /// <summary>Looks through the next rows and writes down what is wrong with them.</summary>
    /// <returns>False at the end of the file.</returns>
    public async Task<bool> CheckAsync(ReceptionDb db, Import import, Act act, CancellationToken ct)
    {
        var rows = Read(BatchOfCheck);
        foreach (var row in await _judge.JudgeAsync(db, rows, ct))
        {
            Count(db, import, row);
            if (_first.Count < PreviewRows)
                _first.Add(ImportPreview.Masked(row.Cells, act));
        }
        var isMore = rows.Count == BatchOfCheck;
        if (isMore)
            import.Advance();
        else if (import.Position == 0)
            throw new BrokenRuleException(ImportErrors.Empty);
        else
            import.EndCheck(JsonSerializer.Serialize(new ImportPreview(_sheet.Unused, _first), Json));
        await db.SaveChangesAsync(ct);
        return isMore;
    }

    /// <summary>Takes over the next rows: matters, faults and the position in one transaction, so that whatever ends the process ends between two batches.</summary>
    /// <returns>False at the end of the file.</returns>
    public async Task<bool> RunAsync(ReceptionDb db, Import import, Act act, CancellationToken ct)
    {
        // After a break the rows that are done are passed over.
        while (_read < import.Position && _sheet.Read() is not null)
            _read++;
        var rows = Read(BatchOfRun);
        var judged = await _judge.JudgeAsync(db, rows, ct);
        var serials = new Queue<long>(await SerialsAsync(db, judged.Count(row => row.Verdict == RowVerdict.Fresh), ct));
        foreach (var row in judged)
        {
            Count(db, import, row);
            if (row.Row is { } fresh)
                Take(db, import, act, fresh, row.Digest!, serials.Dequeue());
        }
        var isMore = rows.Count == BatchOfRun;
        if (isMore)
            import.Advance();
        else
            import.End(act);
        await db.SaveChangesAsync(ct);
        return isMore;
    }

    public void Dispose() => _sheet.Dispose();

    List<ProvinceCells> Read(int most)
    {
        List<ProvinceCells> rows = [];
        while (rows.Count < most && _sheet.Read() is { } row)
            rows.Add(row);
        _read += rows.Count;
        return rows;
    }

    void Count(ReceptionDb db, Import import, JudgedRow row)
    {
        import.Count(row.Verdict);
        db.AddRange(row.Faults.Select(fault => new ImportFault { ImportId = _id, Row = row.Cells.Number, Heading = (int)fault.Heading, Code = fault.Code }));
    }

    void Take(ReceptionDb db, Import import, Act act, ProvinceRow row, byte[] digest, long serial)
    {
        var unit = _units[row.UnitId];
        var matter = Matter.Import(act, FormattableString.Invariant($"XF{row.RegisteredOn.Year}{serial:D6}"), row, UnitPlace.Of(unit), unit.Kind == "PetitionOffice");
        db.Add(matter);
        db.Add(ProvinceRecord.Of(matter, row, digest, import.Id));
    }

    static Task<List<long>> SerialsAsync(ReceptionDb db, int count, CancellationToken ct) => count == 0
        ? Task.FromResult<List<long>>([])
        : db.Database.SqlQuery<long>($"select nextval('matter_number') as \"Value\" from generate_series(1, {count})").ToListAsync(ct);
}

/// <summary>What a person looks at before saying yes.</summary>
/// <param name="Unused">Headings that are not read.</param>
/// <param name="Rows">The first rows under the province's headings, masked as the person's role demands.</param>
public sealed record ImportPreview(IReadOnlyList<string> Unused, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    internal static IReadOnlyList<string> Masked(ProvinceCells cells, Act act) => [.. cells.Cells.Select((cell, heading) => (ProvinceHeading)heading switch
    {
        _ when RowReader.IsAccusing(cells) => "",
        ProvinceHeading.Names when cell.Text != ProvinceTerms.Nameless => string.Join(ProvinceTerms.NameSeparator, cell.Text.Split(ProvinceTerms.NameSeparator).Select(name => PersonView.NameFor(act, new(name), null))),
        ProvinceHeading.Phone when cell.Text.Length > 0 => Mask.Phone(cell.Text),
        ProvinceHeading.Address when cell.Text.Length > 0 => Mask.Address(cell.Text),
        ProvinceHeading.ReceivedOn or ProvinceHeading.RegisteredOn or ProvinceHeading.DueOn => RowReader.DayOf(cells, (ProvinceHeading)heading) ?? cell.Text,
        _ => cell.Text,
    })];

    internal static ImportPreview? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<ImportPreview>(json, JsonSerializerOptions.Web);
}
