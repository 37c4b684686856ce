namespace Anjie.Launcher;

// Whatever is secret can be exchanged while the services run, also from another process than the one that started them.
public sealed partial class AnjieSystem
{
    /// <summary>Puts a new key of personal data in force and seals everything with it; the services go on meanwhile.</summary>
    public Task<string> RotateKeysAsync(CancellationToken cancellation = default) =>
        NewKey.PutInForceAsync(clone, options.DataFolder, addresses!, keys!, ClockFile, cancellation);

    /// <summary>Puts another key in front of those that sign tokens; whoever is signed in stays so.</summary>
    public Task RotateSigningKeysAsync(CancellationToken cancellation = default) => keys!.RotateSigningKeysAsync(cancellation);

    /// <summary>Gives the roles of every database and every service's account of a private broker another password; the services go on meanwhile.</summary>
    public async Task RotatePasswordsAsync(CancellationToken cancellation = default) =>
        keys = await NewPasswords.PutInForceAsync(addresses!, keys!, rabbitMq, cancellation);

    /// <summary>Finds the people of a leaked file, and who had been shown them; tables and a notice are written into the folder.</summary>
    public Task<BreachCount> DrillAsync(string file, string folder, CancellationToken cancellation = default) =>
        BreachReport.WriteAsync(clone, options.DataFolder, addresses!, keys!, ClockFile, file, folder, cancellation);

    /// <summary>A system with these options that somebody else has started: its keys can be changed from here.</summary>
    internal static async Task<AnjieSystem> AttachAsync(AnjieSystemOptions options, CancellationToken cancellation)
    {
        var system = new AnjieSystem(options);
        system.keys = await Keys.EnsureAsync(Path.Combine(options.DataFolder, "keys"), cancellation);
        await system.EnsureCertificatesAsync(cancellation);
        await Task.WhenAll(system.postgres?.LearnPasswordAsync(cancellation) ?? Task.CompletedTask, system.rabbitMq?.LearnPasswordAsync(cancellation) ?? Task.CompletedTask);
        system.addresses = system.Addresses;
        return system;
    }

    async Task EnsureCertificatesAsync(CancellationToken cancellation)
    {
        if (!options.Tls)
        {
            return;
        }

        certificates = await Certificates.EnsureAsync(Path.Combine(options.DataFolder, "keys"), cancellation);
        postgres?.Tls = ServerTls.Of(certificates, Certificates.Postgres);
        rabbitMq?.Tls = ServerTls.Of(certificates, Certificates.RabbitMq);
    }
}
