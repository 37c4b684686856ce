using System.Globalization;
using Anjie.Deadlines;

namespace Anjie.VisitReception.Features.Deadlines;

/// <summary>What is asked of the calculator, as it was typed: a text that cannot be read is answered with its own code.</summary>
internal sealed record DeadlineQuestion(string? Rule, string? Start, string? Days = null, string? ExtendDays = null, string? PauseFrom = null, string? PauseTo = null)
{
    const int MostDays = 1000;

    static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2099, 12, 31);

    /// <summary>Why a question has no answer: the field at fault, a code and what its sentence names.</summary>
    public sealed record Refusal(string Field, string Code, params object[] Values);

    /// <summary>The clock that is asked for, or the reason why there is none.</summary>
    public (Clock? Clock, Refusal? Refusal) Read(WorkCalendar calendar)
    {
        if (ClockRules.Find(Rule ?? "") is not { } rule)
            return (null, new("rule", DeadlineErrors.RuleUnknown));
        var article = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? rule.ArticleInEnglish : rule.Article;
        if (rule.Length == TermLength.AtOnce)
            return (null, new("rule", DeadlineErrors.AtOnce, article, rule.AlarmHours));
        if (rule.Length == TermLength.Unnumbered)
            return (null, new("rule", DeadlineErrors.Unnumbered, article));
        if (DateFault("start", Start, out var start) is { } badStart)
            return (null, badStart);
        if (DaysFault(rule, out var days) is { } badDays)
            return (null, badDays);

        var clock = Clock.Start(rule.Code, start, calendar, days);
        if (ExtensionFault(rule, out var extension) is { } badExtension)
            return (null, badExtension);
        if (extension is { } more)
            clock = clock.Extend(start, more);
        if (PauseFault(rule, clock, calendar, out var pause) is { } badPause)
            return (null, badPause);
        return (pause is { } halt ? clock.Pause(halt.From).Resume(halt.To) : clock, null);
    }

    Refusal? DaysFault(ClockRule rule, out int? days)
    {
        days = null;
        if (string.IsNullOrEmpty(Days))
            return rule.Length == TermLength.SetEachTime ? new("days", DeadlineErrors.DaysMissing) : null;
        if (!TryCount(Days, MostDays, out var given))
            return new("days", DeadlineErrors.DaysOutOfRange, MostDays);
        days = given;
        // What comes from above brings only the days that are left.
        return rule is { IsLegal: true, Length: TermLength.OfRule } && given > rule.Days ? new("days", DeadlineErrors.DaysOverLaw, rule.Days) : null;
    }

    Refusal? ExtensionFault(ClockRule rule, out int? extension)
    {
        extension = null;
        if (string.IsNullOrEmpty(ExtendDays))
            return null;
        if (rule.LongestExtension == 0)
            return new("extendDays", DeadlineErrors.NoExtension);
        if (!TryCount(ExtendDays, rule.LongestExtension, out var given))
            return new("extendDays", DeadlineErrors.ExtensionOutOfRange, rule.LongestExtension);
        extension = given;
        return null;
    }

    Refusal? PauseFault(ClockRule rule, Clock clock, WorkCalendar calendar, out (DateOnly From, DateOnly To)? pause)
    {
        pause = null;
        if (string.IsNullOrEmpty(PauseFrom) && string.IsNullOrEmpty(PauseTo))
            return null;
        if (!rule.MayPause)
            return new("pauseFrom", DeadlineErrors.NoPause);
        if (string.IsNullOrEmpty(PauseFrom) || string.IsNullOrEmpty(PauseTo))
            return new(string.IsNullOrEmpty(PauseFrom) ? "pauseFrom" : "pauseTo", DeadlineErrors.PauseIncomplete);
        if (DateFault("pauseFrom", PauseFrom, out var from) is { } badFrom)
            return badFrom;
        if (DateFault("pauseTo", PauseTo, out var to) is { } badTo)
            return badTo;
        if (from <= clock.StartedOn || to < from)
            return new(to < from ? "pauseTo" : "pauseFrom", DeadlineErrors.PauseOrder);
        var end = ClockReading.Due(clock, calendar).Legal;
        if (from > end)
            return new("pauseFrom", DeadlineErrors.PauseAfterEnd, end);
        pause = (from, to);
        return null;
    }

    static Refusal? DateFault(string field, string? typed, out DateOnly date) =>
        !DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? new(field, DeadlineErrors.DateImpossible)
        : date < Earliest || date > Latest ? new(field, DeadlineErrors.DateOutOfRange, Earliest, Latest)
        : null;

    static bool TryCount(string typed, int most, out int count) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most;
}
