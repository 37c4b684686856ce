using System.Globalization;
using Anjie.Contracts;
using Anjie.Launcher;
using Anjie.Support;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Anjie.EndToEnd.Tests;

/// <summary>Each service has its database to itself, and nobody has more rights than the work needs.</summary>
public sealed class IsolationTests(RunningSystem running)
{
    const string Namespace = "Anjie.Contracts.";
    const string NoRight = PostgresErrorCodes.InsufficientPrivilege;
    static readonly string[] WithCases = ["anjie_screening", "anjie_reception", "anjie_backlog", "anjie_supervision"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Databases => [.. Provisioning.Databases];

    [Theory, MemberData(nameof(Databases))]
    public async Task S_37_a_service_cannot_enter_the_database_of_another(string own)
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
    public async Task S_37_a_running_service_cannot_change_the_schema(string own)
    {
        await RefusedAsync(own, "create table forbidden (id int)");
        await RefusedAsync(own, "create schema forbidden");
    }

    [Theory]
    [InlineData("anjie_screening"), InlineData("anjie_reception"), InlineData("anjie_backlog"), InlineData("anjie_supervision"), InlineData("anjie_directory")]
    public async Task S_37_evidence_and_events_can_be_added_but_never_changed(string own)
    {
        string[] tables = own == "anjie_supervision" ? ["audit_row", "case_history", "event_log"] : WithCases.Contains(own) ? ["audit_row", "case_history"] : ["audit_row"];
        foreach (var table in tables)
        {
            await RefusedAsync(own, $"update {table} set {(table == "event_log" ? "version = version" : "actor_id = actor_id")}");
            await RefusedAsync(own, $"delete from {table}");
            await RefusedAsync(own, $"truncate {table}");
        }
    }

    [Fact]
    public async Task S_37_no_process_holds_a_connection_to_the_database_of_another()
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
    public void S_125_no_process_of_the_system_listens_outside_loopback()
    {
        // Gateway, PostgreSQL, RabbitMQ, its name server and two ports per service at least; as it is started here, not even the gateway is open to others.
        const int Ports = 16;
        var processes = Processes.Children();
        var ours = processes.SelectMany(process => SocketsOf(process.Id)).ToHashSet(StringComparer.Ordinal);
        var listening = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(field => field.Length > 9 && field[3] == "0A" && ours.Contains(field[9]))
            .Select(field => field[1].Split(':'))
            .Select(place => (Address: place[0], Port: int.Parse(place[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
            .ToList();

        processes.Count(process => process.IsOurs).ShouldBeGreaterThanOrEqualTo(7);
        listening.Select(place => place.Port).Distinct().Count().ShouldBeGreaterThanOrEqualTo(Ports);
        listening.ShouldContain(place => place.Port == running.Address.Port);
        listening.ShouldAllBe(place => place.Address == "0100007F" || place.Address == "00000000000000000000000001000000" || place.Address == "0000000000000000FFFF00000100007F");
    }

    [Fact]
    public async Task S_36_nobody_gets_in_by_a_name_and_a_password_that_everybody_knows()
    {
        var broker = new Uri(running.System.RabbitMq);
        foreach (var (name, password) in ((string, string)[])[("guest", "guest"), ("admin", "admin"), ("rabbitmq", "rabbitmq"), ("anjie", "anjie"), ("anjie", "guest"), ("anjie", "only-inside-compose")])
            await Should.ThrowAsync<BrokerUnreachableException>(
                new ConnectionFactory { HostName = broker.Host, Port = broker.Port, UserName = name, Password = password, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) }.CreateConnectionAsync(Stop), name);

        foreach (var role in (string[])["postgres", .. Provisioning.Databases.SelectMany(database => (string[])[Provisioning.OwnerOf(database), Provisioning.RuntimeOf(database)])])
            foreach (var password in (string?[])[null, "postgres", "password", "only-inside-compose", role])
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(running.System.Postgres) { Username = role, Password = password, Pooling = false }.ConnectionString);
                await Should.ThrowAsync<NpgsqlException>(connection.OpenAsync(Stop), $"{role} with {password ?? "no password"}");
            }

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = running.Address };
        foreach (var (id, secret) in ((string, string?)[])[("console", "388D45FA-B36B-4988-BA59-B187D329C207"), ("mvc", "901564A5-E7FE-42CB-B10D-61EF6A8F3654"), ("postman", "postman"), ("portal", null), ("portal", ""), ("portal", "portal"), ("portal", "secret"), ("portal", "portal-secret-for-tests"), ("swagger", null)])
        {
            var fields = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["client_id"] = id, ["code"] = "x", ["code_verifier"] = new string('x', 43), ["redirect_uri"] = new Uri(running.Address, "signin-oidc").AbsoluteUri };
            if (secret is not null)
                fields["client_secret"] = secret;
            using var form = new FormUrlEncodedContent(fields);
            using var answer = await client.PostAsync("connect/token", form, Stop);
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("invalid_client", Case.Sensitive, id);
        }

        foreach (var (user, password) in ((string, string)[])[("admin", "admin"), ("sysadmin", "sysadmin"), ("secadmin", "secadmin"), ("root", "root"), ("clerk", "clerk"), ("clerk", "password"), ("test", "test")])
            await Should.ThrowAsync<Exception>(Seeds.SignIn.SignInAsync(client, user, password, Stop), user);
    }

