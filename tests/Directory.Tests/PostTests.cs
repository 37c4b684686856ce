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
    public void S_34_nobody_changes_his_own_post()
    {
        var own = Given.PostWith(Roles.SecurityAdministrator) with { PersonId = Security.Actor.PersonId };
        UnitTests.Refusal(() => Create(own)).ShouldBe(DirectoryErrors.OwnPost);

        var post = Create(own, act: Given.Bootstrap);
        UnitTests.Refusal(() => post.Change(Security, own with { Title = "处长" }, Given.Ordinary)).ShouldBe(DirectoryErrors.OwnPost);
        post.Change(Security, own, Given.Ordinary); // a repeat is none
        post.Version.ShouldBe(1);
    }

    [Theory]
    [InlineData(Roles.SystemAdministrator), InlineData(Roles.SecurityAdministrator), InlineData(Roles.AuditAdministrator)]
    public void S_34_the_last_administrator_of_a_kind_stays_until_there_is_another(string kind)
    {
        var held = Given.PostWith(kind);
        var another = Given.Ordinary with { AdministeredElsewhere = new HashSet<string> { kind } };
        foreach (var without in (PostDetails[])[held with { PersonId = null }, held with { Roles = [] }, held with { Active = false }, held with { Roles = [Roles.Grid] }])
        {
            var post = Create(held);
            UnitTests.Refusal(() => post.Change(Security, without, Given.Ordinary)).ShouldBe(DirectoryErrors.LastAdministrator);
            post.Change(Security, held with { PersonId = Guid.CreateVersion7() }, Given.Ordinary); // somebody follows
            post.Change(Security, without, another);
            post.Version.ShouldBe(3);
        }
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
