using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.Directory.Bootstrap;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.People;

namespace Anjie.Directory.Tests;

public sealed class SharedDataTests
{
    static readonly Act Admin = Given.By(Roles.SystemAdministrator);
    static readonly CalendarException NewYear = new(new DateOnly(2028, 1, 1), IsWorking: false, "元旦");

    static CalendarYear Year2028(params CalendarException[] days) => CalendarYear.Publish(Admin, Guid.CreateVersion7(), 2028, "通知", days);

    [Fact]
    public void A_corrected_calendar_is_a_new_version_with_its_own_label()
    {
        var calendar = Year2028(NewYear);
        calendar.Label.ShouldBe("2028.1");
        calendar.Correct(Admin, "通知", [NewYear]);
        calendar.Version.ShouldBe(1);
        calendar.Correct(Admin, "本地停工一天", [NewYear, new(new DateOnly(2028, 1, 4), IsWorking: false, "停工")]);
        calendar.TakeEvents().Cast<CalendarPublished>().Select(x => x.CalendarVersion).ShouldBe(["2028.1", "2028.2"]);
    }

    [Fact]
    public void A_calendar_holds_each_day_of_its_year_once()
    {
        UnitTests.Refusal(() => Year2028(NewYear, NewYear)).ShouldBe(DirectoryErrors.DayTwice);
        UnitTests.Refusal(() => Year2028(NewYear with { Date = new DateOnly(2027, 12, 24) })).ShouldBe(DirectoryErrors.DayOutsideYear);
        Year2028(NewYear with { Date = new DateOnly(2027, 12, 31) }).Version.ShouldBe(1);
    }

    [Fact]
    public void A_number_stays_a_number_within_its_bounds()
    {
        var days = Parameter.Define(Given.Bootstrap, Guid.CreateVersion7(), "observationDays", "90", ParameterKind.Number, 0, 730, "观察期", "Observation");
        UnitTests.Refusal(() => days.Set(Admin, "ninety", "r")).ShouldBe(DirectoryErrors.ParameterNotANumber);
        UnitTests.Refusal(() => days.Set(Admin, "731", "r")).ShouldBe(DirectoryErrors.ParameterOutOfRange);
        days.Set(Admin, "0", "r");
        (days.Value, days.Version, days.Default).ShouldBe(("0", 2, "90"));
    }

    [Fact]
    public void A_published_code_stays()
    {
        var list = CodeList.Publish(Admin, Guid.CreateVersion7(), "risk", "风险", "Risk", [new("Red", "红", "Red", null)]);
        UnitTests.Refusal(() => list.Change(Admin, "风险", "Risk", [new("Blue", "蓝", "Blue", null)])).ShouldBe(DirectoryErrors.CodeRemoved);
        UnitTests.Refusal(() => list.Change(Admin, "风险", "Risk", [new("Red", "红", "Red", null), new("Red", "红", "Red", null)])).ShouldBe(DirectoryErrors.CodeTwice);
        UnitTests.Refusal(() => list.Change(Admin, "风险", "Risk", [new("Red", "红", "Red", "None")])).ShouldBe(DirectoryErrors.UnknownCodeAbove);
        list.Change(Admin, "风险", "Risk", [new("Red", "红(重点)", "Red", null), new("Blue", "蓝", "Blue", null)]);
        list.Version.ShouldBe(2);
    }

    [Fact]
    public void Stable_ids_are_the_same_everywhere()
    {
        StableId.Of("unit", "6203.").ShouldBe(StableId.Of("unit", "6203."));
        StableId.Of("unit", "6203.").ShouldNotBe(StableId.Of("post", "6203."));
        StableId.Of("unit", "6203.").Version.ShouldBe(8);
    }

    [Fact]
    public void The_delivered_data_keep_the_rules()
    {
        var data = InitialData.Read(Path.Combine(AppContext.BaseDirectory, "data"));

        data.Units.Select(x => x.Path).ShouldBeUnique();
        data.Units.ShouldAllBe(unit => unit.Under == null || data.Units.TakeWhile(other => other != unit).Any(above => above.Path == unit.Under));
        data.People.Select(x => x.UserName).ShouldBeUnique();
        data.People.Select(x => x.Name).ShouldBeUnique();
        foreach (var person in data.People)
        {
            data.Units.ShouldContain(x => x.Path == person.Unit, person.UserName);
            Post.Create(Given.Bootstrap, Guid.CreateVersion7(), Given.PostWith([.. person.Roles]) with { Level = person.Level }, Given.Ordinary);
        }
        var leaders = data.People.Where(x => x.UserName.StartsWith("leader-", StringComparison.Ordinal)).ToLookup(x => x.Level);
        (leaders[LeaderLevel.City].Count(), leaders[LeaderLevel.County].Count(), leaders[LeaderLevel.Department].Count(), leaders[LeaderLevel.Town].Count()).ShouldBe((20, 40, 80, 60));
        data.People.SelectMany(x => x.Roles).ToHashSet().ShouldBe(Roles.All, ignoreOrder: true);
        foreach (var list in data.CodeLists)
            CodeList.Publish(Given.Bootstrap, Guid.CreateVersion7(), list.Name, list.Chinese, list.English, list.Entries);
        foreach (var x in data.Parameters)
            Parameter.Define(Given.Bootstrap, Guid.CreateVersion7(), x.Key, x.Value, x.Kind, x.Minimum, x.Maximum, x.Chinese, x.English);
        foreach (var x in data.Calendars)
            CalendarYear.Publish(Given.Bootstrap, Guid.CreateVersion7(), x.Year, x.Source, x.Days);
    }

    [Fact]
    public void Administrators_see_no_menu_of_cases()
    {
        GetMe.Menu([Roles.SystemAdministrator]).ShouldBe(new GetMe.MenuOf(false, false, false, false, Administration: true, Audit: false));
        GetMe.Menu([Roles.Auditor]).ShouldBe(new GetMe.MenuOf(false, false, false, false, Administration: false, Audit: true));
        GetMe.Menu([Roles.Grid]).ShouldBe(new GetMe.MenuOf(Screening: true, false, false, false, false, false));
    }
}
