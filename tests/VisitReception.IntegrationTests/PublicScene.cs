using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>What somebody without a sign-in sends.</summary>
static class PublicScene
{
    public static async Task<JsonElement> SlipAsync(this City city, string matter)
    {
        var answer = await city.SendAsync(HttpMethod.Post, city.Clerk, matter + "/query-slip", new { });
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Cache.ShouldBe("no-store");
        return answer.Body;
    }

    public static Task<Answer> QueryAsync(this City city, string code, string lastFour) => city.PublicAsync(HttpMethod.Post, "query", null, new { code, lastFour });

    public static async Task<Answer> PublicAsync(this City city, HttpMethod method, string path, string? session, object? body = null, string? language = null)
    {
        using var client = city.Anonymous();
        using var request = new HttpRequestMessage(method, "/api/reception/public/" + path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (session is not null)
            request.Headers.TryAddWithoutValidation("X-Query-Session", session);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text) { Cache = response.Headers.CacheControl?.ToString(), RetryAfter = response.Headers.RetryAfter?.Delta };
    }

    public static async Task<(byte[] Bytes, HttpResponseMessage Response)> LetterAsync(this City city, string id, string? session)
    {
        using var client = city.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/reception/public/letters/{id}");
        if (session is not null)
            request.Headers.TryAddWithoutValidation("X-Query-Session", session);
        var response = await client.SendAsync(request);
        return (await response.Content.ReadAsByteArrayAsync(), response);
    }

    public static object AccusationBody(this City city) => new
    {
        receivedOn = city.Day(0), form = 1, category = "Accusation", contentCode = "02.01", summary = "举报", anonymous = false, demands = new[] { new { text = "查处" } },
        petitioners = new[] { new { name = "李四", phone = "13912345678" } }, peopleConcerned = 1, accusedUnitId = city.Town.UnitId,
    };

    public static string Session(this Answer answer) => answer.Body.Text("session");
}
