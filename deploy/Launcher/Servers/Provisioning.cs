using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Anjie.Launcher;

/// <summary>
/// One database per service, each with an owner (migrations) and a runtime role (no DDL). No role can enter another's
/// database. Can be repeated: it then only sets the passwords anew.
/// </summary>
public static class Provisioning
{
    const int ScramIterations = 4096;

    public static IReadOnlyList<string> Databases { get; } =
        ["anjie_screening", "anjie_reception", "anjie_backlog", "anjie_supervision", "anjie_directory", "anjie_portal"];

    public static string OwnerOf(string database) => database + "_owner";

    public static string RuntimeOf(string database) => database + "_app";

    /// <param name="administrator">A connection string that may create roles and databases; need not be a superuser's.</param>
    /// <param name="passwordOf">The password of each role, by name.</param>
    public static async Task ApplyAsync(string administrator, Func<string, string> passwordOf, CancellationToken cancellation = default)
    {
        foreach (var database in Databases)
        {
            await ApplyAsync(administrator, database, passwordOf, cancellation);
        }
    }

    /// <summary>Only sets the passwords, of a database's owner and runtime role.</summary>
    public static async Task ApplyPasswordsAsync(string administrator, string database, Func<string, string> passwordOf, CancellationToken cancellation = default)
    {
        await using var server = await OpenAsync(administrator, null, cancellation);
        foreach (var role in new[] { OwnerOf(database), RuntimeOf(database) })
        {
            await SetPasswordAsync(server, role, passwordOf, cancellation);
        }
    }

    /// <summary>One database and its two roles.</summary>
    public static async Task ApplyAsync(
        string administrator, string database, Func<string, string> passwordOf, CancellationToken cancellation = default)
    {
        var (owner, runtime) = (OwnerOf(database), RuntimeOf(database));
        await using (var server = await OpenAsync(administrator, null, cancellation))
        {
            foreach (var role in new[] { owner, runtime })
            {
                if (!await ExistsAsync(server, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, cancellation))
                {
                    await ExecuteAsync(server, $"CREATE ROLE {role} LOGIN NOCREATEDB NOCREATEROLE", cancellation);
                }

                await SetPasswordAsync(server, role, passwordOf, cancellation);
            }

            // Who is not a superuser may give a database only to a role it belongs to.
            await ExecuteAsync(
                server,
                $"""
                DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN GRANT {owner} TO CURRENT_USER; END IF; END $$
                """,
                cancellation);
            if (!await ExistsAsync(server, "SELECT 1 FROM pg_database WHERE datname = $1", database, cancellation))
            {
                await ExecuteAsync(server, $"CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0", cancellation);
            }

            await ExecuteAsync(
                server,
                $"REVOKE ALL ON DATABASE {database} FROM PUBLIC; GRANT CONNECT ON DATABASE {database} TO {runtime}; GRANT ALL ON DATABASE {database} TO {owner}",
                cancellation);
        }

        await using var inside = await OpenAsync(administrator, database, cancellation);
        await ExecuteAsync(
            inside,
            $"""
            GRANT ALL ON SCHEMA public TO {owner};
            GRANT USAGE ON SCHEMA public TO {runtime};
            ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {runtime};
            ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {runtime};
            """,
            cancellation);
    }

    /// <summary>The administrator's server, another database and role.</summary>
    public static string ConnectionString(string administrator, string database, string role, string password) =>
        new NpgsqlConnectionStringBuilder(administrator)
        {
            Database = database,
            Username = role,
            Password = password,
        }.ConnectionString;

    static Task SetPasswordAsync(NpgsqlConnection server, string role, Func<string, string> passwordOf, CancellationToken cancellation) =>
        ExecuteAsync(server, $"ALTER ROLE {role} PASSWORD '{Verifier(passwordOf(role))}'", cancellation);

    static async Task<NpgsqlConnection> OpenAsync(string administrator, string? database, CancellationToken cancellation)
    {
        var target = new NpgsqlConnectionStringBuilder(administrator) { Pooling = false };
        target.Database = database ?? target.Database ?? "postgres";
        var connection = new NpgsqlConnection(target.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (NpgsqlException failure)
        {
            await connection.DisposeAsync();
            throw new StartFailedException(
                $"PostgreSQL（{target.Host}:{target.Port}）连不上：{failure.Message}。",
                $"PostgreSQL at {target.Host}:{target.Port} does not let us in.",
                failure);
        }
    }

    static async Task<bool> ExistsAsync(NpgsqlConnection connection, string query, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        // Names come from the list above and passwords are verifiers of a fixed alphabet: nothing needs quoting.
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What PostgreSQL would store (RFC 5803), made here so that no password stands in a statement or a server log.</summary>
    static string Verifier(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, ScramIterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return new StringBuilder("SCRAM-SHA-256$").Append(ScramIterations).Append(':').Append(Convert.ToBase64String(salt))
            .Append('$').Append(Convert.ToBase64String(stored)).Append(':').Append(Convert.ToBase64String(server)).ToString();
    }
}
