using System.Text;
using Anjie.Letters;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

/// <summary>Numbers without gaps: each is taken under the lock of its series, and given back with the transaction of an act that came to nothing.</summary>
internal static class LetterNumbers
{
    const int LongestWord = 20;

    /// <summary>The next number of a unit's letters of a kind. Call it within the transaction of the act.</summary>
    /// <param name="unitName">Its letters are the unit's 代字.</param>
    public static async Task<DocumentNumber> TakeNumberAsync(this ReceptionDb db, Guid unitId, string unitName, LetterKind kind, int year, CancellationToken ct)
    {
        var series = WordOf(unitName, kind);
        // Replaces a read and an update with a lock between them: one statement takes the lock and the number.
        var serials = await db.Database.SqlQuery<int>($"""
            insert into letter_series (unit_id, year, series, last_serial) values ({unitId}, {year}, {series}, 1)
            on conflict (unit_id, year, series) do update set last_serial = letter_series.last_serial + 1
            returning last_serial as "Value"
            """).ToListAsync(ct);
        return new(series, year, serials.Single());
    }

    // A name may hold digits and brackets, and be longer than the form allows.
    static string WordOf(string unitName, LetterKind kind)
    {
        var word = new StringBuilder();
        foreach (var rune in unitName.EnumerateRunes().Where(Rune.IsLetter).Where(rune => rune.IsBmp).Take(LongestWord - kind.NumberWord!.Length))
            word.Append(rune.ToString());
        return word.Append(kind.NumberWord).ToString();
    }
}
