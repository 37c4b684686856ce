using System.Diagnostics;
using Npgsql;

namespace Anjie.Benchmarks;

/// <summary>The benchmark's own look into the system's server, as its administrator.</summary>
static class Database
{
    public static string To(string administrator, string database) => new NpgsqlConnectionStringBuilder(administrator) { Database = database, Pooling = false }.ConnectionString;

    public static async Task ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> ReadAsync<T>(string connectionString, string query, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 120 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public static async Task<long> CountAsync(string connectionString, string table) =>
        (await ReadAsync(connectionString, $"select count(*) from {table}", row => row.GetInt64(0)))[0];

    /// <summary>Runs one of PostgreSQL's own programs and gives what it printed.</summary>
    public static async Task<string> RunAsync(string program, string administrator, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(administrator);
        var found = Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", program)).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault() ?? program;
        var start = new ProcessStartInfo(found, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGPASSWORD"]) = (server.Host, $"{server.Port}", server.Username, server.Password);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await error}");
    }
}
