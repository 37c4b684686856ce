using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Launcher;
using Anjie.Seeds;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests.Tls;

/// <summary>A second system, as <c>deploy/up --tls</c> starts it.</summary>
public sealed class TlsSystem : IAsyncLifetime
{
    readonly string _folder = TemporaryFolder.Create("tls");
    AnjieSystem? _system;

    public AnjieSystem System => _system!;

    public Certificates Certificates => System.Certificates!;

    /// <summary>Another installation's, which nobody here has reason to trust.</summary>
    public Certificates Foreign { get; private set; } = null!;

    public Uri Address => new(System.Address);

    public async ValueTask InitializeAsync()
    {
        _system = await AnjieSystem.StartAsync(new() { DataFolder = _folder, StartOn = RunningSystem.FirstDay, Durable = false, Tls = true }, TestContext.Current.CancellationToken);
        Foreign = await Certificates.EnsureAsync(Path.Combine(_folder, "elsewhere"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        TemporaryFolder.Remove(_folder);
    }

    /// <summary>A client that trusts this system, and shows who it is when told to.</summary>
    public HttpClient NewClient(string? caller = null, Certificates? issuedBy = null)
    {
        var options = Certificates.ClientOptions();
        options.ClientCertificateContext = caller is null ? null : (issuedBy ?? Certificates).ClientOptions(caller).ClientCertificateContext;
        return new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = options }) { BaseAddress = Address };
    }

    public async Task<string> TokenAsync(string user)
    {
        using var client = NewClient();
        return (await SignIn.SignInAsync(client, user, System.DemoPassword, TestContext.Current.CancellationToken)).AccessToken;
    }

    public async Task<(int Status, string Text)> SendAsync(HttpClient client, string token, HttpMethod method, Uri address, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A service's connection as its own settings have it.</summary>
    public async Task<string> ConnectionAsync(string service, string name)
    {
        var file = Path.Combine(_folder, "keys", "services", $"{service}.json");
        using var secrets = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        return secrets.RootElement.GetProperty("ConnectionStrings").GetProperty(name).GetString()!;
    }
}
