using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.Launcher;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>A second gateway with small allowances: a flood is the trouble of whoever makes it.</summary>
public sealed partial class FloodTests(RunningSystem running, ITestOutputHelper output) : IAsyncLifetime
{
    const int Burst = 20;
    const int AtOnce = 4;
    const int AllAtOnce = 6;
    const int Guesses = 5;
    const int Opened = 3;
    const int Queries = 4;

    static readonly Dictionary<string, string> Small = new(StringComparer.Ordinal)
    {
        ["RateLimits__Person__Requests__Burst"] = $"{Burst}", ["RateLimits__Person__Requests__PerMinute"] = "60", ["RateLimits__Person__Concurrent"] = $"{AtOnce}",
        ["RateLimits__Person__Search__Burst"] = "2", ["RateLimits__Person__Export__Burst"] = "1",
        ["RateLimits__Person__Record__Burst"] = $"{Opened}", ["RateLimits__Person__Record__PerMinute"] = "1",
        ["RateLimits__Address__Requests__Burst"] = $"{Burst}", ["RateLimits__Address__Requests__PerMinute"] = "60",
        ["RateLimits__Password__Burst"] = $"{Guesses}", ["RateLimits__Password__PerMinute"] = "1", ["RateLimits__Concurrent"] = $"{AllAtOnce}",
        ["RateLimits__Token__Burst"] = $"{Guesses}", ["RateLimits__Token__PerMinute"] = "1",
        ["RateLimits__Query__Burst"] = $"{Queries}", ["RateLimits__Query__PerMinute"] = "1", ["RateLimits__QueryCall__Burst"] = $"{Queries}", ["RateLimits__QueryCall__PerMinute"] = "1",
    };

    readonly Doors _doors = new(running);
    BesideProcess _gateway = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await running.System.StartBesideAsync("gateway", Small, Stop);

    public async ValueTask DisposeAsync()
    {
        _doors.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task S_126_a_person_who_asks_too_often_is_told_when_to_come_again_and_nobody_else_is()
    {
        var (busy, other) = (Somebody(), Somebody());
        var answers = new List<int>();
        for (var request = 0; request < 2 * Burst; request++)
            answers.Add(await AskAsync(await running.TokenAsync(busy)));
        answers.Take(Burst).ShouldAllBe(status => status == 200);
        answers.Skip(Burst).Count(status => status == 429).ShouldBeInRange(Burst / 2, Burst);

        // A new token of the same person is no new allowance; a token that only claims to be of another person costs that person nothing.
        using var refused = await _doors.SendAsync(Target(), HttpMethod.Get, await running.TokenAsync(busy), headers: headers => headers.AcceptLanguage.ParseAdd("en"));
        using var stranger = RSA.Create(2048);
        for (var request = 0; request < Burst; request++)
            await AskAsync(TestTokens.For(other, stranger, running.System.Address));
        (await AskAsync(await running.TokenAsync(other))).ShouldBe(200);

        ((int)refused.StatusCode).ShouldBe(429);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);
        problem.GetProperty("code").GetString().ShouldBe("request.too_many");
        problem.GetProperty("title").GetString().ShouldBe($"Too many requests; try again in {refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds:0} seconds.");
        using var chinese = await _doors.SendAsync(Target(), HttpMethod.Get, await running.TokenAsync(busy));
        (await chinese.Content.ReadAsStringAsync(Stop)).ShouldContain("请求过于频繁");
        await Task.Delay(refused.Headers.RetryAfter.Delta.Value, Stop);
        (await AskAsync(await running.TokenAsync(busy))).ShouldBe(200);
    }

