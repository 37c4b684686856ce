using System.Text;
using System.Text.Json.Nodes;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>What arrives at an open door: bodies that are nearly right, and bodies that are not even JSON.</summary>
static class Mutation
{
    const int TooLarge = (1024 * 1024) + 1024;
    const int TooDeep = 200;
    const string Mark = "@@mark@@";
    const string QuotedMark = $"\"{Mark}\"";

    static readonly string[] BadDates = ["2026-02-30", "2026-13-01", "0000-00-00", "昨天", "2026-1-5", "9999-12-31", "0001-01-01", "2026-01-05T00:00:00Z", ""];
    static readonly string[] BadIds = ["", "1", "00000000-0000-0000-0000-000000000000", "{019b0000-0000-7000-8000-000000000000}", "../../etc/passwd"];

    // Raw JSON that no serializer would write for us.
    static readonly string[] RawValues =
    [
        "NaN", "-Infinity", "1e400", "-1", "0", "99999999999999999999", "2147483648", "0.1", "01", "true", "null", "{}", "[]", "\"Unknown\"", "\"\"", "7", "\" \"",
        "\"\\ud800\"", "\"\\udc00x\"", "\"a\\u0000b\"", "\"\\u202e\\u2066\"", "\"\\u200b\"", "\"\\ue000\"", "\"\\u0007\"", "\"\\q\"", "'single'", "[[[[]]]]", "[null]", "[1,\"2\",{}]",
    ];

    static readonly string[] Types = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "multipart/form-data; boundary=x", ""];

    /// <returns>The bytes to send and their content type; a null type sends none.</returns>
    public static (byte[] Body, string? Type) Apply(Random random, JsonNode? valid)
    {
        const string Json = "application/json";
        var kind = random.Next(16);
        var text = valid?.ToJsonString() ?? "{}";
        return kind switch
        {
            0 => (Bytes(Truncated(random, text)), Json),
            1 => (Bytes(text), Types[random.Next(Types.Length)]),
            2 => (Oversized(random, text), Json),
            3 => (Bytes(new string('[', TooDeep) + new string(']', TooDeep)), Json),
            4 => (Bytes(Grown(text, "\"unknown\":1")), Json),
            5 => (Bytes(Doubled(text)), Json),
            6 => ([], Json),
            7 => ([.. Bytes(text).Select((one, at) => at == text.Length / 2 ? (byte)0xff : one)], Json),
            8 => (Bytes($"[{text}]"), Json),
            _ => (Bytes(Replaced(random, valid, kind)), Json),
        };
    }

    static string Replaced(Random random, JsonNode? valid, int kind)
    {
        var copy = valid?.DeepClone();
        if (Places(copy).ToList() is not { Count: > 0 } places)
            return RawValues[random.Next(RawValues.Length)];
        var (parent, name) = places[random.Next(places.Count)];
        if (kind == 9)
        {
            parent.Remove(name);
            return copy!.ToJsonString();
        }

        parent[name] = kind switch
        {
            10 => BadDates[random.Next(BadDates.Length)],
            11 => BadIds[random.Next(BadIds.Length)],
            12 => new string('长', random.Next(100_000)),
            13 => new string('x', 1 + random.Next(5_000)),
            _ => Mark,
        };
        return copy!.ToJsonString().Replace(QuotedMark, RawValues[random.Next(RawValues.Length)], StringComparison.Ordinal);
    }

    static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => (members, member.Key)).Concat(members.SelectMany(member => Places(member.Value))),
        JsonArray elements => elements.SelectMany(Places),
        _ => [],
    };

    static string Truncated(Random random, string text) => text[..random.Next(text.Length)];

    static string Grown(string text, string member) => text == "{}" ? $"{{{member}}}" : text.Insert(1, member + ",");

    static string Doubled(string text) => text.Length < 3 ? "{\"a\":1,\"a\":2}" : text.Insert(1, text[1..^1] + ",");

    // Too large by nothing but blanks on one day, by one text on another.
    static byte[] Oversized(Random random, string text) =>
        Bytes(random.Next(2) == 0 ? text + new string(' ', TooLarge) : Grown(text, $"\"note\":\"{new string('x', TooLarge)}\""));

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
