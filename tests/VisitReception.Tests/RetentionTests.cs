using System.Collections.Frozen;
using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Tests;

public sealed class RetentionTests
{
    [Fact]
    public void S_95_files_are_kept_for_ten_years_unless_the_bureau_says_otherwise()
    {
        var act = new Act(Actor.System, new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero), new(2026, 3, 2), WorkCalendar.PlainWeekends);

        Matter.RetentionYears(act).ShouldBe(10);
        Matter.RetentionYears(act with { Parameters = new Dictionary<string, string> { ["retention.matterYears"] = "3" }.ToFrozenDictionary() }).ShouldBe(3);
    }

    [Fact]
    public void S_95_the_time_runs_only_for_what_is_over() => Matter.StatesOver.ShouldBe(
        [MatterState.Forwarded, MatterState.Merged, MatterState.Withdrawn, MatterState.Closed], ignoreOrder: true);
}
