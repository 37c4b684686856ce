using System.Net;
using System.Reflection;
using Anjie.DisputeScreening.IntegrationTests;
using Anjie.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Anjie.Security.Tests;

/// <summary>Between the two steps of a change, at the server and in the configuration, nobody is refused.</summary>
public sealed class PasswordChangeTests(Town town)
{
    const string Setting = "ConnectionStrings:Database";

    // EF keeps it to itself.
    static readonly PropertyInfo Source = typeof(NpgsqlConnection).GetProperty("NpgsqlDataSource", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;

    // Long enough to see that the request does not fail, and much shorter than it waits.
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(600);

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_120_a_request_that_needs_a_new_connection_just_then_waits_and_is_answered()
    {
        using var officer = town.As(town.Officer);
        var configuration = town.Service.Services.GetRequiredService<IConfiguration>();
        var former = configuration[Setting]!;
        var present = new NpgsqlConnectionStringBuilder(former) { Password = Guid.CreateVersion7().ToString("N") };
        try
        {
            await SetPasswordAsync(present.Username!, present.Password!);
            await Eventually.HoldsAsync(() => AllAreGoneAsync(present.Username!), Soon, "no connection with the former password");
            var asking = officer.GetAsync(new Uri("/api/screening/disputes", UriKind.Relative), Stop);
            (await Task.WhenAny(asking, Task.Delay(Between, Stop)) == asking).ShouldBeFalse("nobody can be let in yet");

            configuration[Setting] = present.ConnectionString;

            using var answer = await asking;
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await SetPasswordAsync(present.Username!, new NpgsqlConnectionStringBuilder(former).Password!);
            configuration[Setting] = former;
        }
    }

    // But that of the outbox's only publisher, which keeps it for as long as it lives.
    async Task<bool> AllAreGoneAsync(string role)
    {
        NpgsqlConnection.ClearAllPools(); // those of other tests
        await using (var scope = town.Service.Services.CreateAsyncScope())
            ((NpgsqlDataSource)Source.GetValue(scope.ServiceProvider.GetRequiredService<DbContext>().Database.GetDbConnection())!).Clear();
        await using var administrator = await AdministratorAsync();
        await using var left = new NpgsqlCommand("select count(*) from pg_stat_activity a where usename = $1 and not exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory')", administrator)
        {
            Parameters = { new() { Value = role } },
        };
        return await left.ExecuteScalarAsync(Stop) is 0L;
    }

    static async Task SetPasswordAsync(string role, string password)
    {
        await using var administrator = await AdministratorAsync();
        await using var change = new NpgsqlCommand($"alter role \"{role}\" password '{password}'", administrator);
        await change.ExecuteNonQueryAsync(Stop);
    }

    static async Task<NpgsqlConnection> AdministratorAsync()
    {
        var connection = new NpgsqlConnection(Infrastructure.PostgresAdministrator + ";Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }
}
