using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Launcher;
using Anjie.Seeds;

namespace Anjie.Benchmarks;

/// <summary>A registrar at the counter of an open reception day.</summary>
sealed class Office
{
    // Access tokens live five minutes; every measurement begins with a fresh one.
    static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(4);

    readonly AnjieSystem _system;
    readonly HttpClient _signIns;
    readonly HttpClient _client;
    Guid _session;

    Office(AnjieSystem system)
    {
        _system = system;
        _signIns = SignIn.CreateClient(new Uri(system.Address));
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(system.Address) };
    }

    public static async Task<Office> OpenAsync(AnjieSystem system)
    {
        var office = new Office(system);
        await office.SignInAsync("leader");
        var post = (await office._client.GetFromJsonAsync<JsonElement>("api/directory/me")).GetProperty("post").GetProperty("id").GetGuid();
        await office.SignInAsync();
        office._session = Guid.CreateVersion7();
        using var planned = await office._client.PutAsJsonAsync(
            $"api/reception/sessions/{office._session}", new { leaderPostId = post, on = "2026-01-05", from = "09:00", to = "11:30", place = "市信访接待大厅", kind = "Unannounced" });
        await ExpectAsync(planned, HttpStatusCode.Created);
        using var opening = new HttpRequestMessage(HttpMethod.Post, $"api/reception/sessions/{office._session}/opening");
        opening.Headers.IfMatch.Add(planned.Headers.ETag!);
        using var opened = await office._client.SendAsync(opening);
        await ExpectAsync(opened, HttpStatusCode.OK);
        return office;
    }

    public async Task SignInAsync(string user = "clerk") =>
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await SignIn.SignInAsync(_signIns, user, _system.DemoPassword, CancellationToken.None)).AccessToken);

    /// <summary>One visitor with one demand, through gateway, token, validation, encryption, audit and outbox.</summary>
    public async Task<Guid> RegisterAsync(CancellationToken ct = default)
    {
        var id = Guid.CreateVersion7();
        using var answer = await _client.PutAsJsonAsync(
            $"api/reception/visits/{id}",
            new
            {
                sessionId = _session, visitedOn = "2026-01-05", visitors = 1, representatives = 1, peopleConcerned = 3, category = "Appeal", contentCode = "0101",
                summary = "反映承包地被占用后补偿款长期未支付，多次向镇里反映没有结果，请求尽快解决。", problemPlace = "宁远堡镇西坡村",
                demands = new[] { new { text = "支付拖欠的补偿款" } },
                petitioners = new[] { new { name = "某甲", phone = string.Create(CultureInfo.InvariantCulture, $"139{Random.Shared.Next(10_000_000, 99_999_999)}"), address = "西坡村二组" } },
                form = 21,
            },
            ct);
        await ExpectAsync(answer, HttpStatusCode.Created);
        return id;
    }

    /// <summary>A file to import.</summary>
    public async Task UploadAsync(string path, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(file) };
        request.Headers.TryAddWithoutValidation("X-File-Name", "a.xlsx");
        using var answer = await _client.SendAsync(request);
        await ExpectAsync(answer, HttpStatusCode.Created);
    }

    public async Task StartImportAsync(Guid id)
    {
        using var answer = await _client.PostAsJsonAsync($"api/reception/imports/{id}/start", new { });
        await ExpectAsync(answer, HttpStatusCode.OK);
    }

    public async Task AwaitImportAsync(Guid id, string state)
    {
        for (var signedIn = Stopwatch.StartNew(); ;)
        {
            if (signedIn.Elapsed > TokenLife)
            {
                await SignInAsync();
                signedIn.Restart();
            }
            var import = await _client.GetFromJsonAsync<JsonElement>($"api/reception/imports/{id}");
            if (import.GetProperty("state").GetString() == state)
                return;
            if (import.GetProperty("code").GetString() is { } code)
                throw new InvalidOperationException($"The import ended with {code}.");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>As many as go through in the time, over so many connections at once.</summary>
    public async Task<(int Count, double Seconds)> RegisterManyAsync(int connections, TimeSpan time)
    {
        var (count, started) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (started.Elapsed < time)
            {
                await RegisterAsync();
                Interlocked.Increment(ref count);
            }
        })));
        return (count, started.Elapsed.TotalSeconds);
    }

    /// <summary>Until the events of what was registered have arrived everywhere, so that the next round begins quietly.</summary>
    public async Task AwaitCalmAsync()
    {
        string[] services = ["screening", "reception", "backlog", "supervision"];
        for (var calm = 0; calm < 2;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            var idle = true;
            foreach (var service in services)
                idle &= (await _signIns.GetFromJsonAsync<JsonElement>(_system.AddressOf(service) + "dev/clock")).GetProperty("idle").GetBoolean();
            calm = idle ? calm + 1 : 0;
        }
    }

    static async Task ExpectAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        if (answer.StatusCode != expected)
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri!.AbsolutePath} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
