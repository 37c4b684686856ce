namespace Anjie.Launcher;

/// <summary><c>certificates KEYS</c>: for containers, whose servers need theirs before anything can be provisioned on them.</summary>
static class CertificatesVerb
{
    public static async Task<int> RunAsync(string folder, CancellationToken stop)
    {
        await Certificates.EnsureAsync(folder, stop);
        return 0;
    }
}

/// <summary>
/// <c>provision KEYS</c>: for containers. Makes the keys in a folder all services mount, databases and roles on the server
/// of ANJIE_POSTGRES, and for each service a file with its settings, so that no secret stands in a compose file. With ANJIE_TLS every line is TLS.
/// </summary>
static class ProvisionVerb
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var folder])
        {
            throw new StartFailedException("用法：provision 密钥目录", "Usage: provision KEYS_FOLDER");
        }

        var keys = await Keys.EnsureAsync(folder, stop);
        var postgres = Demand("ANJIE_POSTGRES");
        await Provisioning.ApplyAsync(postgres, keys.PasswordOf, stop);
        var rabbitMq = Demand("ANJIE_RABBITMQ");
        var isTls = Environment.GetEnvironmentVariable("ANJIE_TLS") is { Length: > 0 };
        if (isTls)
        {
            GivenServers.DemandTls(postgres, rabbitMq);
        }

        var (scheme, certificates) = (isTls ? "https" : "http", isTls ? await Certificates.EnsureAsync(folder, stop) : null);
        var addresses = new SystemAddresses(
            Demand("ANJIE_PUBLIC"), postgres, (_, _) => rabbitMq, $"{scheme}://gateway:8080/",
            service => $"{scheme}://{service.Name}:8080/",
            service => $"{scheme}://{service.Name}:8081/",
            certificates);
        foreach (var service in Topology.Services.Append(Topology.Gateway))
        {
            var settings = ServiceEnvironment.For(service, addresses, keys, clockFile: Path.Combine(folder, "clock"));
            await SecretFiles.WriteAsync(Path.Combine(folder, $"{service.Name}.env"), Lines(Listening(settings)), stop);
            if (service != Topology.Gateway)
            {
                await ServiceEnvironment.WriteSecretsAsync(service, addresses, keys, stop);
            }

            if (service.Database is not null)
            {
                var (name, value) = ServiceEnvironment.Migrations(service, addresses, keys);
                settings[name] = value;
                await SecretFiles.WriteAsync(Path.Combine(folder, $"{service.Name}-migrate.env"), Lines(settings), stop);
            }
        }

        Console.WriteLine($"演示账号密码 demo password: {keys.DemoPassword}");
        return 0;
    }

    /// <summary>A container listens on all its addresses; its network decides who can reach it.</summary>
    static Dictionary<string, string> Listening(Dictionary<string, string> settings)
    {
        foreach (var (name, value) in settings.Where(setting => setting.Key.StartsWith("Kestrel__Endpoints__", StringComparison.Ordinal) && setting.Key.EndsWith("__Url", StringComparison.Ordinal)).ToList())
        {
            settings[name] = new UriBuilder(value) { Host = "0.0.0.0" }.Uri.GetLeftPart(UriPartial.Authority);
        }

        return settings;
    }

    /// <summary>Read by a shell: single quotes take everything but themselves.</summary>
    static string Lines(Dictionary<string, string> settings) => string.Concat(
        settings.Select(setting => $"export {setting.Key}='{setting.Value.Replace("'", "'\\''", StringComparison.Ordinal)}'\n"));

    static string Demand(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new StartFailedException($"缺少环境变量 {variable}。", $"The environment variable {variable} is missing.");
}