    [Fact]
    public async Task S_126_passwords_and_codes_are_guessed_a_few_times_a_minute_from_one_address_whatever_else_is_sent_along()
    {
        string[] spellings = ["account/login", "ACCOUNT/Login", "account/login/", "account/./login", "account/login?x=1"];
        for (var guess = 0; guess < Guesses; guess++)
            (await GuessAsync(spellings[guess % spellings.Length])).ShouldBe(200);
        foreach (var spelling in spellings)
            (await GuessAsync(spelling, await running.TokenAsync(Somebody()), $"198.51.100.{spelling.Length}")).ShouldBe(429, spelling);

        for (var guess = 0; guess < Guesses; guess++)
            (await GuessAsync("connect/token")).ShouldBe(400);
        (await GuessAsync("connect/token")).ShouldBe(429);
        using var page = await _doors.SendAsync(new Uri(_gateway.Address, "account/login"), HttpMethod.Get, null);
        ((int)page.StatusCode).ShouldBe(200);

        async Task<int> GuessAsync(string path, string? token = null, string? from = null)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["userName"] = "clerk", ["password"] = "guessed" });
            using var answer = await _doors.SendAsync(new Uri(_gateway.Address, path), HttpMethod.Post, token, form, headers =>
            {
                if (from is not null)
                    headers.TryAddWithoutValidation("X-Forwarded-For", from);
            });
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task S_126_searches_and_exports_have_allowances_of_their_own()
    {
        var clerk = await running.TokenAsync(Somebody());
        (await SearchAsync()).ShouldBe(200);
        (await SearchAsync()).ShouldBe(200);
        (await SearchAsync()).ShouldBe(429);
        (await AskAsync(clerk)).ShouldBe(200);

        var auditor = await running.TokenAsync(new Official(Guid.CreateVersion7(), "6203.", "auditadmin"));
        foreach (var (service, status) in ((string, int)[])[("screening", 200), ("supervision", 429)])
        {
            using var export = await _doors.SendAsync(new Uri(_gateway.Address, $"api/{service}/audit/export"), HttpMethod.Get, auditor);
            ((int)export.StatusCode).ShouldBe(status, service);
        }

        async Task<int> SearchAsync()
        {
            using var body = JsonContent.Create(new { name = "查无此人" });
            using var answer = await _doors.SendAsync(new Uri(_gateway.Address, "api/reception/person-search"), HttpMethod.Post, clerk, body);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task S_25_S_126_codes_are_asked_for_a_few_times_a_minute_from_one_address_at_the_page_and_at_the_call_behind_it()
    {
        foreach (var (path, first, spellings) in ((string, int, string[])[])
        [
            ("public", 200, ["public", "PUBLIC", "public/", "public/./", "public?x=1"]),
            ("api/reception/public/query", 400, ["api/reception/public/query", "api/reception/PUBLIC/Query/", "api/reception/./public/query", "api/reception/public/review-request"]),
        ])
        {
            for (var query = 0; query < Queries; query++)
                (await AskForAsync(path)).ShouldBe(first, path);
            foreach (var spelling in spellings)
                (await AskForAsync(spelling, await running.TokenAsync(Somebody()), $"198.51.100.{spelling.Length}")).ShouldBe(429, spelling);
        }

        using var page = await _doors.SendAsync(new Uri(_gateway.Address, "public"), HttpMethod.Get, null);
        ((int)page.StatusCode).ShouldBe(200);
        using var refused = await _doors.SendAsync(new Uri(_gateway.Address, "api/reception/public/query"), HttpMethod.Post, null, JsonContent.Create(new { }));
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);

        async Task<int> AskForAsync(string path, string? token = null, string? from = null)
        {
            using HttpContent body = path.StartsWith("api", StringComparison.Ordinal) ? JsonContent.Create(new { }) : new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "guessed", ["lastFour"] = "0000" });
            using var answer = await _doors.SendAsync(new Uri(_gateway.Address, path), HttpMethod.Post, token, body, headers =>
            {
                if (from is not null)
                    headers.TryAddWithoutValidation("X-Forwarded-For", from);
            });
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task S_97_cases_of_all_kinds_are_opened_out_of_one_allowance_and_what_a_page_asks_besides_costs_nothing()
    {
        var id = Guid.CreateVersion7();
        string[] kinds = [$"screening/disputes/{id}", $"reception/visits/{id}", $"reception/matters/{id}"];
        foreach (var another in (string[])
        [
            .. kinds, $"reception/matters/by-matter/{id}", $"reception/matters/{id}/letters", $"backlog/cases/{id}", $"supervision/items/{id}", $"supervision/matters/{id}/timeline",
            $"reception/Matters/{id}/", $"reception/./matters/{id}?x=1",
        ])
        {
            var clerk = await running.TokenAsync(Somebody());
            for (var opened = 0; opened < Opened; opened++)
                (await OpenAsync(clerk, kinds[opened % kinds.Length])).ShouldBe(404);
            (await OpenAsync(clerk, another)).ShouldBe(429, another);

            foreach (var (free, status) in ((string, int)[])[("reception/matters", 200), ("supervision/notices", 200), ($"reception/matters/{id}/history", 404), ($"reception/matters/{id}/attachments", 404)])
                (await OpenAsync(clerk, free)).ShouldBe(status, $"{free} after {another}");
        }

        async Task<int> OpenAsync(string token, string path)
        {
            using var answer = await _doors.SendAsync(new Uri(_gateway.Address, $"api/{path}"), HttpMethod.Get, token);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task S_126_requests_in_hand_are_counted_for_each_and_for_all_and_our_own_look_still_comes_through()
    {
        var (first, second, third) = (Grid(), Grid(), await running.TokenAsync(Somebody()));
        var held = new List<TcpClient>();
        try
        {
            for (var request = 0; request < AtOnce; request++)
                held.Add(await HoldAsync(await running.TokenAsync(first)));
            await AnswersAsync(await running.TokenAsync(first), 429);
            (await AskAsync(third)).ShouldBe(200);

            for (var request = AtOnce; request < AllAtOnce; request++)
                held.Add(await HoldAsync(await running.TokenAsync(second)));
            await AnswersAsync(third, 429);
            using var alive = await _doors.SendAsync(new Uri(_gateway.Address, "health/live"), HttpMethod.Get, null);
            ((int)alive.StatusCode).ShouldBe(200);
        }
        finally
        {
            held.ForEach(connection => connection.Dispose());
        }

        await AnswersAsync(third, 200);

        static Official Grid() => new(Guid.CreateVersion7(), "6203.620302.nyp.v1.", "grid");

        Task AnswersAsync(string token, int status) =>
            Eventually.HoldsAsync(async () => await AskAsync(token) == status, TimeSpan.FromSeconds(4), $"an answer {status}");
    }

    [Fact]
    public async Task S_126_the_flood_of_one_does_not_slow_the_others()
    {
        // At the usual gateway, where somebody who works is far from any limit; the flood comes in at the one that refuses most of it.
        var (calm, flooder) = (await running.TokenAsync(Somebody()), await running.TokenAsync(Somebody()));
        await LatenciesAsync(calm);
        var quiet = await LatenciesAsync(calm);
        while (await AskAsync(flooder) != 429)
        {
        }

        using var enough = new CancellationTokenSource();
        var refused = 0;
        var flood = Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                if (await AskAsync(flooder) == 429)
                    Interlocked.Increment(ref refused);
        }, Stop)).ToList();
        var flooded = await LatenciesAsync(calm);
        await enough.CancelAsync();
        await Task.WhenAll(flood);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"quiet: median {At(quiet, 0.5):0.0} ms, p99 {At(quiet, 0.99):0.0} ms; beside {refused} refused requests: median {At(flooded, 0.5):0.0} ms, p99 {At(flooded, 0.99):0.0} ms"));
        refused.ShouldBeGreaterThan(flooded.Count);
        // The flood and its refusals run on the same machine; what they take of it is not what the limits are about.
        At(flooded, 0.5).ShouldBeLessThanOrEqualTo((2 * At(quiet, 0.5)) + 20);

        async Task<List<double>> LatenciesAsync(string token)
        {
            var times = new List<double>();
            for (var request = 0; request < 300; request++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await _doors.SendAsync(new Uri(running.Address, Doors.ListOf("directory")), HttpMethod.Get, token);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                ((int)answer.StatusCode).ShouldBe(200);
            }

            times.Sort();
            return times;
        }

        static double At(List<double> sorted, double part) => sorted[(int)(part * (sorted.Count - 1))];
    }

    [Fact]
    public async Task S_86_only_a_proxy_of_ours_is_believed_where_somebody_comes_from()
    {
        // Nobody's proxy: a new address in a header is no new allowance.
        for (var request = 0; request < Burst; request++)
            await FromAsync(_gateway.Address, $"203.0.113.{request}");
        (await FromAsync(_gateway.Address, "203.0.113.250")).ShouldBe(429);

        await using var behind = await running.System.StartBesideAsync("gateway", new Dictionary<string, string>(Small) { ["TrustedProxies__0"] = "127.0.0.0/8" }, Stop);
        for (var request = 0; request < Burst; request++)
            await FromAsync(behind.Address, $"203.0.113.{request}, 198.51.100.9");
        (await FromAsync(behind.Address, "203.0.113.250, 198.51.100.9")).ShouldBe(429);
        (await FromAsync(behind.Address, "198.51.100.9, 198.51.100.10")).ShouldBe(401);

        (await EvidenceAsync(behind.Address, "203.0.113.7, 198.51.100.9")).ShouldBe("198.51.100.9");
        (await EvidenceAsync(running.Address, "203.0.113.7, 198.51.100.9")).ShouldBeOneOf("127.0.0.1", "::1", "::ffff:127.0.0.1");
        (await EvidenceAsync(new(running.System.AddressOf("screening")), "203.0.113.7")).ShouldBeOneOf("127.0.0.1", "::ffff:127.0.0.1");

        async Task<int> FromAsync(Uri gateway, string addresses)
        {
            using var answer = await _doors.SendAsync(new Uri(gateway, Doors.ListOf("screening")), HttpMethod.Get, null, headers: headers => headers.TryAddWithoutValidation("X-Forwarded-For", addresses));
            return (int)answer.StatusCode;
        }

        async Task<string?> EvidenceAsync(Uri door, string addresses)
        {
            var missing = Guid.CreateVersion7();
            using var answer = await _doors.SendAsync(new Uri(door, $"api/screening/disputes/{missing}"), HttpMethod.Get, await running.TokenAsync(Somebody()), headers: headers => headers.TryAddWithoutValidation("X-Forwarded-For", addresses));
            ((int)answer.StatusCode).ShouldBe(404);
            await using var connection = new Npgsql.NpgsqlConnection(running.ConnectionTo("anjie_screening"));
            await connection.OpenAsync(Stop);
            await using var command = new Npgsql.NpgsqlCommand($"select address from audit_row where subject = '{missing}'", connection);
            return (string?)await command.ExecuteScalarAsync(Stop);
        }
    }

    [Fact]
    public async Task S_105_a_flood_of_401_is_counted_and_leaves_a_line_now_and_then()
    {
        const int Flood = 3000;
        var between = TimeSpan.FromSeconds(1);
        await using var gateway = await running.System.StartBesideAsync(
            "gateway", new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Refusals__BetweenLines"] = between.ToString() }, Stop);
        var door = new Door("screening", gateway.Address, IsGateway: true);
        await _doors.ReadAsync(door, null);
        await Eventually.HoldsAsync(() => Task.FromResult(Told() == (1, 1)), TimeSpan.FromSeconds(5), "the first refusal is told");
        var sizes = RunningSystem.Services.Sum(service => new FileInfo(running.LogOf(service)).Length);

        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Flood), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) => (await _doors.ReadAsync(door, "no-token")).ShouldBe(401));
        var took = Stopwatch.GetElapsedTime(started);
        await Task.Delay(2 * between, Stop);
        await _doors.ReadAsync(door, null);

        await Eventually.HoldsAsync(() => Task.FromResult(Told().Counted == Flood + 2), TimeSpan.FromSeconds(5), () => Task.FromResult($"{Told().Counted} were told of"));
        Told().Lines.ShouldBeLessThanOrEqualTo(3 + (int)(took / between));
        (RunningSystem.Services.Sum(service => new FileInfo(running.LogOf(service)).Length) - sizes).ShouldBeLessThan(Flood);

        (long Counted, int Lines) Told()
        {
            var lines = RefusedLine().Matches(string.Join('\n', gateway.LastLines));
            return (lines.Sum(line => long.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture)), lines.Count);
        }
    }

    [Fact]
    public async Task S_105_lines_about_refusals_are_usually_ten_seconds_apart()
    {
        const int Refused = 300;
        // The log tells whole seconds.
        var least = TimeSpan.FromSeconds(9);
        for (var request = 0; request < Refused; request++)
            await _doors.ReadAsync(Gateway, null);
        await Eventually.HoldsAsync(() => Task.FromResult(Told().Count > 0), TimeSpan.FromSeconds(5), "the refusals are told of");

        var told = Told();
        told.Zip(told.Skip(1), (one, next) => next - one).ShouldAllBe(apart => apart >= least); // over midnight as well

        // Of this test and of all before it.
        List<TimeOnly> Told()
        {
            using var log = new StreamReader(new FileStream(running.LogOf("gateway"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return [.. RefusedLine().Matches(log.ReadToEnd()).Select(line => TimeOnly.Parse(line.Groups["at"].Value, CultureInfo.InvariantCulture))];
        }
    }

    Door Gateway => new("screening", running.Address, IsGateway: true);

    static Official Somebody() => Doors.Clerk with { PersonId = Guid.CreateVersion7() };

    Uri Target() => new(_gateway.Address, Doors.ListOf("directory"));

    async Task<int> AskAsync(string token)
    {
        using var answer = await _doors.SendAsync(Target(), HttpMethod.Get, token);
        return (int)answer.StatusCode;
    }

    /// <summary>A request whose body does not come.</summary>
    async Task<TcpClient> HoldAsync(string token)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _gateway.Address.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /api/screening/disputes/{Guid.CreateVersion7()} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"), Stop);
        return client;
    }

    [GeneratedRegex(@"^(?<at>[\d:]{8}) .*Refused since the last line: (?<count>\d+) without", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex RefusedLine();
}
