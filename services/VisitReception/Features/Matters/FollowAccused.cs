using Anjie.Cases;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>An official who is accused got a post, perhaps in another unit: from then on the accusation is kept from that unit too.</summary>
internal sealed class FollowAccused(ReceptionDb db) : IFollowsPosts
{
    public async Task OnPostChangedAsync(PostCopy post, CancellationToken ct)
    {
        if (!post.Active || post.PersonId is not { } person || await db.Matters.Where(m => m.AccusedPersonId == person).ToListAsync(ct) is not { Count: > 0 } accusations)
            return;

        // Not a broken rule: the unit's own event may still be on its way, so the message is tried again.
        var unit = await db.Set<UnitCopy>().FindAsync([post.UnitId], ct) ?? throw new InvalidOperationException($"The unit {post.UnitId} of a post is unknown here.");
        accusations.ForEach(accusation => accusation.KeepFrom(unit.Path));
    }
}
