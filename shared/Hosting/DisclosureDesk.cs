using Anjie.Cases;
using Anjie.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.Hosting;

/// <summary>Writes down who is shown to whom, as many as the limits allow, and tells when it becomes unusual.</summary>
/// <remarks>What counts are the rows of the database, so neither a restart nor a second process forgets anything.</remarks>
public sealed class DisclosureDesk(DbContext db, Act act, AuditScope evidence, IHttpContextAccessor http, IOptions<DisclosureLimits> limits, Func<DisclosuresEvent> newAlarm)
{
    const long Lock = 0x646973636c; // "discl"
    const int HoursOfDay = 24;

    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan Day = TimeSpan.FromHours(HoursOfDay);
    static readonly TimeSpan OfficeOffset = TimeSpan.FromHours(8); // Asia/Shanghai has no summer time

    /// <summary>Records the look; what leaves no evidence is not shown, so show nothing before it has ended.</summary>
    /// <exception cref="BrokenRuleException"><see cref="DisclosureRegistration.TooMany"/>: the actor has been shown as many people as the hour or the day has room for.</exception>
    public async Task RecordAsync(Guid personId, Guid caseId, DisclosureRequest request, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One look of a person after the other: whoever asks fifty times at once is counted fifty times.
        await LockAsync(act.Actor.PersonId, ct);
        var looks = await LooksAsync(ct);
        Demand(looks, personId, Hour, limits.Value.PersonPerHour);
        Demand(looks, personId, Day, limits.Value.PersonPerDay);

        db.Add(Disclosure.Of(act, personId, caseId, request.Purpose!.Value, request.Note));
        evidence.State(request.Purpose.Value.ToString());
        await db.SaveChangesAsync(ct);
        await WarnAsync(looks, personId, ct);
        await transaction.CommitAsync(ct);
        http.HttpContext!.Response.Headers.CacheControl = "no-store";
    }

    async Task<List<LastLook>> LooksAsync(CancellationToken ct)
    {
        var since = act.Now - Day;
        var rows = await db.Set<Disclosure>().AsNoTracking().Where(look => look.ActorId == act.Actor.PersonId && look.At > since)
            .GroupBy(look => look.PersonId).Select(looks => new { PersonId = looks.Key, At = looks.Max(look => look.At) }).ToListAsync(ct);
        return [.. rows.Select(row => new LastLook(row.PersonId, row.At))];
    }

    void Demand(List<LastLook> looks, Guid personId, TimeSpan window, int most)
    {
        if (LastLook.Wait(looks, personId, act.Now, window, most) is { } wait)
            throw new BrokenRuleException(DisclosureRegistration.TooMany, (int)window.TotalHours, most, (int)Math.Ceiling(wait.TotalMinutes)) { RetryAfter = wait };
    }

    async Task WarnAsync(List<LastLook> looks, Guid personId, CancellationToken ct)
    {
        var (hour, day) = (act.Now - Hour, act.Now - Day);
        if (looks.Exists(look => look.PersonId == personId && look.At > hour))
            return; // nobody new to anybody
        var before = looks.Where(look => look.PersonId != personId).ToList();
        await WarnAsync(DisclosureScope.Person, act.Actor.PersonId, 1, before.Count(look => look.At > hour) + 1, limits.Value.PersonPerHour, ct);
        await WarnAsync(DisclosureScope.Person, act.Actor.PersonId, HoursOfDay, before.Count + 1, limits.Value.PersonPerDay, ct);
        var all = db.Set<Disclosure>().Where(look => look.At > day);
        await WarnAsync(DisclosureScope.Unit, act.Actor.UnitId, HoursOfDay, await PeopleOfAsync(all.Where(look => look.UnitId == act.Actor.UnitId), ct), limits.Value.UnitPerDay, ct);
        await WarnAsync(DisclosureScope.Everybody, Guid.Empty, HoursOfDay, await PeopleOfAsync(all, ct), limits.Value.EverybodyPerDay, ct);
        await db.SaveChangesAsync(ct);
    }

    static Task<int> PeopleOfAsync(IQueryable<Disclosure> looks, CancellationToken ct) => looks.Select(look => look.PersonId).Distinct().CountAsync(ct);

    async Task WarnAsync(DisclosureScope scope, Guid subjectId, int hours, int people, int most, CancellationToken ct)
    {
        if (people < most)
            return;
        var office = act.Now.ToOffset(OfficeOffset);
        var since = new DateTimeOffset(office.Date.AddHours(hours == 1 ? office.Hour : 0), OfficeOffset).ToUniversalTime();
        // Two who make it too many at the same moment tell of it once.
        await LockAsync(subjectId, ct);
        if (!await db.Set<DisclosureAlarm>().AnyAsync(alarm => alarm.Scope == scope && alarm.SubjectId == subjectId && alarm.Hours == hours && alarm.Since == since, ct))
            db.Add(DisclosureAlarm.Raise(act, scope, subjectId, hours, since, most, newAlarm())); // the limit and not the count, in which accusations would be told
    }

    Task LockAsync(Guid subject, CancellationToken ct) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({subject.ToString()}, {Lock}))", ct);
}
