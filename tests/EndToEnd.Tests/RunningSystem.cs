using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests;
using Anjie.EndToEnd.Tests.Browser;
using Anjie.Launcher;
using Anjie.Seeds;
using Anjie.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(RunningSystem))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer(typeof(StoryOrder))]

namespace Anjie.EndToEnd.Tests;

/// <summary>The whole system as <c>deploy/up</c> starts it, without demo data, on the business day the scenario begins with.</summary>
/// <remarks>Always on private servers: the names of the six databases are fixed, so given servers could hold another system already.
/// With <c>ANJIE_BASE_ADDRESS</c> and <c>ANJIE_PASSWORD</c> the tests that only use the front door play on a running system instead.</remarks>
public sealed class RunningSystem : IAsyncLifetime
{
    /// <summary>What has rows, an outbox and an OpenAPI document; not the Portal and not the gateway.</summary>
    public static readonly string[] Services = ["screening", "reception", "backlog", "supervision", "directory"];

    public static readonly DateOnly FirstDay = new(2026, 1, 5);

    /// <summary>How long what is disclosed stays on a screen here: less than the usual minute, which a test would have to wait out.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(25);

    /// <summary>How many different people may be shown to one person in an hour: more than usual, because one clerk looks at what many tests have registered.</summary>
    public const int PeoplePerHour = 10_000;

    // Access tokens live five minutes.
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(4);
    static readonly TimeSpan StoryPatience = TimeSpan.FromMinutes(4);

    readonly ConcurrentDictionary<string, (string Token, long At)> _tokens = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _signingIn = new(4);
    readonly string _folder = TemporaryFolder.Create("system");
    readonly Uri? _given = Environment.GetEnvironmentVariable("ANJIE_BASE_ADDRESS") is { Length: > 0 } address ? new(address) : null;
    AnjieSystem? _system;
    HttpClient? _signIns;

    /// <summary>Data of the servers, logs, keys: all that the system writes.</summary>
    public string Folder => _folder;

    /// <summary>The policy all services go by; written anew, it is in force a moment later.</summary>
    public string PolicyFile => Path.Combine(_folder, "policy.json");

    public AnjieSystem System => _system ?? throw new InvalidOperationException("The system has not started.");

    public Uri Address => _given ?? new(System.Address);

    public string Password => _given is null ? System.DemoPassword : Environment.GetEnvironmentVariable("ANJIE_PASSWORD")!;

    public async ValueTask InitializeAsync()
    {
        // The launcher hands its environment on to what it starts.
        await using (var policy = File.Create(PolicyFile))
            Policy.Shipped.Write(policy);
        Environment.SetEnvironmentVariable("Policy__File", PolicyFile);
        Environment.SetEnvironmentVariable("Disclosure__PersonPerHour", PeoplePerHour.ToString(CultureInfo.InvariantCulture));
        foreach (var limit in (string[])["PersonPerDay", "UnitPerDay", "EverybodyPerDay"])
            Environment.SetEnvironmentVariable($"Disclosure__{limit}", (10 * PeoplePerHour).ToString(CultureInfo.InvariantCulture));
        Environment.SetEnvironmentVariable("Reveal__ShownFor", ShownFor.ToString("c", CultureInfo.InvariantCulture));
        if (_given is null)
            _system = await AnjieSystem.StartAsync(new() { DataFolder = _folder, StartOn = FirstDay, Durable = false }, TestContext.Current.CancellationToken);
        _signIns = SignIn.CreateClient(Address);
    }

    public async ValueTask DisposeAsync()
    {
        await BrowserOffice.EndAsync();
        _signIns?.Dispose();
        _signingIn.Dispose();
        if (_system is not null)
            await _system.DisposeAsync();
        TemporaryFolder.Remove(_folder);
    }

    /// <summary>A token of a real sign-in.</summary>
    public async Task<string> TokenAsync(string user)
    {
        if (Known(user) is { } known)
            return known;
        await _signingIn.WaitAsync();
        try
        {
            // Whoever waited may find that another has signed the same person in.
            if (Known(user) is { } meanwhile)
                return meanwhile;
            var token = (await SignIn.SignInAsync(_signIns!, user, Password, CancellationToken.None)).AccessToken;
            _tokens[user] = (token, Stopwatch.GetTimestamp());
            return token;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    string? Known(string user) => _tokens.TryGetValue(user, out var known) && Stopwatch.GetElapsedTime(known.At) < TokenLife ? known.Token : null;

    public void Forget(string user) => _tokens.TryRemove(user, out _);

    /// <summary>A client at the gateway that asks as this person.</summary>
    public async Task<HttpClient> AsAsync(string user)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        return client;
    }

    /// <summary>A token as Directory would sign it for somebody in a post that need not exist.</summary>
    public async Task<string> TokenAsync(Official official)
    {
        using var key = await SigningKeyAsync();
        return TestTokens.For(official, key, System.Address);
    }

    public async Task<RSA> SigningKeyAsync() => TestTokens.KeyOf(await File.ReadAllTextAsync((await KeysAsync()).SigningKeyFile));

    /// <summary>Tells the story of one matter through the gateway, as <c>seeds scenario</c> does; it leaves a case of every kind.</summary>
    public async Task<(int Code, string Told)> PlayScenarioAsync()
    {
        using var story = Process.Start(new ProcessStartInfo("dotnet", [typeof(SignIn).Assembly.Location, "scenario", "--gateway", System.Address, "--password", Password])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (told, complaints) = (story.StandardOutput.ReadToEndAsync(), story.StandardError.ReadToEndAsync());
        using var enough = new CancellationTokenSource(StoryPatience);
        try
        {
            await story.WaitForExitAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            story.Kill(entireProcessTree: true);
        }

        return (story.ExitCode, await told + await complaints);
    }

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(System.Postgres) { Database = database }.ConnectionString;

    /// <summary>The connection a service's runtime role or owner would make, to any database.</summary>
    public async Task<string> ConnectionAsync(string role, string database) => Provisioning.ConnectionString(
        System.Postgres, database, role, (await KeysAsync()).PasswordOf(role)) + ";Pooling=false";

    public Task<Keys> KeysAsync() => Keys.EnsureAsync(Path.Combine(_folder, "keys"), CancellationToken.None);

    /// <summary>What a part has written since it was started.</summary>
    public string LogOf(string part) => Path.Combine(_folder, "logs", $"{part}.log");

    public async Task<DateOnly> TodayAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        return (await client.GetFromJsonAsync<JsonElement>("dev/clock")).GetProperty("today").Deserialize<DateOnly>();
    }

    /// <summary>Waits until nothing is waiting to be sent, handled or fired anywhere.</summary>
    public async Task AwaitCalmAsync(TimeSpan within)
    {
        using var client = new HttpClient();
        var busy = "";
        await Eventually.HoldsAsync(
            async () =>
            {
                var idle = await Task.WhenAll(Services.Select(async name =>
                    (name, idle: (await client.GetFromJsonAsync<JsonElement>(global::System.String.Concat(System.AddressOf(name), "dev/clock"))).GetProperty("idle").GetBoolean())));
                busy = string.Join(", ", idle.Where(part => !part.idle).Select(part => part.name));
                return busy.Length == 0;
            },
            within, () => Task.FromResult($"still busy: {busy}"));
    }
}
