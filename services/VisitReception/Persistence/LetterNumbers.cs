using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

internal static class LetterNumbers
{
    /// <summary>Runs an act that issues a letter. The number is taken under the lock of its series and given back
    /// when the act is refused or was a repeat, so that no number is ever missing.</summary>
    /// <param name="kind">Null when the act issues no letter.</param>
    public static async Task IssueAsync(this ReceptionDb db, ICase subject, Guid unitId, LetterKind? kind, Act act, Action<LetterNumber?> change, CancellationToken ct)
    {
        if (kind is null)
        {
            change(null);
            await db.SaveChangesAsync(ct);
            return;
        }

        var unit = await db.UnitAsync(unitId, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var number = await TakeAsync(db, unit, kind.Value, act.Today.Year, ct);
        var before = subject.Version;
        change(number);
        await db.SaveChangesAsync(ct);
        if (subject.Version != before)
            await transaction.CommitAsync(ct);
    }

    // Replaces a read and an update with a lock between them: one statement takes the lock and the number.
    static async Task<LetterNumber> TakeAsync(ReceptionDb db, UnitCopy unit, LetterKind kind, int year, CancellationToken ct)
    {
        var series = unit.Name + Word(kind);
        var serials = await db.Database.SqlQuery<int>($"""
            insert into letter_series (unit_id, year, series, last_serial) values ({unit.Id}, {year}, {series}, 1)
            on conflict (unit_id, year, series) do update set last_serial = letter_series.last_serial + 1
            returning last_serial as "Value"
            """).ToListAsync(ct);
        return new(unit.Id, year, series, serials.Single());
    }

    static string Word(LetterKind kind) => kind switch
    {
        LetterKind.Opinion => "信意",
        LetterKind.Slip => "信便",
        LetterKind.Reply => "信复",
        LetterKind.GuidanceNotice => "信引",
        LetterKind.Refusal => "信不受",
        LetterKind.NoReentry => "信不再受",
        LetterKind.Extension => "信延",
        LetterKind.ReviewOpinion => "信复查",
        LetterKind.ReReviewOpinion => "信复核",
    };
}
