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
    public void Every_limit_of_the_regulations_names_its_article_and_the_fact_it_runs_from()
    {
        var legal = ClockRules.All.Where(rule => rule.IsLegal).ToList();

        legal.Select(rule => rule.Code).ShouldBe(Enumerable.Range(1, 15).Select(number => $"T{number}"));
        legal.ShouldAllBe(rule => rule.Article.Length > 0 && rule.ArticleInEnglish.Length > 0 && rule.StartFact.EndsWith("之日") != rule.StartFact.EndsWith("之时") && rule.StartFactInEnglish.Length > 0);
        legal.Where(rule => rule.Length != TermLength.OfRule).Select(rule => (rule.Code, rule.Length, rule.Days))
            .ShouldBe([("T11", TermLength.SetEachTime, 0), ("T14", TermLength.AtOnce, 0), ("T15", TermLength.Unnumbered, 0)]);
        (ClockRules.Get("T14").Unit, ClockRules.Get("T14").AlarmHours).ShouldBe((TermUnit.Hours, 4));
    }

    [Fact]
    public void What_is_due_at_once_has_no_clock_of_days() =>
        Should.Throw<ArgumentException>(() => Clock.Start("T14", new(2026, 3, 2), Calendars.Real, 1));

    [Fact]
    public void Only_the_sixty_days_can_be_extended_in_law() =>
        ClockRules.All.Where(rule => rule.LongestExtension > 0).Select(rule => (rule.Code, rule.LongestExtension)).ShouldBe([("T5", 30)]);

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
