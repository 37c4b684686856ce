using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Anjie.VisitReception.Persistence;

/// <summary>Takes from a matter, and from everything that hangs on it, what names or describes people: every sealed text, every index by which somebody is found, the files and the code.</summary>
/// <remarks>It goes by the model and knows no column by name: what is sealed tomorrow is erased like what is sealed today.</remarks>
internal static class Erasure
{
    /// <summary>Empties what is loaded and what else belongs to the matter; the caller saves, in the transaction that is under way.</summary>
    /// <param name="db">Nothing else is loaded in it.</param>
    public static async Task EraseAsync(this ReceptionDb db, Matter matter, Act act, CancellationToken ct)
    {
        var visits = await db.Visits.Where(visit => visit.MatterId == matter.MatterId).ToListAsync(ct);
        List<Guid> cases = [matter.Id, .. visits.Select(visit => visit.Id)];
        await db.Set<DataRequest>().Where(request => request.CaseId == matter.Id).LoadAsync(ct);
        await db.Set<ProvinceRecord>().Where(record => record.Id == matter.Id).LoadAsync(ct);
        List<Guid> people = [.. matter.Petitioners.Select(person => person.Id)];
        await db.Set<Disclosure>().Where(look => people.Contains(look.PersonId)).LoadAsync(ct);
        await db.Set<Attachment>().Where(file => cases.Contains(file.CaseId)).LoadAsync(ct);
        foreach (var file in db.Set<Attachment>().Local)
            file.Erase(act);
        foreach (var entry in db.ChangeTracker.Entries().ToList())
            Empty(entry);
        matter.Erase(act);
        visits.ForEach(visit => visit.Erase(act));
        await db.Set<QueryCode>().Where(code => code.CaseId == matter.Id).ExecuteDeleteAsync(ct);
        await db.Set<AttachmentPart>().Where(part => cases.Contains(part.CaseId)).ExecuteDeleteAsync(ct);
    }

    static void Empty(EntityEntry entry)
    {
        foreach (var property in entry.Properties.Where(property => property.CurrentValue is Secret or byte[] && !property.Metadata.IsPrimaryKey()))
            property.CurrentValue = property.Metadata.IsNullable ? null : property.CurrentValue is Secret ? Secret.Empty : Array.Empty<byte>();
    }
}
