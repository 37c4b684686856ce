using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>Lays out the paper of the unit that issues a letter, and gives it its number.</summary>
internal sealed class LetterDesk(ReceptionDb db, IOptions<LetterSettings> settings, IConfiguration configuration, BlindIndex index)
{
    // Who gave neither a phone nor an identity number has nothing to be recognised by.
    const string AtTheDesk = "凭有效证件到窗口查询";

    /// <summary>Runs an act that issues a letter. The number is taken under the lock of its series and given back
    /// when the act is refused or was a repeat, so that no number is ever missing.</summary>
    /// <param name="subject">Whose version tells whether anything happened.</param>
    /// <param name="kind">Null when the act issues no letter; then the paper is null, too.</param>
    /// <param name="toUnitId">Another unit the letter speaks of.</param>
    public async Task IssueAsync(ICase subject, Matter matter, Guid unitId, LetterKind? kind, Act act, Action<LetterSheet?> change, CancellationToken ct, Guid? toUnitId = null)
    {
        if (kind is null)
        {
            change(null);
            await db.SaveChangesAsync(ct);
            return;
        }

        var sheet = await SheetAsync(matter, unitId, kind, act, withCode: true, toUnitId, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var number = await db.TakeNumberAsync(unitId, sheet.Unit!, kind, act.Today.Year, ct);
        var before = subject.Version;
        change(sheet with { Number = number });
        await db.SaveChangesAsync(ct);
        if (subject.Version != before)
            await transaction.CommitAsync(ct);
    }

    /// <summary>The paper without a number and without the query code, as a draft has it.</summary>
    public Task<LetterSheet> DraftSheetAsync(Matter matter, Guid unitId, LetterKind kind, Act act, CancellationToken ct, Guid? toUnitId = null) =>
        SheetAsync(matter, unitId, kind, act, withCode: false, toUnitId, ct);

    async Task<LetterSheet> SheetAsync(Matter matter, Guid unitId, LetterKind kind, Act act, bool withCode, Guid? toUnitId, CancellationToken ct)
    {
        var unit = await db.UnitAsync(unitId, ct);
        Guid?[] others = [matter.RegisteringUnitId, matter.HandlingUnitId, toUnitId];
        var names = await db.Set<UnitCopy>().AsNoTracking().Where(u => others.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        names[unit.Id] = unit.Name;
        var code = withCode && kind.Fields.Contains(LetterFields.QueryCode) ? (await db.QueryCodeAsync(matter, act, index, ct))?.Code.Text : null;
        return new(await db.TextInForceAsync(kind, act.Today, ct), unit.Id, settings.Value.TelephoneOf(unit.Path), names, settings.Value.QueryPage(configuration), code is null ? withCode ? AtTheDesk : QueryCodeText.Hidden : QueryCodeText.Grouped(code))
        {
            Enclosures = kind.Code is LetterCodes.Transfer or LetterCodes.Assignment or LetterCodes.Objection ? await EnclosuresAsync(matter.Id, ct) : null,
            Opens = code is null ? null : QueryCodeText.AddressOf(settings.Value.QueryPage(configuration), code),
        };
    }

    // The unit reads them in the system, and the letter says which they are.
    async Task<IReadOnlyList<string>> EnclosuresAsync(Guid matterId, CancellationToken ct)
    {
        // A sealed name is opened with its row.
        var files = await db.Set<Attachment>().AsNoTracking().Where(file => file.CaseId == matterId && file.RemovedAt == null).OrderBy(file => file.AddedAt).ThenBy(file => file.Id).ToListAsync(ct);
        return files.ConvertAll(file => file.Name.Text);
    }
}
