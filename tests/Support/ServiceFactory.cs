using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Anjie.Support;

/// <summary>A service as it is deployed: its own database and roles, migrated by its own verb, real broker, tokens of this run, a clock that tests move.</summary>
public sealed class ServiceFactory<TProgram> : WebApplicationFactory<TProgram> where TProgram : class
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Dictionary<string, string> _settings;
    readonly string _clockFile;

    ServiceFactory(Dictionary<string, string> settings, string clockFile) => (_settings, _clockFile) = (settings, clockFile);

    /// <summary>The owner's connection, for looking into tables.</summary>
    public string Database => _settings["ConnectionStrings:Migrations"];

    /// <summary>The service's own connection, with no more rights than it has.</summary>
    public string OwnDatabase => _settings["ConnectionStrings:Database"];

    /// <summary>The ring of the keys that seal personal data.</summary>
    public string KeyFile => _settings["PersonalData:KeyFile"];

    /// <summary>The private key of the checkpoints.</summary>
    public string AuditKeyFile => _settings["Audit:SigningKeyFile"];

    /// <summary>The policy the service goes by; another text is in force a moment later.</summary>
    public string PolicyFile => _settings["Policy:File"];

    public string RabbitMq => _settings["ConnectionStrings:RabbitMq"];

    /// <param name="name">Of database and virtual host.</param>
    /// <param name="more">Settings that the service has besides.</param>
    public static async Task<ServiceFactory<TProgram>> StartAsync(string name, params (string Key, string Value)[] more)
    {
        await Infrastructure.StartAsync();
        var folder = TemporaryFolder.Create(name);
        var owner = await Infrastructure.CreateDatabaseAsync($"anjie_{name}");
        var (keys, tokens, clock, audit) = (Path.Combine(folder, "keys.json"), Path.Combine(folder, "tokens.pem"), Path.Combine(folder, "clock"), Path.Combine(folder, "audit.pem"));
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(audit, signing.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(keys, JsonSerializer.Serialize(new { active = "k1", keys = new { k1 = Random32() }, index = Random32() }));
        await File.WriteAllTextAsync(tokens, TestTokens.PublicKeyPem);
        var policy = Path.Combine(folder, "policy.json");
        await using (var file = File.Create(policy))
            await Assembly.Load("Anjie.Cases").GetManifestResourceStream("policy.json")!.CopyToAsync(file);
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = Infrastructure.AsRuntime(owner),
            ["ConnectionStrings:Migrations"] = owner,
            ["ConnectionStrings:RabbitMq"] = await Infrastructure.CreateVirtualHostAsync(name),
            ["Auth:Issuer"] = TestTokens.Issuer,
            ["Auth:PublicKeyFile"] = tokens,
            ["PersonalData:KeyFile"] = keys,
            ["Audit:SigningKeyFile"] = audit,
            ["Audit:CheckpointFolder"] = Path.Combine(folder, "checkpoints"),
            ["Clock:File"] = clock,
            ["Policy:File"] = policy,
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        var factory = new ServiceFactory<TProgram>(settings, clock);
        await factory.RunVerbAsync("migrate");
        return factory;
    }

    /// <summary>Runs the service's own program with a verb, as the launcher does.</summary>
    public async Task RunVerbAsync(string verb)
    {
        string[] args = [verb, "--environment=Development", .. _settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var code = await Task.Run(() => typeof(TProgram).Assembly.EntryPoint!.Invoke(null, [args]));
        if (code is not 0)
            throw new InvalidOperationException($"{verb} answered {code}.");
    }

    /// <summary>Starts the service's own program once more, in Production and with other settings; a setting without a value is taken away.</summary>
    /// <returns>Why it did not start.</returns>
    public async Task<Exception> RefusalInProductionAsync(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string>(_settings, StringComparer.Ordinal);
        foreach (var (key, value) in changes)
            if (value is null)
                settings.Remove(key);
            else
                settings[key] = value;
        string[] args = ["--environment=Production", "--urls=http://127.0.0.1:0", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        try
        {
            await Task.Run(() => typeof(TProgram).Assembly.EntryPoint!.Invoke(null, [args])).WaitAsync(Patience);
        }
        catch (TargetInvocationException refused)
        {
            return refused.InnerException!;
        }

        throw new InvalidOperationException("The program ended by itself.");
    }

    /// <summary>A client that signs its requests as the official.</summary>
    public HttpClient As(Official official)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(official));
        return client;
    }

    /// <summary>The business day the service was moved to.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>Moves business time to noon of the day, then waits until the service has done what the day asks for.</summary>
    public async Task MoveToAsync(DateOnly day)
    {
        var offset = day.ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc) - TimeProvider.System.GetUtcNow().UtcDateTime;
        // The service reads all the while: it must never meet an empty file.
        var unfinished = _clockFile + ".new";
        await File.WriteAllTextAsync(unfinished, ((long)offset.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        File.Move(unfinished, _clockFile, overwrite: true);
        Today = day;
        await IdleAsync();
    }

    /// <summary>Waits until the service is at <see cref="Today"/> and has nothing left to do.</summary>
    public async Task IdleAsync()
    {
        using var client = CreateClient();
        var echo = default(JsonElement);
        await Eventually.HoldsAsync(async () =>
        {
            echo = await client.GetFromJsonAsync<JsonElement>("/dev/clock");
            return echo.GetProperty("idle").GetBoolean() && echo.GetProperty("today").GetString() == Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }, Patience, () => Task.FromResult(echo.ToString()));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }

    static string Random32() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
