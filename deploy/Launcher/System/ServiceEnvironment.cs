using System.Text.Json;

namespace Anjie.Launcher;

/// <summary>Addresses of a system, whichever way it runs.</summary>
/// <param name="RabbitMq">Of the broker for a service, with its account; a given broker has one account for all.</param>
/// <param name="Certificates">Null when the lines are plain.</param>
sealed record SystemAddresses(
    string Public, string Postgres, Func<Service, Keys, string> RabbitMq, string GatewayInside, Func<Service, string> H2c, Func<Service, string> Http,
    Certificates? Certificates = null);

/// <summary>The configuration of each process, as environment variables.</summary>
static class ServiceEnvironment
{
    public static Dictionary<string, string> For(Service service, SystemAddresses addresses, Keys keys, string? clockFile)
    {
        var settings = new Dictionary<string, string>
        {
            ["Auth__Issuer"] = addresses.Public,
            ["Auth__PublicKeyFile"] = keys.PublicKeyFile,
            // Many small processes on one machine: small heaps before peak speed.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_GCConserveMemory"] = "7",
            // Every page of compiled code would be mapped twice; without it seven processes start in two thirds of the time.
            ["DOTNET_EnableWriteXorExecute"] = "0",
            // Threads that spin while they wait for work take the processor from whoever has it.
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            // In bytes, hexadecimal: the runtime's own guess collects several times per request.
            ["DOTNET_GCgen0size"] = "1000000",
            ["DOTNET_NOLOGO"] = "1",
        };
        if (clockFile is not null)
        {
            settings["Clock__File"] = clockFile;
        }

        settings = service == Topology.Gateway
            ? ForGateway(settings, addresses)
            : ForService(settings, service, addresses, keys);
        if (addresses.Certificates is { } certificates)
        {
            AddTls(settings, service, certificates);
        }

        return settings;
    }

    static void AddTls(Dictionary<string, string> settings, Service service, Certificates certificates)
    {
        AddTrust(settings, certificates);
        foreach (var endpoint in settings.Keys.Where(name => name.StartsWith("Kestrel__Endpoints__", StringComparison.Ordinal) && name.EndsWith("__Url", StringComparison.Ordinal)).ToList())
        {
            var prefix = endpoint[..^"Url".Length];
            settings[prefix + "Certificate__Path"] = certificates.FileOf(service.Name);
            settings[prefix + "Certificate__KeyPath"] = certificates.KeyFileOf(service.Name);
            if (service != Topology.Gateway)
            {
                settings[prefix + "ClientCertificateMode"] = "RequireCertificate";
            }
        }

        if (service == Topology.Gateway)
        {
            settings["Caller__CertificateFile"] = certificates.FileOf(service.Name);
            settings["Caller__KeyFile"] = certificates.KeyFileOf(service.Name);
        }
    }

    /// <summary>OpenSSL's own variables: whatever library a process uses, it trusts what lies there and nothing else.</summary>
    public static void AddTrust(IDictionary<string, string> settings, Certificates certificates)
    {
        settings["SSL_CERT_FILE"] = certificates.AuthorityFile;
        settings["SSL_CERT_DIR"] = certificates.TrustedFolder;
    }

    /// <summary>Only for the <c>migrate</c> verb: the running service never sees it.</summary>
    public static (string Name, string Value) Migrations(Service service, SystemAddresses addresses, Keys keys)
    {
        var owner = Provisioning.OwnerOf(service.Database!);
        return ("ConnectionStrings__Migrations", Provisioning.ConnectionString(addresses.Postgres, service.Database!, owner, keys.PasswordOf(owner)));
    }

    /// <summary>What may change while a service runs stands in a file that it reads again: its connection strings.</summary>
    public static async Task WriteSecretsAsync(Service service, SystemAddresses addresses, Keys keys, CancellationToken cancellation)
    {
        Dictionary<string, string> connections = [];
        if (service.Database is { } database)
        {
            var role = Provisioning.RuntimeOf(database);
            connections["Database"] = Provisioning.ConnectionString(addresses.Postgres, database, role, keys.PasswordOf(role));
        }

        if (service.TalksToBroker)
        {
            connections["RabbitMq"] = addresses.RabbitMq(service, keys);
        }

        await SecretFiles.WriteAsync(keys.SecretsFileOf(service.Name), JsonSerializer.Serialize(new { ConnectionStrings = connections }), cancellation);
    }

    static Dictionary<string, string> ForGateway(Dictionary<string, string> settings, SystemAddresses addresses)
    {
        var gateway = new Uri(addresses.GatewayInside);
        settings["Kestrel__Endpoints__Http__Url"] = gateway.GetLeftPart(UriPartial.Authority);
        settings["Kestrel__Endpoints__Http__Protocols"] = "Http1";
        foreach (var service in Topology.Services)
        {
            settings[$"ReverseProxy__Clusters__{service.Name}__Destinations__one__Address"] = addresses.H2c(service);
            settings[$"Services__{service.Name}"] = addresses.Http(service);
        }

        return settings;
    }

    static Dictionary<string, string> ForService(Dictionary<string, string> settings, Service service, SystemAddresses addresses, Keys keys)
    {
        settings["Kestrel__Endpoints__H2c__Url"] = addresses.H2c(service);
        settings["Kestrel__Endpoints__H2c__Protocols"] = "Http2";
        settings["Kestrel__Endpoints__Http__Url"] = addresses.Http(service);
        settings["Kestrel__Endpoints__Http__Protocols"] = "Http1";
        settings["Secrets__File"] = keys.SecretsFileOf(service.Name);
        if (service.Signs)
        {
            settings["Auth__SigningKeyFile"] = keys.SigningKeyFile;
            settings["Demo__Password"] = keys.DemoPassword;
            // The demo's people are shared by whoever looks at it.
            settings["Sessions__AtOnce"] = "200";
        }

        if (service.SignsIn)
        {
            settings["Auth__PortalSecret"] = keys.PortalSecret;
        }

        if (service.HoldsPersonalData)
        {
            settings["PersonalData__KeyFile"] = keys.PersonalDataKeyFile;
        }

        if (service.KeepsEvidence)
        {
            settings["Audit__SigningKeyFile"] = keys.AuditKeyFile;
            settings["Audit__CheckpointFolder"] = keys.CheckpointFolder;
        }

        if (service == Topology.Reception || service == Topology.Supervision)
        {
            // The city's general line, until the office names its desks.
            settings["Letters__Telephone"] = Environment.GetEnvironmentVariable("Letters__Telephone") ?? "0935-12345";
        }

        if (service == Topology.Portal)
        {
            settings["Portal__Gateway"] = addresses.GatewayInside;
        }

        return settings;
    }
}
