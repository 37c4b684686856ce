namespace Anjie.Architecture.Tests;

public sealed class DependencyTests
{
    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Contracts"] = [],
        ["Deadlines"] = [],
        ["Letters"] = ["PersonalData"],
        ["PersonalData"] = [],
        ["Messaging"] = [],
        ["Cases"] = ["Contracts", "Deadlines", "Messaging"],
        ["Hosting"] = ["Cases", "PersonalData"],
        ["OfficeTexts"] = ["Cases", "Hosting", "Letters", "PersonalData"],
    };

    [Fact]
    public void Each_shared_library_knows_only_what_its_purpose_allows()
    {
        var libraries = System.IO.Directory.EnumerateFiles(Path.Combine(Sources.Root, "shared"), "*.csproj", SearchOption.AllDirectories).ToList();

        libraries.Select(Path.GetFileNameWithoutExtension).Order().ShouldBe(Allowed.Keys.Order(), "another library needs a decision record first");
        foreach (var library in libraries)
            Sources.ReferencesOf(library).ShouldBe(Allowed[Path.GetFileNameWithoutExtension(library)], $"{Path.GetFileName(library)}");
    }

    [Fact]
    public void No_service_references_another()
    {
        foreach (var service in Sources.Services)
            Sources.ReferencesOf(Path.Combine(Sources.Service(service), $"{service}.csproj")).ShouldNotContain(other => Sources.Services.Contains(other), service);
    }

    [Theory]
    [InlineData("services/Portal/Portal.csproj"), InlineData("gateway/Gateway/Gateway.csproj")]
    public void Portal_and_gateway_know_screens_and_routes_but_no_rules(string project) =>
        Sources.ReferencesOf(Path.Combine(Sources.Root, project)).ShouldBe(["Hosting"]);

    [Fact]
    public void The_domain_knows_neither_requests_nor_tables()
    {
        foreach (var service in Sources.CaseServices)
            foreach (var file in Sources.FilesOf(Path.Combine(Sources.Service(service), "Domain")))
            {
                var usings = File.ReadLines(file).Where(line => line.StartsWith("using ", StringComparison.Ordinal)).ToList();
                foreach (var forbidden in new[] { ".Features", ".Persistence", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "MassTransit", "Anjie.Hosting" })
                    usings.ShouldNotContain(line => line.Contains(forbidden, StringComparison.Ordinal), $"{file} uses {forbidden}");
            }
    }

    [Fact]
    public void Sign_in_runs_on_system_time_and_the_domain_never_does()
    {
        foreach (var file in Sources.FilesOf(Sources.Service("Directory")).Where(file => file.Contains("SignIn", StringComparison.Ordinal) || file.Contains("Account", StringComparison.Ordinal)))
            File.ReadAllText(file).ShouldNotContain("BusinessClock", Case.Sensitive, file);
        foreach (var file in Sources.CaseServices.SelectMany(service => Sources.FilesOf(Path.Combine(Sources.Service(service), "Domain"))))
            File.ReadAllText(file).ShouldNotContain("TimeProvider", Case.Sensitive, file);
    }
}
