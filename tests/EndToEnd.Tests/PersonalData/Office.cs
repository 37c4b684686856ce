using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Support;
using Npgsql;

namespace Anjie.EndToEnd.Tests.PersonalData;

/// <summary>Registers canaries through the front door and asks about them.</summary>
sealed class Office(RunningSystem running) : IDisposable
{
    readonly HttpClient _client = new() { BaseAddress = running.Address };

    public void Dispose() => _client.Dispose();

    public async Task<(int Status, string Text, EntityTagHeaderValue? Tag)> AskAsync(string user, HttpMethod method, string path, object? body = null, EntityTagHeaderValue? tag = null) =>
        await SendAsync(await running.TokenAsync(user), method, path, body, tag);

    public async Task<(int Status, string Text, EntityTagHeaderValue? Tag)> SendAsync(string token, HttpMethod method, string path, object? body = null, EntityTagHeaderValue? tag = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        if (tag is not null)
            request.Headers.IfMatch.Add(tag);
        using var answer = await _client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag);
    }

    /// <summary>A letter of these people; answers with the view the clerk gets.</summary>
    public async Task<(JsonElement Matter, EntityTagHeaderValue Tag)> RegisterMatterAsync(DateOnly today, params Canary[] people)
    {
        var (status, text, tag) = await AskAsync("clerk", HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", MatterBody(today, people));
        status.ShouldBe(201, text);
        return (JsonDocument.Parse(text).RootElement, tag!);
    }

    /// <summary>A matter with a file that names the person, in its content and in what it is called.</summary>
    /// <returns>The address of the file, below that of matters.</returns>
    public async Task<string> MatterWithFileAsync(DateOnly today, Canary person)
    {
        var (matter, _) = await RegisterMatterAsync(today, person);
        var file = $"{matter.GetProperty("id").GetString()}/attachments/{Guid.CreateVersion7()}";
        (await AttachAsync("clerk", $"api/reception/matters/{file}", $"{person.Name}.txt", SampleFiles.Text(person.Name))).ShouldBe(201);
        return file;
    }

    public async Task<int> AttachAsync(string user, string path, string name, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new("Bearer", await running.TokenAsync(user));
        request.Headers.Add("X-File-Name", Uri.EscapeDataString(name));
        using var answer = await _client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async Task<byte[]> DownloadAsync(string user, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", await running.TokenAsync(user));
        using var answer = await _client.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public static object MatterBody(DateOnly today, params Canary[] people) => new
    {
        receivedOn = today, form = 1, category = "Appeal", contentCode = "02.01", summary = $"{people[0].Name}反映征地补偿款，电话{people[0].Phone}", problemPlace = people[0].Address,
        demands = new[] { new { text = $"向{people[0].Name}补发" } }, petitioners = people.Select(person => person.AsPetitioner), peopleConcerned = people.Length,
    };

    public async Task<JsonElement> ReportDisputeAsync(DateOnly today, string typeCode, Canary one, Canary other)
    {
        var (status, text, _) = await AskAsync("town", HttpMethod.Put, $"api/screening/disputes/{Guid.CreateVersion7()}", new
        {
            title = $"{one.Name}与{other.Name}的纠纷", foundOn = today, method = 1, typeCode, place = one.Address, facts = $"{one.Name}（{one.IdentityNumber}）称未获补偿。", demands = "补偿。",
            peopleConcerned = 2, parties = new[] { one.AsParty("First"), other.AsParty("Second") },
        });
        status.ShouldBe(201, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public static string PersonOf(JsonElement view, int at = 0) => view.GetProperty(view.TryGetProperty("parties", out _) ? "parties" : "petitioners")[at].GetProperty("id").GetString()!;

    public async Task<JsonElement> DiscloseAsync(string user, string person, string collection = "reception/petitioners", object? body = null)
    {
        var (status, text, _) = await AskAsync(user, HttpMethod.Post, $"api/{collection}/{person}/disclosure", body ?? new { purpose = "Handling" });
        status.ShouldBe(200, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<List<T>> RowsAsync<T>(string database, string query)
    {
        await using var connection = new NpgsqlConnection(running.ConnectionTo(database) + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync())
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        return rows;
    }
}
