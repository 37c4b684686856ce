using System.Text.Json;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Supervision;

/// <summary>The codes and dates of an event in words; ids say nothing to people and stay out.</summary>
internal static class FactWords
{
    static readonly Dictionary<string, string> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["risk"] = "risk", ["outcome"] = "outcome", ["primaryOutcome"] = "outcome", ["route"] = "route", ["means"] = "means", ["value"] = "satisfaction", ["about"] = "about",
        ["criterion"] = "criterion", ["category"] = "category", ["level"] = "level", ["source"] = "source", ["state"] = "clockstate", ["light"] = "light", ["reason"] = "dismissal",
    };

    static readonly string[] Shown =
        ["name", "state", "target", "legal", "resolveBy", "dueOn", "replyBy", "reportBy", "statedOn", "acceptedOn", "servedOn", "observedUntil", "receivedOn", "foundOn", "visitedOn", "heldOn", "metOn", "on", "batch", "letterNumber", "visitors", "planVersion"];

    public static string Of(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
            return "";
        var parts = new List<string>();
        foreach (var field in data.EnumerateObject())
        {
            if (field.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                continue;
            var text = field.Value.ToString();
            if (Lists.TryGetValue(field.Name, out var list) && Texts.Find($"{list}.{text}") is { } word)
                parts.Add(word);
            else if (Shown.Contains(field.Name, StringComparer.OrdinalIgnoreCase) && Texts.Find($"field.{field.Name}") is { } label)
                parts.Add($"{label} {text}");
            else if (field.Name == "rule")
                parts.Add(Texts.Word("rule", text));
        }
        return string.Join(" · ", parts);
    }
}
