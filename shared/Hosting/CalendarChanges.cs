using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.Deadlines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>What a calendar does to the dates of open cases: a new one moves none by itself; it proposes, and an administrator accepts.</summary>
public static class CalendarChanges
{
    const int Shown = 200;
    const int Batch = 100;

    /// <param name="Year">The year to be arranged anew; without it, what the calendar in force would move.</param>
    /// <param name="Days">All days of the year that differ from Monday to Friday.</param>
    public sealed record Question([property: Range(2000, 2100)] int? Year, [property: MaxLength(366)] IReadOnlyList<Day>? Days);

    /// <param name="Date">The day.</param>
    /// <param name="IsWorking">Whether the offices work on it.</param>
    /// <param name="Reason">Name of the holiday or closure.</param>
    public sealed record Day([property: Required] DateOnly? Date, [property: Required] bool? IsWorking, [property: Required, StringLength(60)] string Reason);

    /// <param name="CalendarVersion">The calendar in force here, to be named when it is accepted.</param>
    /// <param name="Cases">Open cases of which a date would change. What is not ordinary is not counted.</param>
    /// <param name="Settled">Clocks that would only no longer be provisional.</param>
    /// <param name="Moves">The first of the changes.</param>
    public sealed record Proposal(string CalendarVersion, int Cases, int Settled, IReadOnlyList<Move> Moves);

    /// <param name="Number">Of the case.</param>
    /// <param name="Rule">Code of the rule.</param>
    /// <param name="Name">The rule for people.</param>
    /// <param name="LegalBefore">The legal end that is kept.</param>
    /// <param name="LegalAfter">The legal end by the calendar.</param>
    /// <param name="TargetBefore">The target that is kept.</param>
    /// <param name="TargetAfter">The target by the calendar.</param>
    public sealed record Move(string Number, string Rule, string Name, DateOnly LegalBefore, DateOnly LegalAfter, DateOnly TargetBefore, DateOnly TargetAfter);

    /// <param name="CalendarVersion">The calendar that was seen; another one in force is not accepted unseen.</param>
    public sealed record Acceptance([property: Required, StringLength(400)] string CalendarVersion);

    /// <param name="Cases">Ordinary cases changed by this request; others move beside them and are not counted.</param>
    /// <param name="More">Whether ordinary ones are left; ask again.</param>
    public sealed record Accepted(int Cases, bool More);