    [Fact]
    public async Task S_115_a_service_says_no_fact_of_another_and_reaches_no_queue_of_another()
    {
        var contracts = typeof(Event).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.Namespace!.StartsWith(Namespace, StringComparison.Ordinal)).ToList();
        var queues = (await running.System.RabbitMqServer!.ControlAsync(["-q", "list_queues", "name", "--no-table-headers"], Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        contracts.Count.ShouldBeGreaterThan(50);
        queues.Length.ShouldBeGreaterThanOrEqualTo(15);
        foreach (var own in RunningSystem.Services)
        {
            await using var connection = await new ConnectionFactory { Uri = new(running.System.RabbitMqOf(own)) }.CreateConnectionAsync(Stop);
            foreach (var contract in contracts.Where(contract => !contract.Namespace!.EndsWith($".{own}", StringComparison.OrdinalIgnoreCase)))
                await RefusedAsync(connection, $"{own} says {contract.Name}", channel => SayAsync(channel, $"{contract.Namespace}:{contract.Name}"));
            foreach (var queue in queues.Where(queue => !queue.StartsWith($"{own}-", StringComparison.Ordinal)))
            {
                await RefusedAsync(connection, $"{own} writes to {queue}", channel => SayAsync(channel, queue));
                await RefusedAsync(connection, $"{own} writes to {queue} by its name", channel => SayAsync(channel, "", queue));
                await RefusedAsync(connection, $"{own} reads {queue}", async channel => await channel.BasicGetAsync(queue, autoAck: false, Stop));
                await RefusedAsync(connection, $"{own} empties {queue}", async channel => await channel.QueuePurgeAsync(queue, Stop));
                await RefusedAsync(connection, $"{own} removes {queue}", async channel => await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: Stop));
                await RefusedAsync(connection, $"{own} binds {queue}", channel => channel.QueueBindAsync(queue, $"{Namespace}{char.ToUpperInvariant(own[0])}{own[1..]}:Any", "", cancellationToken: Stop));
            }
        }

        static async Task SayAsync(IChannel channel, string exchange, string key = "") => await channel.BasicPublishAsync(exchange, key, mandatory: false, body: "{}"u8.ToArray(), Stop);

        static async Task RefusedAsync(IConnection connection, string what, Func<IChannel, Task> attempt)
        {
            await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
            await Should.ThrowAsync<OperationInterruptedException>(attempt(channel), what);
            ((int)channel.CloseReason!.ReplyCode).ShouldBe(Constants.AccessRefused, what);
        }
    }

    static List<string> SocketsOf(int process)
    {
        const string Socket = "socket:[";
        List<string> sockets = [];
        try
        {
            foreach (var handle in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
                if (new FileInfo(handle).LinkTarget is { } target && target.StartsWith(Socket, StringComparison.Ordinal))
                    sockets.Add(target[Socket.Length..^1]);
        }
        catch (IOException)
        {
            // It has ended meanwhile; what the database's helpers listen on, the server does too.
        }

        return sockets;
    }

    async Task RefusedAsync(string database, string statement)
    {
        await using var connection = new NpgsqlConnection(await running.ConnectionAsync(Provisioning.RuntimeOf(database), database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe(NoRight, $"{database}: {statement}");
    }
}
