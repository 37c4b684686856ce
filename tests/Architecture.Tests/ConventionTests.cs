using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.Contracts;

namespace Anjie.Architecture.Tests;

public sealed partial class ConventionTests
{
    static readonly Assembly[] ServiceAssemblies = [.. Sources.CaseServices.Append("Directory").Select(name => Assembly.Load($"Anjie.{name}"))];

    // .NET 10's validation generator skips non-public request types without a warning.
    [Fact]
    public void Every_request_type_is_public_so_that_it_is_validated() =>
        ServiceAssemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) && type is { IsNested: true, IsAbstract: false })
            .ShouldAllBe(type => type.IsNestedPublic);

    // What is not named in Program.cs does not run: no scanning, and nothing forgotten.
    [Fact]
    public void Every_slice_and_every_consumer_is_named_in_the_composition_root()
    {
        foreach (var assembly in ServiceAssemblies)
        {
            var root = File.ReadAllText(Path.Combine(Sources.Service(assembly.GetName().Name!["Anjie.".Length..]), "Program.cs"));
            foreach (var slice in assembly.GetTypes().Where(type => type.Namespace?.Contains(".Features", StringComparison.Ordinal) == true && type.GetMethod("Map", BindingFlags.Static | BindingFlags.Public) is not null))
                root.ShouldContain($"{slice.Name}.Map(", Case.Sensitive, $"{slice.FullName} is mapped nowhere");
            foreach (var consumer in assembly.GetTypes().Where(IsConsumer))
                root.ShouldContain($"AddConsumer<{consumer.Name}>", Case.Sensitive, $"{consumer.FullName} has no queue");
        }
    }

    [Fact]
    public void Facts_carry_ids_codes_dates_and_numbers_and_nothing_that_could_name_a_person()
    {
        string[] named = ["Name", "Phone", "Address", "IdentityNumber", "Text", "Title", "Reason", "Opinion", "Summary", "Place"];
        // Names of units and posts, and reasons that are codes, are no personal data.
        string[] allowed = ["UnitChanged.Name", "PostChanged.Title", "CalendarException.Reason", "DisputeDismissed.Reason", "OfficialRecused.Reason", "BacklogHandoverProposed.Reason", "BacklogLeaderHandedOver.Reason", "VisitLeaderHandedOver.Reason"];
        foreach (var fact in typeof(Event).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
            foreach (var property in fact.GetProperties().Where(property => property.PropertyType == typeof(string) && named.Contains(property.Name)))
                allowed.ShouldContain($"{fact.Name}.{property.Name}");
    }

    [Fact]
    public void Facts_are_sealed_records_in_the_namespace_of_their_one_publisher()
    {
        var facts = typeof(Event).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract).ToList();

        facts.ShouldAllBe(fact => fact.IsSealed);
        facts.Select(fact => fact.Namespace).Distinct().Order().ShouldBe(
            ["Anjie.Contracts.Backlog", "Anjie.Contracts.Directory", "Anjie.Contracts.Reception", "Anjie.Contracts.Screening", "Anjie.Contracts.Supervision"]);
    }

    [Fact]
    public void S_95_nobody_can_set_fewer_years_of_keeping_than_the_notice_promises()
    {
        const int Promised = 10;
        File.ReadAllText(Path.Combine(Sources.Service("VisitReception"), "Resources", "Person.resx")).ShouldContain("至少十年");
        using var parameters = JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, "seeds", "data", "parameters.json")));

        parameters.RootElement.EnumerateArray().Single(one => one.GetProperty("key").GetString() == "retention.matterYears").GetProperty("minimum").GetInt32().ShouldBe(Promised);
    }

    [Fact]
    public void Every_error_code_has_a_sentence_in_both_languages()
    {
        foreach (var folder in Sources.CaseServices.Append("Directory").Select(Sources.Service).Concat(((string[])["Cases", "Hosting", "Letters", "OfficeTexts"]).Select(library => Path.Combine(Sources.Root, "shared", library))))
        {
            var chinese = KeysOf(Path.Combine(folder, "Resources", "Errors.resx"));
            var english = KeysOf(Path.Combine(folder, "Resources", "Errors.en.resx"));
            english.ShouldBe(chinese, folder);
            var codes = Sources.FilesOf(folder).SelectMany(file => ErrorConstant().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct();
            foreach (var code in codes)
                chinese.ShouldContain(code, $"{folder} has no sentence");
        }
    }

    [Fact]
    public void Sources_hold_no_banned_loose_ends()
    {
        foreach (var file in new[] { "services", "shared", "gateway", "deploy", "seeds" }.SelectMany(top => Sources.FilesOf(Path.Combine(Sources.Root, top))))
            LooseEnd().IsMatch(File.ReadAllText(file)).ShouldBeFalse(file);
    }

    static bool IsConsumer(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition().FullName == "MassTransit.IConsumer`1");

    static List<string> KeysOf(string resx) =>
        [.. System.Xml.Linq.XDocument.Load(resx).Root!.Elements("data").Select(data => (string)data.Attribute("name")!).Order(StringComparer.Ordinal)];

    [GeneratedRegex("""const string \w+ = "([a-z]+\.[a-z_]+)";""")]
    private static partial Regex ErrorConstant();

    [GeneratedRegex("NotImplementedException|TO" + "DO|FIX" + "ME|Thread\\.Sleep")]
    private static partial Regex LooseEnd();
}
