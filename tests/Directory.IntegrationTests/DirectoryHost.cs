using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Anjie.Directory.Persistence;
using Anjie.Seeds;
using Anjie.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Anjie.Directory.IntegrationTests.DirectoryHost))]

namespace Anjie.Directory.IntegrationTests;

/// <summary>The service as it runs: migrated by its owner, bootstrapped and served as the runtime role, over real servers.</summary>
public sealed class DirectoryHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Password = "only-for-tests-1";
    public static readonly Uri Address = new("http://localhost/");

    readonly string _keys = System.IO.Directory.CreateTempSubdirectory("anjie-directory-tests-").FullName;
    readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    readonly Dictionary<string, WebApplicationFactory<Program>> _others = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _signingIn = new(1, 1);

    public async ValueTask InitializeAsync()
    {
        var owner = await Infrastructure.CreateDatabaseAsync("anjie_directory");
        using var rsa = RSA.Create(2048);
        await File.WriteAllTextAsync(KeyFile("private.pem"), rsa.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(KeyFile("public.pem"), rsa.ExportSubjectPublicKeyInfoPem());
        _settings["ConnectionStrings:Database"] = Infrastructure.AsRuntime(owner);
        _settings["ConnectionStrings:Migrations"] = owner;
        _settings["ConnectionStrings:RabbitMq"] = await Infrastructure.CreateVirtualHostAsync("directory");
        _settings["Auth:Issuer"] = Address.AbsoluteUri;
        _settings["Auth:SigningKeyFile"] = KeyFile("private.pem");
        _settings["Auth:PublicKeyFile"] = KeyFile("public.pem");
        using var audit = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(KeyFile("audit.pem"), audit.ExportPkcs8PrivateKeyPem());
        _settings["Audit:SigningKeyFile"] = KeyFile("audit.pem");
        _settings["Auth:PortalSecret"] = "portal-secret-for-tests";
        _settings["Demo:Password"] = Password;
        _settings["Sessions:AtOnce"] = "100"; // the tests share people, and each signs in for itself
        await RunAsync("migrate");
        await RunAsync("bootstrap");
        StartServer(); // test classes run side by side, and each would start one
    }

    /// <summary>The same installation with other settings. Started once for each set of them; it ends with this one.</summary>
    public WebApplicationFactory<Program> With(params (string Key, string Value)[] settings)
    {
        lock (_others)
        {
            var name = string.Join(';', settings);
            if (!_others.TryGetValue(name, out var other))
                _others[name] = other = WithWebHostBuilder(builder => Array.ForEach(settings, setting => builder.UseSetting(setting.Key, setting.Value)));
            return other;
        }
    }

    public HttpClient Plain() => CreateClient(new() { BaseAddress = Address, AllowAutoRedirect = false, HandleCookies = false });

    /// <summary>A client that carries the token of a demo person; signed in once per run.</summary>
    public async Task<HttpClient> AsAsync(string user)
    {
        await _signingIn.WaitAsync();
        try
        {
            if (!_tokens.TryGetValue(user, out var token))
            {
                using var gateway = Plain();
                _tokens[user] = token = (await SignIn.SignInAsync(gateway, user, Password, CancellationToken.None)).AccessToken;
            }
            var client = Plain();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return client;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    internal async Task<T> InDatabaseAsync<T>(Func<DirectoryDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<DirectoryDb>());
    }

    internal async Task InScopeAsync<TService>(Func<TService, Task> act) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Runs a verb of the service in a process of its own, as the Launcher does.</summary>
    public async Task RunAsync(string verb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Anjie.Directory.dll"), verb])
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var (key, value) in _settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{verb}: {await output}{await errors}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _signingIn.Dispose();
        System.IO.Directory.Delete(_keys, recursive: true);
    }

    string KeyFile(string name) => Path.Combine(_keys, name);
}
