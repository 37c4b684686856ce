using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Delegations;

/// <summary>Delegations in force. They are given for office days, so business time decides, as it does for every date of the office.</summary>
internal sealed class StandIns(DirectoryDb db, BusinessClock clock)
{
    /// <summary>The posts a person stands in for today.</summary>
    public IQueryable<Guid> PostsOf(Guid person)
    {
        var today = clock.Today();
        return db.Delegations.Where(x => x.DelegateId == person && x.EndedAt == null && x.From <= today && today <= x.Until).Select(x => x.PostId);
    }

    /// <summary>The person in a post they stand in for today; null when they do not.</summary>
    public async Task<Standing?> FindAsync(Person person, Guid postId, CancellationToken ct)
    {
        var today = clock.Today();
        return await (
            from one in db.Delegations
            where one.PostId == postId && one.DelegateId == person.Id && one.EndedAt == null && one.From <= today && today <= one.Until
            join post in db.Posts on one.PostId equals post.Id
            where post.Active && post.PersonId == one.HolderId
            join unit in db.Units on post.UnitId equals unit.Id
            where unit.Active
            join holder in db.Users on one.HolderId equals holder.Id
            select new { post, unit, holder.Id, holder.Name, one.Until }).AsNoTracking().FirstOrDefaultAsync(ct) is { } found
            ? new(person, found.post, found.unit) { For = new(found.Id, found.Name, found.Until) }
            : null;
    }
}
