using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Items;

/// <summary>Opens, ends and raises items as the followed cases move. Called once per event, in the order of its case.</summary>
internal sealed class FollowCases(SupervisionDb db, Acts<SupervisionDb> acts)
{
    public async Task OnAsync(LoggedEvent entry, CancellationToken ct)
    {
        if (LedgerFacts.FollowedUnitOf(entry.Fact) is { } unit && unit != Guid.Empty)
            await ItemForAsync(await acts.BySystemAsync(ct), entry.MatterId, entry.CaseId, unit, ct);
        else if (LedgerFacts.Ends(entry.Fact))
            foreach (var item in await OpenItemsAsync(entry.MatterId, ct))
                item.EndWith(await acts.BySystemAsync(ct), entry.CaseId);
        else if (entry.Fact is ReviewWindowLapsed { Window: var rule })
            await TellOfLapseAsync(entry, rule, ct);
        else if (entry.Fact is UrgentMatterMarked { UnitId: var marking })
        {
            var act = await acts.BySystemAsync(ct);
            (await ItemForAsync(act, entry.MatterId, entry.CaseId, marking, ct)).TellOfUrgency(act, entry.CaseId, late: false);
        }
        else if (entry.Fact is ReviewRequestFiled { RegisteringUnitId: var desk } filed && desk != Guid.Empty)
            db.Add(Notice.ToUnit(await acts.BySystemAsync(ct), entry.MatterId, NoticeKind.ReviewFiled, new(entry.CaseId), desk));
        else if (entry.Fact is RepeatPetitionDetected)
            foreach (var item in (await OpenItemsAsync(entry.MatterId, ct)).Where(item => item is { Level: >= 2, State: ItemState.Replied or ItemState.Accepted }))
                item.EscalateBySystem(await acts.BySystemAsync(ct));
    }

    async Task TellOfLapseAsync(LoggedEvent entry, string rule, CancellationToken ct)
    {
        if (await db.Watches.AsNoTracking().Where(watch => watch.CaseId == entry.CaseId && watch.Rule == rule).OrderByDescending(watch => watch.StartedOn).FirstOrDefaultAsync(ct) is not { } window)
            return;
        foreach (var item in (await OpenItemsAsync(entry.MatterId, ct)).Where(item => item.UnitId == window.ResponsibleUnitId))
            item.TellOfLapse(await acts.BySystemAsync(ct), window);
    }

    /// <summary>The open item of the unit in the matter, or a new one at level 0.</summary>
    public async Task<SupervisionItem> ItemForAsync(Act act, Guid matterId, Guid caseId, Guid unitId, CancellationToken ct)
    {
        var item = (await OpenItemsAsync(matterId, ct)).FirstOrDefault(item => item.UnitId == unitId);
        if (item is not null)
        {
            item.Follow(caseId);
            return item;
        }

        var path = await db.Set<UnitCopy>().AsNoTracking().Where(unit => unit.Id == unitId).Select(unit => unit.Path).FirstOrDefaultAsync(ct);
        item = SupervisionItem.Open(act, await db.NextNumberAsync("DB", "supervision_number", act.Today.Year, ct), matterId, caseId, unitId, path);
        db.Add(item);
        return item;
    }

    // Both what is stored and what this very transaction has opened.
    async Task<List<SupervisionItem>> OpenItemsAsync(Guid matterId, CancellationToken ct)
    {
        await db.Items.Where(item => item.MatterId == matterId && item.State != ItemState.Closed && item.State != ItemState.Cancelled).LoadAsync(ct);
        return [.. db.Items.Local.Where(item => item.MatterId == matterId && item.IsOpen)];
    }
}
