using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Contracts;
using Anjie.DisputeScreening.IntegrationTests;

namespace Anjie.Security.Tests;

/// <summary>What services tell each other: ids, dates, numbers and codes. A text has no member to travel in.</summary>
public sealed class EventSchemaTests(Town town)
{
    static readonly Type[] Plain = [typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset), typeof(int), typeof(bool)];

    // Codes of lists, numbers of cases and letters, articles of law. A new word here is a decision: can a person type it, and could it name somebody?
    static readonly string[] Codes =
    [
        "ActorRole", "Rule", "State", "Article", "CalendarVersion", "Number", "LetterNumber", "TypeCode", "ContentCode", "Category", "Kind", "Criterion", "Route", "Means", "Outcome",
        "PrimaryOutcome", "Risk", "Finding", "About", "Value", "Situation", "Source", "Level", "Batch", "Scope", "DisputeDismissed.Reason",
        "OfficialRecused.Reason", "BacklogHandoverProposed.Reason", "BacklogLeaderHandedOver.Reason", "VisitLeaderHandedOver.Reason",
        // Of closed lists: grounds of refusal, decisions on review, outcomes A to D, the two windows.
        "AcceptanceRefused.Ground", "ReentryRefused.Ground", "ReviewOpinionIssued.Decision", "ReviewDecided.Decision", "MatterTerminated.Decision", "MatterResolved.Outcomes", "ReviewWindowLapsed.Window", "UrgentMatterReported.Addressees",
    ];

    public static TheoryData<Type> Facts => [.. typeof(Event).Assembly.GetExportedTypes().Where(type => (type.IsSubclassOf(typeof(CaseEvent)) || type.IsSubclassOf(typeof(DisclosuresEvent))) && !type.IsAbstract)];

    [Theory, MemberData(nameof(Facts))]
    public void S_117_a_fact_about_a_case_has_no_member_for_a_text(Type fact) => Strangers(fact, fact).ShouldBeEmpty();

    [Fact]
    public void S_117_a_member_for_a_text_would_be_noticed() =>
        Strangers(typeof(Leak), typeof(Leak)).ShouldBe(["Leak.PetitionerName", "Inner.Phone", "Leak.Anything"], ignoreOrder: true);

    [Fact]
    public void S_117_a_fact_of_the_directory_names_units_and_posts_and_no_person()
    {
        var words = typeof(Event).Assembly.GetExportedTypes().Where(type => type.Namespace == "Anjie.Contracts.Directory" && !type.IsAbstract)
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.PropertyType == typeof(string)).Select(member => $"{type.Name}.{member.Name}"))
            .Where(name => !name.EndsWith(".ActorRole", StringComparison.Ordinal));

        words.ShouldBe(
            [
                "UnitChanged.Code", "UnitChanged.Path", "UnitChanged.Name", "UnitChanged.EnglishName", "UnitChanged.Kind", "PostChanged.Title", "PostChanged.Level",
                "CalendarPublished.CalendarVersion", "CalendarException.Reason", "ParameterChanged.Key", "ParameterChanged.Value",
                "CodeListPublished.List", "CodeEntry.Code", "CodeEntry.Chinese", "CodeEntry.English", "CodeEntry.Parent",
            ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("typeCode", "赵一")]
    [InlineData("typeCode", "13800138000 赵")]
    public async Task S_117_a_code_that_is_typed_must_look_like_one(string field, string value)
    {
        var body = JsonSerializer.SerializeToNode(Town.Report)!;
        body[field] = value;
        using var grid = town.As(town.GridWorker);

        using var answer = await grid.PutAsJsonAsync($"/api/screening/disputes/{Guid.CreateVersion7()}", body, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        problem!["errors"]!.AsObject().Single().Key.ShouldBe(field, StringCompareShould.IgnoreCase);
        problem.ToJsonString().ShouldNotContain("赵一");
    }

    static IEnumerable<string> Strangers(Type fact, Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(member => OfMember(fact, type, member));

    static IEnumerable<string> OfMember(Type fact, Type type, PropertyInfo member)
    {
        var kind = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            kind = kind.GetGenericArguments()[0];
        if (Plain.Contains(kind))
            return [];
        if (kind == typeof(string))
            return Codes.Contains(member.Name) || Codes.Contains($"{fact.Name}.{member.Name}") ? [] : [$"{type.Name}.{member.Name}"];
        return kind.Assembly == type.Assembly && kind.IsSealed ? Strangers(fact, kind) : [$"{type.Name}.{member.Name}"];
    }

    sealed record Leak(Guid Id, string PetitionerName, IReadOnlyList<Inner> Parties, object Anything) : CaseEvent;

    sealed record Inner(Guid Id, string Phone);
}
