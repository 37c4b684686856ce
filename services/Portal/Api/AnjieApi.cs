using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Portal.Resources;
using Anjie.Portal.Session;
using Microsoft.AspNetCore.Components;

namespace Anjie.Portal.Api;

/// <summary>Calls the services through the gateway in the name of the person of this circuit.</summary>
public sealed class AnjieApi
{
    public const string ClientName = "gateway";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly IHttpClientFactory _clients;
    readonly TokenSource _tokens;
    readonly CurrentUser _user;
    readonly NavigationManager _navigation;

    internal AnjieApi(IHttpClientFactory clients, TokenSource tokens, CurrentUser user, NavigationManager navigation) =>
        (_clients, _tokens, _user, _navigation) = (clients, tokens, user, navigation);

    public Task<Answer<T>> GetAsync<T>(string path) => SendAsync<T>(HttpMethod.Get, path, null, null);

    /// <param name="version">The version the person saw; null for what is new.</param>
    public Task<Answer<T>> PutAsync<T>(string path, JsonNode body, int? version = null) => SendAsync<T>(HttpMethod.Put, path, body, version);

    /// <param name="version">The version the person saw; null for what has none.</param>
    public Task<Answer<T>> DeleteAsync<T>(string path, int? version = null) => SendAsync<T>(HttpMethod.Delete, path, null, version);

    /// <param name="version">The version the person saw; null for acts that need none.</param>
    public Task<Answer<T>> PostAsync<T>(string path, JsonNode body, int? version = null) => SendAsync<T>(HttpMethod.Post, path, body, version);

    async Task<Answer<T>> SendAsync<T>(HttpMethod method, string path, JsonNode? body, int? version)
    {
        var person = await _user.GetAsync();
        if (await _tokens.AccessTokenAsync(person.SessionId, CancellationToken.None) is not { } token)
            return SessionOver<T>();

        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.Add(new(CultureInfo.CurrentUICulture.Name));
        if (version is not null)
            request.Headers.IfMatch.Add(new($"\"{version}\""));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var client = _clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request);
            if (answer.IsSuccessStatusCode)
                return new(answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<T>(Json), null);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                _tokens.Forget(person.SessionId);
                return SessionOver<T>();
            }
            return new(default, await ReadAsync(answer));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return new(default, Problem.Unreachable);
        }
    }

    Answer<T> SessionOver<T>()
    {
        _navigation.NavigateTo($"/sign-in?back={Uri.EscapeDataString("/" + _navigation.ToBaseRelativePath(_navigation.Uri))}", forceLoad: true);
        return new(default, Problem.SessionOver);
    }

    static async Task<Problem> ReadAsync(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status is 502 or 503 or 504)
            return Problem.Unreachable;
        try
        {
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            var code = body.TryGetProperty("code", out var value) ? value.GetString() ?? "" : "";
            var title = body.TryGetProperty("title", out var text) ? text.GetString() ?? "" : "";
            return new(status, code, title.Length > 0 ? title : Texts.T($"http.{status}"), ErrorsOf(body), body);
        }
        catch (JsonException)
        {
            return new(status, $"http.{status}", Texts.T($"http.{status}"), Problem.NoErrors, default);
        }
    }

    static IReadOnlyDictionary<string, string[]> ErrorsOf(JsonElement body) =>
        body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? errors.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.EnumerateArray().Select(text => text.GetString() ?? "").ToArray(), StringComparer.OrdinalIgnoreCase)
            : Problem.NoErrors;
}
