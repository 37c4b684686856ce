using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Deadlines;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Tests;

public sealed class CalendarAcceptanceTests
{
    // Fifteen days from Monday, 2 March end on Tuesday, 17 March.
    static readonly WorkCalendar Closed = new("2026.2", [new(new(2026, 3, 17), false, "选举")], [2026]);
    static readonly Actor Administrator = new(Guid.CreateVersion7(), "管理员", Guid.CreateVersion7(), Guid.CreateVersion7(), "6203.", new HashSet<string> { Roles.SystemAdministrator }, null);

    [Fact]
    public void A_new_calendar_moves_no_date_until_it_is_accepted_and_then_once()
    {
        var matter = Given.Letter();
        matter.TakeEvents();
        var version = matter.Version;
        var clock = matter.RunningClock("T1")!;
        clock.Legal.ShouldBe(new(2026, 3, 17));

        matter.AcceptCalendar(Administrator.Act() with { Calendar = Closed }).ShouldBeTrue();
        (clock.Nominal, clock.Legal, clock.Target, clock.CalendarVersion).ShouldBe((new(2026, 3, 17), new(2026, 3, 18), new(2026, 3, 16), "2026.2"));
        clock.Facts[^1].ShouldBe(new ClockMoved(Given.Monday, "2026.2"));
        var told = matter.TakeEvents().Cast<ClockChanged>().Single();
        (told.Legal, told.CalendarVersion, told.ActorRole, told.Version).ShouldBe((new(2026, 3, 18), "2026.2", Roles.SystemAdministrator, version + 1));

        matter.AcceptCalendar(Administrator.Act() with { Calendar = Closed }).ShouldBeFalse();
        matter.TakeEvents().ShouldBeEmpty();
        matter.Version.ShouldBe(version + 1);
    }

    [Fact]
    public void What_is_done_on_the_old_last_day_is_judged_by_the_date_that_was_told()
    {
        var matter = Given.Letter();
        var clock = matter.RunningClock("T1")!;

        matter.Dispatch(Given.Clerk.Act(15) with { Calendar = Closed }, DispatchKind.Transfer, Given.Bureau, null, null, null);

        (clock.State, clock.Legal, clock.CalendarVersion).ShouldBe((ClockStates.Stopped, new(2026, 3, 17), WorkCalendar.PlainWeekends.Version));
        matter.RunningClock("T3")!.CalendarVersion.ShouldBe("2026.2");
    }

    [Fact]
    public void Only_a_system_administrator_accepts() =>
        Should.Throw<BrokenRuleException>(() => Given.Letter().AcceptCalendar(Given.Clerk.Act() with { Calendar = Closed })).Code.ShouldBe(CaseErrors.RoleForbidden);
}
