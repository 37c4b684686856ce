using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Launcher;
using Anjie.Seeds;
using Anjie.Support;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Anjie.EndToEnd.Tests;

/// <summary>Whatever is secret can be exchanged for something else while people work.</summary>
public sealed class SecretRotationTests(RunningSystem running, ITestOutputHelper output) : IDisposable
{
    const int Few = 3;
    const int Many = 60;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    static readonly string[] Readings = ["api/reception/matters?limit=20", "api/reception/visits?limit=20", "api/backlog/cases?limit=20", "api/screening/disputes?limit=20", "api/directory/me"];

    readonly Office _office = new(running);

    static string KeyOf(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement.GetProperty("kid").GetString()!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task S_120_keys_of_tokens_and_passwords_are_exchanged_under_load_and_no_request_fails()
    {
        using var client = SignIn.CreateClient(running.Address);
        var before = await SignIn.SignInAsync(client, "clerk", running.Password, Stop);
        var (keys, roles, broker) = (await running.KeysAsync(), Provisioning.Databases.SelectMany(database => new[] { (Database: database, Role: Provisioning.OwnerOf(database)), (Database: database, Role: Provisioning.RuntimeOf(database)) }).ToList(), running.System.RabbitMqOf("reception"));
        var (today, atOnce, answers, failures) = (await running.TodayAsync(), Few, 0, new ConcurrentBag<string>());
        using var enough = new CancellationTokenSource();
        Tokens after;
        var calling = Task.Run(CallAsync);
        try
        {
            await AnsweredAsync(20);

            await running.System.RotateSigningKeysAsync(Stop);
            await AnsweredAsync(20);
            // At once, and ever more of them: new connections are made before, between and after the two steps of a change.
            var changing = running.System.RotatePasswordsAsync(Stop);
            while (!changing.IsCompleted)
            {
                Volatile.Write(ref atOnce, Math.Min(Volatile.Read(ref atOnce) + Few, Many));
                await Task.Delay(Step, Stop);
            }

            await changing;
            Volatile.Write(ref atOnce, Few);
            await AnsweredAsync(40);
            // Until now the open connections to the broker have stayed.
            await running.System.RabbitMqServer!.ControlAsync(["close_all_connections", "exchanged"], Stop);
            await AnsweredAsync(40);
            after = await SignIn.RefreshAsync(client, before.RefreshToken!, Stop);
        }
        finally
        {
            await enough.CancelAsync();
            await calling;
        }

        failures.ShouldBeEmpty(string.Join('\n', failures.Distinct().Take(5)));
        KeyOf(after.AccessToken).ShouldNotBe(KeyOf(before.AccessToken));
        foreach (var token in (string[])[before.AccessToken, after.AccessToken])
            (await _office.SendAsync(token, HttpMethod.Get, "api/reception/matters?limit=1")).Status.ShouldBe(200);
        foreach (var (database, role) in roles)
        {
            await using var former = new NpgsqlConnection(Provisioning.ConnectionString(running.System.Postgres, database, role, keys.PasswordOf(role)) + ";Pooling=false");
            (await Should.ThrowAsync<PostgresException>(former.OpenAsync(Stop), role)).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword, role);
            await using var present = new NpgsqlConnection(await running.ConnectionAsync(role, database));
            await present.OpenAsync(Stop);
        }

        await Should.ThrowAsync<BrokerUnreachableException>(new ConnectionFactory { Uri = new(broker) }.CreateConnectionAsync(Stop));
        running.System.RabbitMqOf("reception").ShouldNotBe(broker);
        await running.AwaitCalmAsync(TimeSpan.FromSeconds(60)); // all that was said meanwhile has been heard
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers} requests answered, none refused"));

        async Task CallAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                await Task.WhenAll(Enumerable.Range(0, Volatile.Read(ref atOnce)).Select(AskAsync));
                await Task.Delay(Pause);
            }
        }

        async Task AskAsync(int number)
        {
            try
            {
                var (status, text, _) = number % 6 == 0
                    ? await _office.SendAsync(before.AccessToken, HttpMethod.Put, $"api/reception/matters/{Guid.CreateVersion7()}", Office.MatterBody(today, Canary.Of(900 + number)))
                    : await _office.AskAsync(number % 2 == 0 ? "clerk" : "jointoffice", HttpMethod.Get, Readings[number % Readings.Length]);
                if (status is 200 or 201)
                    Interlocked.Increment(ref answers);
                else
                    failures.Add($"{status} {text}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                failures.Add(e.Message);
            }
        }

        Task AnsweredAsync(int more)
        {
            var goal = Volatile.Read(ref answers) + more;
            return Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref answers) >= goal || !failures.IsEmpty), Patience, "more answers");
        }
    }
}
