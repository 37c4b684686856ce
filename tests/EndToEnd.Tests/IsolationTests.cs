using System.Globalization;
using Anjie.Launcher;
using Npgsql;

namespace Anjie.EndToEnd.Tests;

/// <summary>Each service has its database to itself, and nobody has more rights than the work needs.</summary>
public sealed class IsolationTests(RunningSystem running)
{
    const string NoRight = PostgresErrorCodes.InsufficientPrivilege;
    static readonly string[] WithCases = ["anjie_screening", "anjie_reception", "anjie_backlog", "anjie_supervision"];

    public static TheoryData<string> Databases => [.. Provisioning.Databases];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_service_cannot_enter_the_database_of_another(string own)
    {
        foreach (var role in new[] { Provisioning.RuntimeOf(own), Provisioning.OwnerOf(own) })
        {
            await using (var home = new NpgsqlConnection(await running.ConnectionAsync(role, own)))
                await home.OpenAsync();
            foreach (var foreign in Provisioning.Databases.Where(database => database != own))
            {
                await using var connection = new NpgsqlConnection(await running.ConnectionAsync(role, foreign));
                (await Should.ThrowAsync<PostgresException>(connection.OpenAsync())).SqlState.ShouldBe(NoRight, $"{role} at {foreign}");
            }
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_running_service_cannot_change_the_schema(string own)
    {
        await RefusedAsync(own, "create table forbidden (id int)");
        await RefusedAsync(own, "create schema forbidden");
    }

    [Theory]
    [InlineData("anjie_screening"), InlineData("anjie_reception"), InlineData("anjie_backlog"), InlineData("anjie_supervision"), InlineData("anjie_directory")]
    public async Task Evidence_can_be_added_but_never_changed(string own)
    {
        foreach (var table in WithCases.Contains(own) ? new[] { "audit_row", "case_history" } : ["audit_row"])
        {
            await RefusedAsync(own, $"update {table} set actor_id = actor_id");
            await RefusedAsync(own, $"delete from {table}");
            await RefusedAsync(own, $"truncate {table}");
        }
    }

    [Fact]
    public async Task No_process_holds_a_connection_to_the_database_of_another()
    {
        await using var connection = new NpgsqlConnection(running.System.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select distinct usename::text, datname::text from pg_stat_activity where usename like 'anjie\\_%'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var seen = new List<(string Role, string Database)>();
        while (await reader.ReadAsync())
            seen.Add((reader.GetString(0), reader.GetString(1)));

        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(connected => connected.Role == Provisioning.RuntimeOf(connected.Database));
    }

    [Fact]
    public void Every_part_listens_on_loopback_only()
    {
        const int Ports = 17;
        var first = running.Address.Port;
        var listening = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(field => field.Length > 3 && field[3] == "0A")
            .Select(field => field[1].Split(':'))
            .Select(place => (Address: place[0], Port: int.Parse(place[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
            .Where(place => place.Port >= first && place.Port < first + Ports)
            .ToList();

        // Gateway, PostgreSQL, RabbitMQ, its name server and two ports per service at least.
        listening.Select(place => place.Port).Distinct().Count().ShouldBeGreaterThanOrEqualTo(Ports - 1);
        listening.ShouldAllBe(place => place.Address == "0100007F" || place.Address == "00000000000000000000000001000000" || place.Address == "0000000000000000FFFF00000100007F");
    }

    async Task RefusedAsync(string database, string statement)
    {
        await using var connection = new NpgsqlConnection(await running.ConnectionAsync(Provisioning.RuntimeOf(database), database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe(NoRight, $"{database}: {statement}");
    }
}
