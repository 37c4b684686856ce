using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Persistence;

internal static class BacklogQueries
{
    /// <summary>The case with its parts, if it exists for this caller.</summary>
    public static Task<BacklogCase?> FindVisibleAsync(this BacklogDb db, Guid id, Act act, CancellationToken ct) =>
        db.Cases.VisibleTo(act).WithParts().FirstOrDefaultAsync(x => x.Id == id, ct);

    // Split, because the product of all parts would be read otherwise.
    public static IQueryable<BacklogCase> WithParts(this IQueryable<BacklogCase> cases) => cases
        .Include(x => x.Demands).Include(x => x.Plans).Include(x => x.Progress).Include(x => x.FollowUps).Include(x => x.Deliveries).AsSplitQuery();

    /// <summary>The one case of the matter that has not ended.</summary>
    public static IQueryable<BacklogCase> OpenOf(this IQueryable<BacklogCase> cases, Guid matterId) =>
        cases.Where(x => x.MatterId == matterId && x.State != BacklogState.Declined && x.State != BacklogState.StruckOff);

    /// <summary>Persons in posts, in the order asked; an unknown or empty post is refused.</summary>
    public static async Task<IReadOnlyList<Appointee>> AppointeesAsync(this BacklogDb db, IReadOnlyList<Guid> postIds, CancellationToken ct)
    {
        var known = await (
            from post in db.Set<PostCopy>().AsNoTracking()
            join unit in db.Set<UnitCopy>().AsNoTracking() on post.UnitId equals unit.Id
            where postIds.Contains(post.Id) && post.Active && post.PersonId != null
            select new { post, unit.Path }).ToDictionaryAsync(x => x.post.Id, ct);
        return [.. postIds.Select(id => known.TryGetValue(id, out var found)
            ? new Appointee(id, found.post.PersonId!.Value, found.post.UnitId, found.Path, found.post.Level, found.post.Roles.Contains(Roles.Leader))
            : throw new BrokenRuleException(CaseErrors.UnknownPost, id))];
    }

    public static async Task<Appointee> AppointeeAsync(this BacklogDb db, Guid postId, CancellationToken ct) => (await db.AppointeesAsync([postId], ct))[0];

    /// <summary>The joint office of the city; it answers for what nobody else answers for yet.</summary>
    public static Task<UnitCopy?> JointOfficeAsync(this BacklogDb db, CancellationToken ct) =>
        db.Set<UnitCopy>().AsNoTracking().Where(x => x.Kind == "JointOffice" && x.Active).OrderBy(x => x.Path).FirstOrDefaultAsync(ct);

    /// <summary>Where the leaders sit who may carry a case of this level for this unit.</summary>
    public static async Task<IReadOnlyList<string>> LeadersPathsAsync(this BacklogDb db, LeaderLevel level, UnitCopy responsible, CancellationToken ct)
    {
        if (level is LeaderLevel.Department or LeaderLevel.Town)
            return [responsible.Path];

        var above = Ancestors(responsible.Path);
        string[] kinds = level == LeaderLevel.City ? ["City"] : ["County", "Zone"];
        var area = await db.Set<UnitCopy>().AsNoTracking().Where(x => above.Contains(x.Path) && kinds.Contains(x.Kind) && x.Active).Select(x => x.Path).FirstOrDefaultAsync(ct);
        // The tree's root is the city even where its own row has not arrived yet.
        area ??= level == LeaderLevel.City ? above[0] : null;
        if (area is null)
            return [];
        var leaders = area + "ld.";
        // A zone has no leaders' unit of its own: its leaders sit in the zone itself.
        return await db.Set<UnitCopy>().AnyAsync(x => x.Path == leaders && x.Active, ct) ? [leaders] : level == LeaderLevel.County ? [area] : [];
    }

    /// <summary>The next number of the unit's series; taken in the transaction that issues the letter, so that none is lost.</summary>
    public static async Task<string> NextLetterNumberAsync(this BacklogDb db, UnitCopy unit, int year, CancellationToken ct)
    {
        var next = await db.Database.SqlQuery<int>(
            $"insert into letter_series (unit_id, year, last) values ({unit.Id}, {year}, 1) on conflict (unit_id, year) do update set last = letter_series.last + 1 returning last").ToListAsync(ct);
        var organ = unit.Name.StartsWith('金') ? unit.Name : "金" + unit.Name;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{organ}积答〔{year}〕{next[0]}号");
    }

    static List<string> Ancestors(string path) =>
        [.. Enumerable.Range(0, path.Length).Where(i => path[i] == '.').Select(i => path[..(i + 1)])];
}
