using Anjie.Deadlines;
using Anjie.VisitReception.Features.Deadlines;

namespace Anjie.VisitReception.Tests;

public sealed class DeadlineQuestionTests
{
    const string Most = "2147483648";

    public static TheoryData<string, string?, string?, string?, string?, string?, string?, string, string> Refused => new()
    {
        { "a rule nobody knows", "T99", "2026-03-02", null, null, null, null, "rule", DeadlineErrors.RuleUnknown },
        { "no rule", null, "2026-03-02", null, null, null, null, "rule", DeadlineErrors.RuleUnknown },
        { "at once", "T14", "2026-03-02", "1", null, null, null, "rule", DeadlineErrors.AtOnce },
        { "no number in law", "T15", "2026-03-02", "30", null, null, null, "rule", DeadlineErrors.Unnumbered },
        { "no start", "T1", null, null, null, null, null, "start", DeadlineErrors.DateImpossible },
        { "a day that does not exist", "T1", "2026-02-30", null, null, null, null, "start", DeadlineErrors.DateImpossible },
        { "no leap year", "T1", "2027-02-29", null, null, null, null, "start", DeadlineErrors.DateImpossible },
        { "another way of writing", "T1", "03/02/2026", null, null, null, null, "start", DeadlineErrors.DateImpossible },
        { "the first day there is", "T1", "0001-01-01", null, null, null, null, "start", DeadlineErrors.DateOutOfRange },
        { "the last day there is", "T5", "9999-12-31", null, null, null, null, "start", DeadlineErrors.DateOutOfRange },
        { "a day too early", "T5", "1999-12-31", null, null, null, null, "start", DeadlineErrors.DateOutOfRange },
        { "no length", "T11", "2026-03-02", null, null, null, null, "days", DeadlineErrors.DaysMissing },
        { "nothing", "T11", "2026-03-02", "0", null, null, null, "days", DeadlineErrors.DaysOutOfRange },
        { "less than nothing", "T11", "2026-03-02", "-5", null, null, null, "days", DeadlineErrors.DaysOutOfRange },
        { "a day too many", "T11", "2026-03-02", "1001", null, null, null, "days", DeadlineErrors.DaysOutOfRange },
        { "more than a number holds", "T11", "2026-03-02", Most, null, null, null, "days", DeadlineErrors.DaysOutOfRange },
        { "a part of a day", "T11", "2026-03-02", "1.5", null, null, null, "days", DeadlineErrors.DaysOutOfRange },
        { "longer than the law", "T1", "2026-03-02", "16", null, null, null, "days", DeadlineErrors.DaysOverLaw },
        { "an extension nobody knows", "T8", "2026-03-02", null, "10", null, null, "extendDays", DeadlineErrors.NoExtension },
        { "an extension after a pause", "T10", "2026-03-02", null, "10", "2026-03-10", "2026-03-20", "extendDays", DeadlineErrors.NoExtension },
        { "an extension too long", "T5", "2026-03-02", null, "31", null, null, "extendDays", DeadlineErrors.ExtensionOutOfRange },
        { "an extension backwards", "T5", "2026-03-02", null, "-1", null, null, "extendDays", DeadlineErrors.ExtensionOutOfRange },
        { "an extension without end", "T5", "2026-03-02", null, Most, null, null, "extendDays", DeadlineErrors.ExtensionOutOfRange },
        { "a pause of what nothing halts", "T5", "2026-03-02", null, null, "2026-03-10", "2026-03-20", "pauseFrom", DeadlineErrors.NoPause },
        { "a pause without end", "T10", "2026-03-02", null, null, "2026-03-10", null, "pauseTo", DeadlineErrors.PauseIncomplete },
        { "a pause without beginning", "T10", "2026-03-02", null, null, null, "2026-03-20", "pauseFrom", DeadlineErrors.PauseIncomplete },
        { "a pause on no day", "T10", "2026-03-02", null, null, "2026-03-10", "2026-04-31", "pauseTo", DeadlineErrors.DateImpossible },
        { "a pause for ever", "T10", "2026-03-02", null, null, "2026-03-10", "9999-12-31", "pauseTo", DeadlineErrors.DateOutOfRange },
        { "a pause that ends before it begins", "T10", "2026-03-02", null, null, "2026-03-20", "2026-03-10", "pauseTo", DeadlineErrors.PauseOrder },
        { "a pause before the first day", "T10", "2026-03-02", null, null, "2026-03-02", "2026-03-10", "pauseFrom", DeadlineErrors.PauseOrder },
        { "a pause when all is over", "T10", "2026-03-02", null, null, "2026-04-02", "2026-04-10", "pauseFrom", DeadlineErrors.PauseAfterEnd },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_has_no_answer_is_told_with_its_field_and_code(string what, string? rule, string? start, string? days, string? extendDays, string? from, string? to, string field, string code)
    {
        var (clock, refusal) = new DeadlineQuestion(rule, start, days, extendDays, from, to).Read(WorkCalendar.PlainWeekends);

        clock.ShouldBeNull(what);
        (refusal!.Field, refusal.Code).ShouldBe((field, code), what);
    }

    [Theory]
    [InlineData("T5", null, "30", null, null, "2026-05-31")]
    [InlineData("T10", null, null, "2026-03-10", "2026-03-20", "2026-04-11")]
    [InlineData("T10", null, null, "2026-03-10", "2026-03-10", "2026-04-01")]
    [InlineData("T11", "1000", null, null, null, "2028-11-26")]
    [InlineData("T1", "9", null, "", "", "2026-03-11")]
    public void What_the_law_knows_is_computed(string rule, string? days, string? extendDays, string? from, string? to, string nominal)
    {
        var (clock, refusal) = new DeadlineQuestion(rule, "2026-03-02", days, extendDays, from, to).Read(WorkCalendar.PlainWeekends);

        refusal.ShouldBeNull();
        ClockReading.Due(clock!, WorkCalendar.PlainWeekends).Nominal.ShouldBe(DateOnly.ParseExact(nominal, "yyyy-MM-dd"));
    }
}
