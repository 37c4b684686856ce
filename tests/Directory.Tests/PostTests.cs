using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.Directory.Domain;

namespace Anjie.Directory.Tests;

public sealed class PostTests
{
    static readonly Act Security = Given.By(Roles.SecurityAdministrator);

    static Post Create(PostDetails details, PostSurroundings? surroundings = null, Act? act = null) =>
        Post.Create(act ?? Security, Guid.CreateVersion7(), details, surroundings ?? Given.Ordinary);

    [Fact]
    public void A_post_tells_ids_roles_and_level_but_no_name()
    {
        var post = Create(Given.PostWith(Roles.TownHead, Roles.Leader) with { Level = LeaderLevel.Town });
        var told = post.TakeEvents().ShouldHaveSingleItem().ShouldBeOfType<PostChanged>();
        told.Roles.ShouldBe([Roles.Leader, Roles.TownHead]);
        told.Level.ShouldBe("Town");
        told.Version.ShouldBe(1);
    }

    [Fact]
    public void Roles_are_a_closed_list() =>
        UnitTests.Refusal(() => Create(Given.PostWith("mayor"))).ShouldBe(DirectoryErrors.UnknownRole);

    [Fact]
    public void A_level_belongs_to_leaders_only()
    {
        UnitTests.Refusal(() => Create(Given.PostWith(Roles.Leader))).ShouldBe(DirectoryErrors.LevelAndLeader);
        UnitTests.Refusal(() => Create(Given.PostWith(Roles.Grid) with { Level = LeaderLevel.City })).ShouldBe(DirectoryErrors.LevelAndLeader);
    }

    [Theory]
    [InlineData(Roles.SystemAdministrator, Roles.SecurityAdministrator)]
    [InlineData(Roles.SystemAdministrator, Roles.Registrar)]
    [InlineData(Roles.AuditAdministrator, Roles.Auditor)]
    public void An_administrator_is_nothing_else(string one, string other)
    {
        UnitTests.Refusal(() => Create(Given.PostWith(one, other))).ShouldBe(DirectoryErrors.RolesConflict);
        UnitTests.Refusal(() => Create(Given.PostWith(one), Given.Ordinary with { OtherRoles = new HashSet<string> { other } })).ShouldBe(DirectoryErrors.RolesConflict);
    }

    [Fact]
    public void Nobody_changes_his_own_post()
    {
        var own = Given.PostWith(Roles.SecurityAdministrator) with { PersonId = Security.Actor.PersonId };
        UnitTests.Refusal(() => Create(own)).ShouldBe(DirectoryErrors.OwnPost);

        var post = Create(own, act: Given.Bootstrap);
        UnitTests.Refusal(() => post.Change(Security, own with { Title = "处长" }, Given.Ordinary)).ShouldBe(DirectoryErrors.OwnPost);
        post.Change(Security, own, Given.Ordinary); // a repeat is none
        post.Version.ShouldBe(1);
    }

    [Fact]
    public void Unit_and_person_must_be_in_use()
    {
        UnitTests.Refusal(() => Create(Given.PostWith(Roles.Grid), Given.Ordinary with { UnitInUse = false })).ShouldBe(CaseErrors.UnknownUnit);
        UnitTests.Refusal(() => Create(Given.PostWith(Roles.Grid), Given.Ordinary with { PersonInUse = false })).ShouldBe(DirectoryErrors.UnknownPerson);
    }

    [Fact]
    public void The_system_administrator_gives_no_posts() =>
        UnitTests.Refusal(() => Create(Given.PostWith(Roles.Grid), act: Given.By(Roles.SystemAdministrator))).ShouldBe(CaseErrors.RoleForbidden);
}
