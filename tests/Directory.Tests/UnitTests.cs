using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.Directory.Domain;

namespace Anjie.Directory.Tests;

public sealed class UnitTests
{
    [Fact]
    public void A_path_is_the_codes_from_the_city_down_each_followed_by_a_dot()
    {
        var city = Given.Unit("6203");
        var district = Given.Unit("620302", city);
        Given.Unit("nyp", district).Path.ShouldBe("6203.620302.nyp.");
    }

    [Fact]
    public void A_moved_unit_takes_its_whole_subtree_along_and_tells_of_each()
    {
        var city = Given.Unit("6203");
        var (a, b) = (Given.Unit("a", city), Given.Unit("b", city));
        var town = Given.Unit("t", a);
        var village = Given.Unit("v", town);
        town.TakeEvents();
        village.TakeEvents();

        town.Change(Given.By(Roles.SystemAdministrator), Given.Details("t", b), Given.Place(b, village));

        town.Path.ShouldBe("6203.b.t.");
        village.Path.ShouldBe("6203.b.t.v.");
        village.Version.ShouldBe(2);
        town.TakeEvents().ShouldHaveSingleItem().ShouldBeOfType<UnitChanged>().Path.ShouldBe("6203.b.t.");
        var told = village.TakeEvents().ShouldHaveSingleItem().ShouldBeOfType<UnitChanged>();
        told.Path.ShouldBe("6203.b.t.v.");
        told.Version.ShouldBe(2);
        told.ActorRole.ShouldBe(Roles.SystemAdministrator);
    }

    [Fact]
    public void A_unit_with_posts_in_it_or_below_it_is_renamed_and_closed_but_keeps_its_place()
    {
        var city = Given.Unit("6203");
        var (other, town) = (Given.Unit("b", city), Given.Unit("t", city));
        var place = Given.Place(city) with { HadPosts = true };
        Refusal(() => town.Change(Given.By(Roles.SystemAdministrator), Given.Details("u", city), place)).ShouldBe(DirectoryErrors.UnitCodeFixed);
        Refusal(() => town.Change(Given.By(Roles.SystemAdministrator), Given.Details("t", other), place with { Parent = other })).ShouldBe(DirectoryErrors.UnitParentFixed);
        town.Path.ShouldBe("6203.t.");

        town.Change(Given.By(Roles.SystemAdministrator), Given.Details("t", city) with { Name = "新名", Active = false }, place);
        (town.Name, town.Active, town.Path).ShouldBe(("新名", false, "6203.t."));
    }

    [Fact]
    public void A_renamed_unit_leaves_the_units_below_alone()
    {
        var city = Given.Unit("6203");
        var town = Given.Unit("t", city);
        city.Change(Given.By(Roles.SystemAdministrator), Given.Details("6203", null) with { Name = "新名" }, Given.Place(null, town));
        city.Version.ShouldBe(2);
        town.Version.ShouldBe(1);
    }

    [Fact]
    public void A_unit_cannot_be_moved_below_itself()
    {
        var city = Given.Unit("6203");
        var town = Given.Unit("t", city);
        var village = Given.Unit("v", town);
        Refusal(() => town.Change(Given.By(Roles.SystemAdministrator), Given.Details("t", village), Given.Place(village, village))).ShouldBe(DirectoryErrors.UnitCycle);
        Refusal(() => town.Change(Given.By(Roles.SystemAdministrator), Given.Details("t", town), Given.Place(town, village))).ShouldBe(DirectoryErrors.UnitCycle);
        town.Path.ShouldBe("6203.t.");
    }

    [Fact]
    public void A_unit_with_units_or_posts_in_use_is_not_abolished()
    {
        var city = Given.Unit("6203");
        var town = Given.Unit("t", city);
        var abolished = Given.Details("t", city) with { Active = false };
        Refusal(() => town.Change(Given.By(Roles.SystemAdministrator), abolished, Given.Place(city, Given.Unit("v", town)))).ShouldBe(DirectoryErrors.UnitInUse);
        Refusal(() => town.Change(Given.By(Roles.SystemAdministrator), abolished, Given.Place(city) with { HasPosts = true })).ShouldBe(DirectoryErrors.UnitInUse);
    }

    [Fact]
    public void There_is_one_root_and_a_code_once_per_parent()
    {
        Refusal(() => Unit.Create(Given.Bootstrap, Guid.CreateVersion7(), Given.Details("x", null), Given.Place(null) with { HasRoot = true })).ShouldBe(DirectoryErrors.SecondRoot);
        var city = Given.Unit("6203");
        Refusal(() => Unit.Create(Given.Bootstrap, Guid.CreateVersion7(), Given.Details("x", city), Given.Place(city) with { CodeTaken = true })).ShouldBe(DirectoryErrors.UnitCodeTaken);
        Refusal(() => Unit.Create(Given.Bootstrap, Guid.CreateVersion7(), Given.Details("x", city), Given.Place(null))).ShouldBe(DirectoryErrors.UnknownParent);
    }

    [Fact]
    public void The_same_state_again_is_no_version()
    {
        var city = Given.Unit("6203");
        city.Change(Given.By(Roles.SystemAdministrator), Given.Details("6203", null), Given.Place(null));
        city.Version.ShouldBe(1);
    }

    [Fact]
    public void Only_the_system_administrator_changes_units() =>
        Refusal(() => Given.Unit("x", act: Given.By(Roles.SecurityAdministrator, Roles.Registrar))).ShouldBe(CaseErrors.RoleForbidden);

    internal static string Refusal(Action act) => Should.Throw<BrokenRuleException>(act).Code;
}
