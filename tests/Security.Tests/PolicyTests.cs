using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Hosting;

namespace Anjie.Security.Tests;

/// <summary>The delivered policy as a file.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void Whoever_is_refused_by_a_route_reads_what_was_refused_in_both_languages()
    {
        var texts = new ResourceManager("Anjie.Hosting.Resources.Errors", typeof(RouteRules).Assembly);
        string[] closed = [.. Policy.Shipped.Routes.Values.SelectMany(service => service).Where(route => route.Value.Roles is not null).Select(route => route.Key).Distinct()];

        closed.ShouldNotBeEmpty();
        foreach (var route in closed)
            texts.GetString($"word.{route}", CultureInfo.GetCultureInfo("zh-CN")).ShouldNotBe(texts.GetString($"word.{route}", CultureInfo.GetCultureInfo("en")), route);
    }

    [Fact]
    public void Every_role_and_kind_is_one_the_system_knows()
    {
        string[] kinds = ["Dispute", "Session", "Visit", "Matter", "BacklogCase", "SupervisionItem", "LedgerEntry", "Quota", "Encounter"];
        var routes = Policy.Shipped.Routes.Values.SelectMany(service => service.Values).ToList();

        Policy.Shipped.Grants.Select(grant => grant.Role).Concat(routes.SelectMany(rule => rule.Roles ?? [])).ShouldBeSubsetOf(Roles.All);
        Policy.Shipped.Grants.Select(grant => grant.Kind).Concat(routes.Select(rule => rule.SeenKind).OfType<string>()).ShouldBeSubsetOf(kinds);
        Policy.Shipped.Grants.ShouldBeUnique();
    }

    [Fact]
    public void S_33_the_three_administrators_and_the_auditor_see_no_case()
    {
        string[] apart = [Roles.SystemAdministrator, Roles.SecurityAdministrator, Roles.AuditAdministrator, Roles.Auditor];
        Policy.Shipped.Grants.ShouldNotContain(grant => apart.Contains(grant.Role));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        using var file = new MemoryStream();
        Policy.Shipped.Write(file);
        file.Position = 0;
        var read = Policy.Read(file);

        read.Grants.ShouldBe(Policy.Shipped.Grants);
        read.Exclusions.ShouldBe(Policy.Shipped.Exclusions);
        read.Routes.Keys.ShouldBe(Policy.Shipped.Routes.Keys);
        read.RuleOf("reception", "PUT /visits/{id}")!.Roles.ShouldBe(Policy.Shipped.RuleOf("reception", "PUT /visits/{id}")!.Roles!);
        read.RuleOf("reception", "GET /visits/{id}")!.SeenKind.ShouldBe("Visit");
    }

    [Theory]
    [InlineData("""{"grants":[],"exclusions":[],"routes":{"a":{"GET /b":"sometimes"}}}""")]
    [InlineData("""{"grants":[{"roles":["grid"],"kinds":["Visit"],"within":"Everywhere","class":"Ordinary"}],"exclusions":[],"routes":{}}""")]
    [InlineData("""{"grants":[],"exclusions":[],"routes":{},"surprise":1}""")]
    [InlineData("""{"grants":[]}""")]
    [InlineData("null")]
    public void A_file_that_says_something_unknown_is_refused(string text) =>
        Should.Throw<JsonException>(() => Policy.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))));
}
