using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Anjie.Launcher;

/// <summary>
/// Databases, roles, schemas, queues and what no service works without. Skipped when neither the programs nor the
/// server have changed since it last went through.
/// </summary>
sealed class Migration(string clone, AnjieSystemOptions options, SystemAddresses addresses, Keys keys, string clockFile)
{
    const int AtOnce = 3;

    string StampFile => Path.Combine(options.DataFolder, "stamps", "migration");

    public async Task RunAsync(CancellationToken cancellation)
    {
        var programs = await HashOfProgramsAsync(cancellation);
        // A broker of the user's own may have lost its queues without our knowing.
        if (options.RabbitMq is null && File.Exists(StampFile)
            && await File.ReadAllTextAsync(StampFile, cancellation) == programs + await IdentityOfDatabasesAsync(cancellation))
        {
            // A change of passwords that was broken off has told us of the new ones, and not every role.
            foreach (var database in Provisioning.Databases)
            {
                await Provisioning.ApplyPasswordsAsync(addresses.Postgres, database, keys.PasswordOf, cancellation);
            }

            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(StampFile)!);
        File.Delete(StampFile); // until all is done
        await Provisioning.ApplyAsync(addresses.Postgres, keys.PasswordOf, cancellation);
        await Parallel.ForEachAsync(
            Topology.Services.Where(service => service.Database is not null),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (service, stop) => await RunVerbAsync(service, "migrate", stop));
        foreach (var service in Topology.Services)
        {
            if (service.Bootstrap is { } verb)
            {
                await RunVerbAsync(service, verb, cancellation);
            }
        }

        await File.WriteAllTextAsync(StampFile, programs + await IdentityOfDatabasesAsync(cancellation), cancellation);
    }

    async Task RunVerbAsync(Service service, string verb, CancellationToken cancellation)
    {
        var settings = ServiceEnvironment.For(service, addresses, keys, clockFile);
        var (name, value) = ServiceEnvironment.Migrations(service, addresses, keys);
        settings[name] = value;
        await ServiceVerb.RunAsync(clone, options.DataFolder, service, verb, settings, cancellation);
    }

    async Task<string> HashOfProgramsAsync(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var service in Topology.Services)
        {
            var folder = Path.GetDirectoryName(Places.Assembly(clone, service.Project))!;
            var files = Directory.EnumerateFiles(folder, "Anjie.*.dll").Concat(Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories));
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(clone, file)));
                hash.AppendData(await File.ReadAllBytesAsync(file, cancellation));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A server has a number of its own, and a database that was dropped and made again another one there.</summary>
    async Task<string> IdentityOfDatabasesAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(addresses.Postgres) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || ' ' || coalesce(string_agg(datname || oid, ',' ORDER BY datname), '') FROM pg_database WHERE datname = ANY($1)", connection)
        {
            Parameters = { new() { Value = Provisioning.Databases.ToArray() } },
        };
        return $" {await command.ExecuteScalarAsync(cancellation)}";
    }
}
