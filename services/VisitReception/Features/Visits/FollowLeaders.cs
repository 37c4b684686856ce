using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Visits;

/// <summary>A leader who leaves a post leaves items that somebody must answer for: the petition office gets a task for each (domain rule 6.7).</summary>
internal sealed class FollowLeaders(ReceptionDb db, Acts<ReceptionDb> acts) : IFollowsPosts
{
    public async Task OnPostChangedAsync(PostCopy post, CancellationToken ct)
    {
        var holder = post.Active ? post.PersonId : null;
        var visits = await db.Visits
            .Where(visit => visit.ResponsibleLeaderPostId == post.Id && visit.State != VisitState.StruckOff && visit.LeaderLeft != (visit.ResponsibleLeaderId != holder))
            .ToListAsync(ct);
        var act = await acts.BySystemAsync(ct);
        foreach (var visit in visits)
            visit.FollowPost(act, holder);
    }
}
