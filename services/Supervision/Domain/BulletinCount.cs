using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Backlog;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Supervision;
using Anjie.Deadlines;

namespace Anjie.Supervision.Domain;

/// <summary>What one case gives to the figures.</summary>
/// <param name="IsDeclined">Nominated as backlog and declined: it never was one.</param>
internal sealed record CountedCase(CaseKind Kind, Guid? UnitId, bool Opened, bool Closed, bool InTime, bool Overdue, bool IsOpen, bool IsDeclined, bool Claimed, bool Resolved, bool StruckOff);

/// <summary>What one supervision item gives to the figures.</summary>
internal sealed record CountedItem(int Level, bool IsOpen, IReadOnlyList<CountedLetter> Letters);

/// <summary>One issue of an item.</summary>
/// <param name="IsDue">Its answer fell due in the period.</param>
internal sealed record CountedLetter(int Level, bool Issued, bool IsDue, bool InTime);

/// <summary>A leader's post with the days of reception that are known of it.</summary>
internal sealed record CountedLeader(PostCopy Post, IReadOnlyCollection<DateOnly> Days);

/// <summary>The figures as a pure function of the log up to the cut-off; the definitions in words stand in <c>Resources/Bulletin.resx</c>.</summary>
internal static class BulletinCount
{
    static readonly int[] Levels = [1, 2, 3, 4];

    /// <summary>Reads one case out of its events; null when it was unknown at the cut-off.</summary>
    /// <param name="log">At least one event of one case.</param>
    public static CountedCase? Case(IReadOnlyCollection<LoggedEvent> log, BulletinWindow window)
    {
        var (line, story) = Told(log, window);
        if (story.Count == 0)
            return null;

        // History that came with the province's export ended before; the day of its import is no day of closing.
        var closed = line.ClosedOn is not null && window.Includes(line.ClosedOn) && story.Last(entry => LedgerFacts.Ends(entry.Fact)).Fact is not MatterImported;
        return new(
            line.Kind, line.UnitId, window.Includes(line.OpenedOn), closed, closed && line.Clocks.All(clock => WasInTime(clock, line.ClosedOn!.Value)),
            line.ClosedOn is null && line.LegalOn < window.CutOffDay, line.ClosedOn is null, story.Any(entry => entry.Fact is BacklogDeclined),
            Has<BacklogLeaderClaimed>(), Has<BacklogResolved>(), Has<BacklogClosed>());

        bool Has<T>() where T : CaseEvent => story.Any(entry => entry.Fact is T && window.Includes(entry));
    }

    /// <summary>Reads one supervision item out of its events; null when it was unknown at the cut-off.</summary>
    /// <param name="log">At least one event of one item.</param>
    public static CountedItem? Item(IReadOnlyCollection<LoggedEvent> log, BulletinWindow window)
    {
        var (line, story) = Told(log, window);
        if (story.Count == 0)
            return null;

        var level = story.Aggregate(0, (level, entry) => entry.Fact switch
        {
            ReminderIssued => Math.Max(level, 1),
            SupervisionIssued issued => issued.Level,
            SupervisionEscalated escalated => escalated.ToLevel,
            _ => level,
        });
        return new(level, line.ClosedOn is null, [.. story.Select((entry, at) => (entry, at)).Where(pair => pair.entry.Fact is SupervisionIssued).Select(pair => LetterOf(pair.entry, story.Skip(pair.at + 1), window))]);
    }

    /// <summary>Puts what was read into rows.</summary>
    /// <param name="units">By id, with those above.</param>
    public static BulletinFigures Of(
        IReadOnlyCollection<CountedCase> cases, IReadOnlyCollection<CountedLeader> leaders, IReadOnlyCollection<CountedItem> items,
        IReadOnlyDictionary<Guid, UnitCopy> units, BulletinWindow window, WorkCalendar calendar) => new(
        [.. from one in cases
            where !one.IsDeclined && (one.Opened || one.Closed || one.Overdue)
            group one by (one.UnitId, one.Kind) into rows
            orderby PathOf(rows.Key.UnitId, units), rows.Key.Kind
            select new HandlingRow(rows.Key.UnitId, NameOf(rows.Key.UnitId, units), rows.Key.Kind, rows.Count(x => x.Opened), rows.Count(x => x.Closed), rows.Count(x => x.InTime), rows.Count(x => x.Overdue))],
        [.. from leader in leaders
            let row = RowOf(leader, units, window, calendar)
            where row is not null
            orderby PathOf(row.UnitId, units), row.Title, row.LeaderPostId
            select row],
        [.. from one in cases
            where one is { Kind: CaseKind.Backlog, IsDeclined: false } && (one.Claimed || one.Resolved || one.StruckOff || one.IsOpen)
            group one by one.UnitId into rows
            orderby PathOf(rows.Key, units)
            select new BacklogRow(rows.Key, NameOf(rows.Key, units), rows.Count(x => x.Claimed), rows.Count(x => x.Resolved), rows.Count(x => x.StruckOff), rows.Count(x => x.IsOpen))],
        [.. from level in Levels
            let letters = items.SelectMany(item => item.Letters).Where(letter => letter.Level == level).ToList()
            select new PressingRow(level, letters.Count(x => x.Issued), letters.Count(x => x.IsDue), letters.Count(x => x is { IsDue: true, InTime: true }), items.Count(item => item.IsOpen && item.Level == level))]);

