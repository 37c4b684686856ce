using System.Globalization;
using System.Text.Json;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

/// <param name="Row">What to take over; of a fresh row only.</param>
internal sealed record JudgedRow(ProvinceCells Cells, RowVerdict Verdict, ProvinceRow? Row, byte[]? Digest, IReadOnlyList<RowFault> Faults);

/// <summary>Says of each row of one file whether it is new, known, changed or faulty: by what is stored, and by the rows above it.</summary>
internal sealed class RowJudge(RowReader reader, BlindIndex index)
{
    readonly Dictionary<string, byte[]> _above = [];

    public async Task<IReadOnlyList<JudgedRow>> JudgeAsync(ReceptionDb db, IReadOnlyList<ProvinceCells> rows, CancellationToken ct)
    {
        string[] numbers = [.. rows.Select(RowReader.NumberOf).OfType<string>().Distinct()];
        var known = await db.Set<ProvinceRecord>().Where(record => numbers.Contains(record.Number)).ToDictionaryAsync(record => record.Number, record => record.Digest, ct);
        // What was registered here goes out under our own number and may come back with it.
        var ours = await db.Matters.IgnoreAutoIncludes().Where(matter => numbers.Contains(matter.Number)).Select(matter => matter.Number).ToHashSetAsync(ct);
        return [.. rows.Select(cells => Judge(cells, known, ours))];
    }

    JudgedRow Judge(ProvinceCells cells, Dictionary<string, byte[]> known, HashSet<string> ours)
    {
        if (RowReader.NumberOf(cells) is { } number && ours.Contains(number))
            return new(cells, RowVerdict.Known, null, null, []);
        var (row, faults) = reader.Read(cells);
        if (row is null)
            return new(cells, RowVerdict.Faulty, null, null, faults);
        var digest = DigestOf(row);
        if (known.TryGetValue(row.Number, out var stored) || _above.TryGetValue(row.Number, out stored))
            // Of a matter whose time of keeping is over nothing is left to compare with.
            return stored.Length == 0 || stored.AsSpan().SequenceEqual(digest)
                ? new(cells, RowVerdict.Known, null, null, [])
                : new(cells, RowVerdict.Changed, null, null, [new(ProvinceHeading.Number, ImportErrors.Changed)]);
        _above[row.Number] = digest;
        return new(cells, RowVerdict.Fresh, row, digest, []);
    }

    // Of what the row means: a date is the same one as text and as a number, and spaces at the edges are none.
    byte[] DigestOf(ProvinceRow row) => index.Of("province_record.row", JsonSerializer.Serialize(new object?[]
    {
        row.Number, row.Petitioners.Select(person => new[] { person.Name, person.Phone, person.Address }), row.People, row.Place, row.Purpose, row.ContentCode, Day(row.ReceivedOn), Day(row.RegisteredOn),
        row.DueOn is { } due ? Day(due) : null, row.Form, row.Summary, row.Finished, row.FirstInCountry, row.Joint, row.State, row.UnitId, row.Registrar,
    }));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
