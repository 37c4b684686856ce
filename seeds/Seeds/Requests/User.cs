using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Anjie.Seeds;

/// <summary>A signed-in person: asks with a real token, which is renewed before it ends.</summary>
internal sealed class User(Gateway gateway, string name) : IDisposable
{
    // Tokens live on real time, whatever the business clock says.
    static readonly TimeSpan spare = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim signingIn = new(1);
    Tokens? tokens;
    long renewAt;
    Standing? standing;

    public string Name => name;

    public void Dispose() => signingIn.Dispose();

    /// <summary>The post and unit in which the person acts.</summary>
    public async Task<Standing> StandingAsync(CancellationToken ct) => standing ??= Standing.Of((await GetAsync("api/directory/me", ct)).OrThrow());

    public Task<Answer> GetAsync(string path, CancellationToken ct) => SendAsync(HttpMethod.Get, path, null, null, ct);

    public Task<Answer> PostAsync(string path, object? body, int? version, CancellationToken ct) => SendAsync(HttpMethod.Post, path, body ?? new { }, version, ct);

    /// <summary>Creates a case under an id of ours, or finds that it was created before.</summary>
    public async Task<CaseDoc> PutAsync(string path, object body, CancellationToken ct) =>
        new CaseDoc(path).Read(await SendAsync(HttpMethod.Put, path, body, null, ct));

    public async Task<CaseDoc> ReadAsync(string path, CancellationToken ct) => new CaseDoc(path).Read(await GetAsync(path, ct));

    public async Task RereadAsync(CaseDoc doc, CancellationToken ct) => doc.Read(await GetAsync(doc.Path, ct));

    /// <summary>Does one act on a case. What the system did to it meanwhile is read and the act tried once more.</summary>
    public async Task<Answer> TryAsync(CaseDoc doc, string noun, object? body, CancellationToken ct)
    {
        var answer = await PostAsync($"{doc.Path}/{noun}", body, doc.Version, ct);
        if (answer.Status == 412)
        {
            await RereadAsync(doc, ct);
            answer = await PostAsync($"{doc.Path}/{noun}", body, doc.Version, ct);
        }

        if (answer.IsSuccess)
        {
            doc.Read(answer);
        }

        return answer;
    }

    public async Task ActAsync(CaseDoc doc, string noun, object? body, CancellationToken ct) => (await TryAsync(doc, noun, body, ct)).OrThrow();

    async Task<Answer> SendAsync(HttpMethod method, string path, object? body, int? version, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(ct));
        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }

        if (body is not null)
        {
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        }

        var answer = await gateway.SendAsync(request, ct);
        return answer with { Asked = $"{name}: {answer.Asked}" };
    }

    async Task<string> TokenAsync(CancellationToken ct)
    {
        await signingIn.WaitAsync(ct);
        try
        {
            if (tokens is null || Stopwatch.GetTimestamp() >= renewAt)
            {
                tokens = tokens?.RefreshToken is { } refresh ? await gateway.RefreshAsync(refresh, ct) : await gateway.SignInAsync(name, ct);
                renewAt = Stopwatch.GetTimestamp() + ((long)(tokens.ExpiresIn - spare.TotalSeconds) * Stopwatch.Frequency);
            }

            return tokens.AccessToken;
        }
        finally
        {
            signingIn.Release();
        }
    }
}

/// <summary>In which post and unit a person acts.</summary>
internal sealed record Standing(Guid PersonId, Guid PostId, Guid UnitId, string Person)
{
    public static Standing Of(Answer me) => new(
        me.Body.GetProperty("person").GetProperty("id").GetGuid(),
        me.Body.GetProperty("post").GetProperty("id").GetGuid(),
        me.Body.GetProperty("unit").GetProperty("id").GetGuid(),
        me.Body.GetProperty("person").GetProperty("name").GetString()!);
}
