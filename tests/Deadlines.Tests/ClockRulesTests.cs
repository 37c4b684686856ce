namespace Anjie.Deadlines.Tests;

public sealed class ClockRulesTests
{
    [Theory]
    [InlineData("T1", 15, TermUnit.NaturalDays)]
    [InlineData("T2", 15, TermUnit.NaturalDays)]
    [InlineData("T3", 15, TermUnit.NaturalDays)]
    [InlineData("T4", 5, TermUnit.WorkingDays)]
    [InlineData("T5", 60, TermUnit.NaturalDays)]
    [InlineData("T6", 30, TermUnit.NaturalDays)]
    [InlineData("T7", 30, TermUnit.NaturalDays)]
    [InlineData("T8", 30, TermUnit.NaturalDays)]
    [InlineData("T9", 30, TermUnit.NaturalDays)]
    [InlineData("T10", 30, TermUnit.NaturalDays)]
    [InlineData("T12", 10, TermUnit.WorkingDays)]
    [InlineData("T13", 3, TermUnit.WorkingDays)]
    public void The_legal_limits(string code, int days, TermUnit unit)
    {
        var rule = ClockRules.Get(code);

        (rule.Days, rule.Unit, rule.RollsAtEnd).ShouldBe((days, unit, true));
    }

    [Fact]
    public void Only_re_review_and_a_backlog_case_can_be_halted() =>
        ClockRules.All.Where(rule => rule.MayPause).Select(rule => rule.Code).ShouldBe(["T10", "B-RESOLVE"]);

    [Fact]
    public void Codes_and_names_are_unique()
    {
        ClockRules.All.Select(rule => rule.Code).ShouldBeUnique();
        ClockRules.All.Select(rule => rule.Chinese).ShouldBeUnique();
        ClockRules.All.Select(rule => rule.English).ShouldBeUnique();
    }
}
