using Anjie.Deadlines;
using Anjie.Supervision.Domain;
using static Anjie.Supervision.Tests.Given;

namespace Anjie.Supervision.Tests;

public sealed class ClockWatchTests
{
    [Fact]
    public void The_stages_follow_each_other_and_each_fires_once()
    {
        var watch = Watch();
        List<WatchFiring> fired = [];
        List<(WatchStage?, DateOnly?)> seen = [];
        while (watch.NextStage is { } stage)
        {
            seen.Add((stage, watch.NextOn));
            fired.Add(new() { ClockId = watch.Id, Stage = stage, Legal = watch.Legal, FiredOn = Monday });
            watch.Schedule(fired);
        }

        seen.ShouldBe([(WatchStage.Near, Monday.AddDays(23)), (WatchStage.Pressing, Monday.AddDays(27)), (WatchStage.Overdue, Monday.AddDays(31)), (WatchStage.LongOverdue, Monday.AddDays(35))]);
    }

    [Theory]
    [InlineData("Stopped", false, "T5")]
    [InlineData("Paused", false, "T5")]
    [InlineData("Running", true, "T5")]
    [InlineData("Running", false, "T7")]
    [InlineData("Running", false, "B-OBSERVE")]
    public void Stopped_paused_and_silent_clocks_and_windows_fire_nothing(string state, bool silent, string rule)
    {
        ClockWatch.Of(Clock(Guid.CreateVersion7(), rule, state, silent: silent)).NextOn.ShouldBeNull();
    }

    [Fact]
    public void An_extended_clock_is_watched_for_its_new_end()
    {
        var (caseId, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var watch = ClockWatch.Of(Clock(caseId, id: id));
        watch.Read(Clock(caseId, id: id, legal: 60));
        watch.Schedule([new() { ClockId = id, Stage = WatchStage.Near, Legal = Monday.AddDays(30), FiredOn = Monday }]);

        (watch.NextStage, watch.NextOn).ShouldBe((WatchStage.Near, Monday.AddDays(53)));
    }

    [Fact]
    public void A_clock_described_again_with_the_same_end_does_not_fire_again()
    {
        var (caseId, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var watch = ClockWatch.Of(Clock(caseId, id: id));
        watch.Read(Clock(caseId, id: id));
        watch.Schedule([new() { ClockId = id, Stage = WatchStage.Near, Legal = watch.Legal, FiredOn = Monday }]);

        watch.NextStage.ShouldBe(WatchStage.Pressing);
    }

    [Fact]
    public void Whoever_got_the_task_today_is_not_reminded_of_it_today()
    {
        var watch = ClockWatch.Of(Clock(Guid.CreateVersion7(), "SD-ASSESS", legal: 3) with { NearOn = Monday, PressingOn = Monday.AddDays(1) });

        (watch.NextStage, watch.NextOn).ShouldBe((WatchStage.Pressing, Monday.AddDays(1)));
    }

    [Fact]
    public void Own_clocks_have_their_own_stages()
    {
        Watch(rule: "S-SIGN").NextStage.ShouldBe(WatchStage.Overdue);
        Watch(rule: "S-REVIEW").NextStage.ShouldBe(WatchStage.Overdue);
        Watch(rule: "S-REPLY").NextStage.ShouldBe(WatchStage.Near);
    }
}