    /// <summary>The periods of a leader's level that end within the bulletin's, as far as they have ended.</summary>
    public static IEnumerable<QuotaPeriod> PeriodsOf(string level, BulletinWindow window)
    {
        for (var period = QuotaPeriod.Of(level, window.Period.From); period.To <= window.Last; period = QuotaPeriod.Of(level, period.To.AddDays(1)))
            yield return period;
    }

    // Nobody owed anything where no period of the level has ended.
    static ReceptionRow? RowOf(CountedLeader leader, IReadOnlyDictionary<Guid, UnitCopy> units, BulletinWindow window, WorkCalendar calendar)
    {
        var periods = PeriodsOf(leader.Post.Level!, window).Select(period => (Owed: period.Required(calendar) > 0, Days: leader.Days.Distinct().Count(day => day >= period.From && day <= period.To))).ToList();
        return periods.Count == 0 ? null : new(
            leader.Post.Id, leader.Post.UnitId, NameOf(leader.Post.UnitId, units), leader.Post.Title, leader.Post.Level!,
            periods.Count(x => x.Owed), periods.Sum(x => x.Days), periods.Count(x => !x.Owed), periods.Count(x => x is { Owed: true, Days: 0 }));
    }

    static (LedgerEntry Line, IReadOnlyList<LoggedEvent> Story) Told(IReadOnlyCollection<LoggedEvent> log, BulletinWindow window)
    {
        var first = log.First();
        var line = LedgerEntry.For(first.CaseId, first.MatterId);
        return (line, line.Fold(log.Where(entry => entry.OccurredAt <= window.CutOff)));
    }

    // A window bounds a right: nobody is late when it ends. What was imported was watched by nobody.
    static bool WasInTime(ClockWatch clock, DateOnly closedOn) =>
        clock.Silent || clock.IsOwn || ClockRules.Find(clock.Rule)?.IsWindow == true || (clock.StoppedOn is { } stopped ? stopped <= clock.Legal : clock.State == ClockStates.Paused || closedOn <= clock.Legal);

    static CountedLetter LetterOf(LoggedEvent entry, IEnumerable<LoggedEvent> later, BulletinWindow window)
    {
        var (issued, after) = ((SupervisionIssued)entry.Fact!, later.TakeWhile(next => next.Fact is not SupervisionIssued).ToList());
        var answered = DayOf(after.Find(next => next.Fact is SupervisionReplied));
        // What ended before its day asks for no answer any more.
        var ended = DayOf(later.FirstOrDefault(next => next.Fact is SupervisionIssued or SupervisionEscalated or SupervisionClosed or SupervisionCancelled));
        var isDue = window.Includes(issued.ReplyBy) && (answered is not null || (issued.ReplyBy < window.CutOffDay && !(ended <= issued.ReplyBy)));
        return new(issued.Level, window.Includes(entry), isDue, answered <= issued.ReplyBy);
    }

    static DateOnly? DayOf(LoggedEvent? entry) => entry is null ? null : OfficeDay.Of(entry.OccurredAt);

    static string PathOf(Guid? unit, IReadOnlyDictionary<Guid, UnitCopy> units) => unit is { } id && units.TryGetValue(id, out var known) ? known.Path : "";

    static string NameOf(Guid? unit, IReadOnlyDictionary<Guid, UnitCopy> units) => unit is { } id && units.TryGetValue(id, out var known) ? known.Name : OfficeWords.Of("bulletin.no_unit");
}
