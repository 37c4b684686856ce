using System.Text.Json;

namespace Anjie.Seeds.Scenario;

/// <summary>The whole matter once more, as supervision saw it across the services.</summary>
internal static class Timeline
{
    public static async Task TellAsync(Play play, CaseDoc backlog)
    {
        var timeline = await play.TimelineAsync();
        Play.Chapter($"时间线 Timeline {play.MatterId}");
        foreach (var entry in timeline.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("fact").GetString() != "ClockChanged"))
        {
            Console.WriteLine($"{entry.GetProperty("occurredAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}  {Text(entry, "service"),-12}{Text(entry, "fact"),-30}{Text(entry, "actorRole")}");
        }

        var cases = timeline.GetProperty("cases").EnumerateArray().ToList();
        foreach (var one in cases)
        {
            Console.WriteLine($"  {Text(one, "kind"),-12}{Text(one, "number"),-16}{Text(one, "state")}");
        }

        Play.Expect("timeline complete", true, timeline.GetProperty("complete").GetBoolean());
        Play.Expect("state of the dispute", "Closed", StateOf(cases, "Dispute"));
        Play.Expect("state of the matter", "Closed", StateOf(cases, "Matter"));
        Play.Expect("state of the visit", "StruckOff", StateOf(cases, "Visit"));
        Play.Expect("state of the backlog case", backlog.State, StateOf(cases, "Backlog"));
        Console.WriteLine("\n✓ 全程走完 played to the end");
    }

    public static bool AllItemsClosed(JsonElement timeline) =>
        timeline.GetProperty("cases").EnumerateArray().Where(one => Text(one, "kind") == "Supervision").All(one => Text(one, "state") == "Closed");

    static string? StateOf(IEnumerable<JsonElement> cases, string kind) => Text(cases.Single(one => Text(one, "kind") == kind), "state");

    static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
