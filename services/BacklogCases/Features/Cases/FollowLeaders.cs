using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

/// <summary>A leader who leaves a post leaves cases that somebody must carry on: the joint office gets a task for each (domain rule 6.7).</summary>
internal sealed class FollowLeaders(BacklogDb db, Acts<BacklogDb> acts) : IFollowsPosts
{
    public async Task OnPostChangedAsync(PostCopy post, CancellationToken ct)
    {
        var holder = post.Active ? post.PersonId : null;
        var cases = await db.Cases.Where(x => x.LeaderPostId == post.Id && x.LeaderLeft != (x.LeaderId != holder)).ToListAsync(ct);
        var act = await acts.BySystemAsync(ct);
        foreach (var backlog in cases)
            backlog.FollowPost(act, holder);
    }
}