    /// <param name="api">The service's own group.</param>
    /// <param name="holders">The kinds of cases that keep clocks.</param>
    public static void Map(IEndpointRouteBuilder api, params IReadOnlyList<ClockHolder> holders)
    {
        api.MapPost("/calendar/changes", (Question question, Act act, DbContext db, CancellationToken ct) => ProposeAsync(question, holders, act, db, ct))
            .WithSummary("Which dates of open cases an arrangement of a year would change, or the calendar in force would. Changes nothing. System administrators.");
        api.MapPost("/calendar/acceptance", (Acceptance acceptance, Act act, DbContext db, CancellationToken ct) => AcceptAsync(acceptance, holders, act, db, ct))
            .WithSummary("Moves the dates of open cases to the calendar in force, some cases at a time; what is there already stays. System administrators.")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    static async Task<Results<Ok<Proposal>, ValidationProblem>> ProposeAsync(Question question, IReadOnlyList<ClockHolder> holders, Act act, DbContext db, CancellationToken ct)
    {
        if (ShapeFaults.Of([question, .. question.Days ?? []]) is { } faults)
            return TypedResults.ValidationProblem(faults);
        var calendar = question.Year is { } year
            ? await CalendarCache.WithAsync(db, year, [.. (question.Days ?? []).Select(day => new CalendarException(day.Date!.Value, day.IsWorking!.Value, day.Reason))], ct)
            : act.Calendar;
        List<(string Number, DateMove Move)> found = [];
        foreach (var holder in holders)
            found.AddRange(await holder.MovesAsync(db, calendar, ordinary: true, ct));
        var moved = found.Where(one => one.Move.MovesDates).ToList();
        var isEnglish = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        return TypedResults.Ok(new Proposal(
            act.Calendar.Version, moved.DistinctBy(one => one.Move.CaseId).Count(), found.Count - moved.Count,
            [.. moved.OrderBy(one => one.Move.Before.Legal).ThenBy(one => one.Number, StringComparer.Ordinal).Take(Shown).Select(one => Tell(one.Number, one.Move, isEnglish))]));
    }

    static Move Tell(string number, DateMove move, bool isEnglish)
    {
        var rule = ClockRules.Get(move.Rule);
        return new(number, move.Rule, isEnglish ? rule.English : rule.Chinese, move.Before.Legal, move.After.Legal, move.Before.Target, move.After.Target);
    }

    static async Task<Results<Ok<Accepted>, ValidationProblem>> AcceptAsync(Acceptance acceptance, IReadOnlyList<ClockHolder> holders, Act act, DbContext db, CancellationToken ct)
    {
        if (ShapeFaults.Of(acceptance) is { } faults)
            return TypedResults.ValidationProblem(faults);
        BrokenRuleException.ThrowIf(acceptance.CalendarVersion != act.Calendar.Version, CaseErrors.CalendarChanged);
        var (changed, left) = (0, 0);
        foreach (var holder in holders)
        {
            var ordinary = await CasesAsync(holder, true);
            var now = ordinary.Take(Batch - changed).ToList();
            foreach (var one in await holder.LoadAsync(db, now, ct))
                changed += one.AcceptCalendar(act) ? 1 : 0;
            left += ordinary.Count - now.Count;
            // Of the others nobody here may learn even how many there are, so they move in the same request.
            foreach (var one in await holder.LoadAsync(db, [.. (await CasesAsync(holder, false)).Except(ordinary)], ct))
                one.AcceptCalendar(act);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Accepted(changed, left > 0));

        async Task<List<Guid>> CasesAsync(ClockHolder holder, bool ordinary) => [.. (await holder.MovesAsync(db, act.Calendar, ordinary, ct)).Select(one => one.Move.CaseId).Distinct()];
    }
}

/// <summary>A kind of case that keeps clocks, as a service stores it.</summary>
public abstract record ClockHolder
{
    /// <param name="cases">All cases of the kind.</param>
    public static ClockHolder Of<TDb, TCase>(Func<TDb, IQueryable<TCase>> cases) where TDb : DbContext where TCase : class, IKeepsClocks => new Table<TDb, TCase>(cases);

    internal abstract Task<IReadOnlyList<(string Number, DateMove Move)>> MovesAsync(DbContext db, WorkCalendar calendar, bool ordinary, CancellationToken ct);

    internal abstract Task<IReadOnlyList<IKeepsClocks>> LoadAsync(DbContext db, IReadOnlyList<Guid> ids, CancellationToken ct);

    sealed record Table<TDb, TCase>(Func<TDb, IQueryable<TCase>> Cases) : ClockHolder where TDb : DbContext where TCase : class, IKeepsClocks
    {
        internal override async Task<IReadOnlyList<(string Number, DateMove Move)>> MovesAsync(DbContext db, WorkCalendar calendar, bool ordinary, CancellationToken ct)
        {
            var all = Cases((TDb)db).AsNoTracking().IgnoreAutoIncludes();
            var open = from one in ordinary ? all.Ordinary() : all
                       join clock in db.Set<CaseClock>().AsNoTracking() on one.Id equals clock.CaseId
                       where clock.State != ClockStates.Stopped
                       select new { one.Number, Clock = clock };
            List<(string, DateMove)> found = [];
            // Read one by one: only those that move are kept.
            await foreach (var row in open.AsAsyncEnumerable().WithCancellation(ct))
                foreach (var move in DateProposal.Of([new(row.Clock.CaseId, row.Clock.Id, row.Clock.Reading, row.Clock.Kept)], calendar))
                    found.Add((row.Number, move));
            return found;
        }

        internal override async Task<IReadOnlyList<IKeepsClocks>> LoadAsync(DbContext db, IReadOnlyList<Guid> ids, CancellationToken ct) =>
            await Cases((TDb)db).Where(one => ids.Contains(one.Id)).ToListAsync(ct);
    }
}
