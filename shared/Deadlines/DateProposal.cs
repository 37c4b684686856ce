namespace Anjie.Deadlines;

/// <summary>A clock of a case beside the dates that are kept of it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="ClockId">The clock.</param>
/// <param name="Clock">Its rule and facts.</param>
/// <param name="Kept">The dates as they were last told.</param>
public sealed record KeptClock(Guid CaseId, Guid ClockId, Clock Clock, KeptDates Kept);

/// <summary>Where the dates of a clock would go.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="ClockId">The clock.</param>
/// <param name="Rule">Code of its rule.</param>
/// <param name="Before">The dates that are kept.</param>
/// <param name="After">The dates as the calendar and the rule would have them.</param>
public sealed record DateMove(Guid CaseId, Guid ClockId, string Rule, KeptDates Before, KeptDates After)
{
    /// <summary>Whether a date changes, and not only that it is no longer provisional.</summary>
    public bool MovesDates => (Before.Nominal, Before.Legal, Before.Target) != (After.Nominal, After.Legal, After.Target);
}

/// <summary>What a changed calendar or rule would do to clocks that run. A proposal moves nothing; the owner of a case does, once it is accepted.</summary>
public static class DateProposal
{
    /// <summary>The clocks not yet finished whose kept dates differ from what they would be by the calendar; those that agree are left out.</summary>
    public static IEnumerable<DateMove> Of(IEnumerable<KeptClock> clocks, WorkCalendar calendar) =>
        from one in clocks
        where !one.Clock.IsStopped
        let after = ClockReading.Due(one.Clock, calendar).Kept
        where after != one.Kept
        select new DateMove(one.CaseId, one.ClockId, one.Clock.Rule, one.Kept, after);
}
