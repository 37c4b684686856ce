using Anjie.Cases;
using Anjie.Letters;

namespace Anjie.VisitReception.Persistence;

internal static class LetterNumbers
{
    /// <summary>The next number of a unit's letters of a kind. Call it within the transaction of the act.</summary>
    /// <param name="unitName">Its letters are the unit's 代字.</param>
    public static async Task<DocumentNumber> TakeNumberAsync(this ReceptionDb db, Guid unitId, string unitName, LetterKind kind, int year, CancellationToken ct)
    {
        var series = DocumentNumber.WordOf(unitName, kind);
        return new(series, year, await db.TakeSerialAsync(unitId, year, series, ct));
    }
}
