using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Anjie.Seeds;

/// <summary>What came back for a request: the status, the body when it was JSON, and the version in the ETag.</summary>
internal sealed record Answer(string Asked, int Status, JsonElement Body, int? Version)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public string? Code => IsSuccess ? null : Text("code");

    public string? Text(string property) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out var value) ? value.ToString() : null;

    public Answer OrThrow() => IsSuccess ? this : throw Refusal();

    public RefusedException Refusal() => new($"{Asked} → {Status} {Code} {Text("title")} {Text("errors")}".TrimEnd(), Status, Code);

    public static async Task<Answer> ReadAsync(string asked, HttpResponseMessage response, CancellationToken ct)
    {
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? await response.Content.ReadFromJsonAsync<JsonElement>(ct)
            : default;
        int? version = int.TryParse(response.Headers.ETag?.Tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var tag) ? tag : null;
        return new(asked, (int)response.StatusCode, json, version);
    }
}
