using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Anjie.EndToEnd.Tests.Edges;
using Anjie.EndToEnd.Tests.Fuzz;
using Anjie.Launcher;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Texts that would mean something to a database or to whoever reads a log, if anybody let them.</summary>
public sealed partial class InjectionTests(RunningSystem running) : IDisposable
{
    const int Callers = 4;

    static readonly TimeSpan Prompt = TimeSpan.FromSeconds(2);

    // The sleeping ones would show in the time, the others as an error or in what is left afterwards.
    static readonly string[] Statements =
    [
        "'", "''", "\"", "\\'", "' or '1'='1", "' or 1=1 --", "\" or \"\"=\"", "') or ('1'='1", "1; select pg_sleep(5)", "'; select pg_sleep(5) --", "' || pg_sleep(5) --", "'||(select pg_sleep(5))||'", "1 and 1=(select 1 from pg_sleep(5))",
        "'; drop table dispute --", "'); drop table matter; --", "' union select null, null --", "%27%20or%201%3D1", "$$; select pg_sleep(5); $$", "E'\\047'", "'::int", "x'; copy (select 1) to program 'id' --", "{\"$ne\":null}", "*)(uid=*))(|(uid=*", "admin'/*", "${1+1}", "{{7*7}}",
    ];

    readonly Doors _doors = new(running);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _doors.Dispose();

    [Fact]
    public async Task S_45_a_statement_in_any_text_query_path_or_header_stays_a_text()
    {
        var token = await running.TokenAsync(Doors.Anybody);
        var (random, words) = (new Random(20260105), new Vocabulary(RunningSystem.FirstDay, [Doors.Missing], [Doors.Missing], [Doors.Missing]));
        var before = await TablesAsync();
        List<(string Name, Func<Task<int>> Ask)> questions = [];
        foreach (var service in RunningSystem.Services)
            foreach (var operation in await _doors.OperationsAsync(service))
            {
                foreach (var statement in operation.Query.SelectMany(parameter => Statements.Select(statement => (parameter.Name, statement))))
                    questions.Add(($"{operation.Name}?{statement.Name}={statement.statement}", () => AskAsync(operation, token, null, $"?{statement.Name}={Uri.EscapeDataString(statement.statement)}")));
                foreach (var (place, statement) in Payloads.Bodies(operation, random, words, Statements, 4))
                    questions.Add(($"{operation.Name} {place}", () => AskAsync(operation, token, statement, "")));
                foreach (var statement in random.GetItems(Statements, 3))
                    questions.Add(($"{operation.Name} in path and headers: {statement}", () => AskAsync(operation, token, operation.IsRead ? null : "{}", "", statement)));
            }

        ConcurrentBag<string> wrong = [];
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = Stop }, async (question, _) =>
        {
            var started = Stopwatch.GetTimestamp();
            var status = await question.Ask();
            if (status >= 500 || Stopwatch.GetElapsedTime(started) > Prompt)
                wrong.Add($"{question.Name}: {status} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        });

        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(20)));
        questions.Count.ShouldBeGreaterThan(2000);
        (await TablesAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task S_51_what_is_sent_begins_no_line_in_a_log_and_moves_no_cursor()
    {
        const string Forged = "FORGED-BY-CALLER";
        var hostile = $"a\u001b[2J\u001b]0;x\u0007\u0085\u2028warn: {Forged}\u202e\u200b";
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        // The sign-in comes back to the Portal with whatever the other side says went wrong; that is written down.
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var begun = await browser.GetAsync(new Uri(running.Address, "sign-in"), Stop);
        var state = State().Match(begun.Headers.Location!.Query).Groups["state"].Value;
        var said = Uri.EscapeDataString($"\r\n08:00:00 warn: {Forged}[0] nobody\r08:00:00 crit: {Forged}\n{hostile}");
        using var failed = await browser.GetAsync(new Uri(running.Address, $"signin-oidc?state={state}&error={said}&error_description={said}&error_uri={said}"), Stop);
        failed.Headers.Location!.OriginalString.ShouldBe("/sign-in-failed");
        foreach (var door in _doors.All)
            foreach (var path in (string[])[Doors.ListOf(door.Service), $"api/{door.Service}/none%0d%0a{Forged}%1b%5b2J%e2%80%a8", "account/login?returnUrl=%0d%0awarn:%20" + Forged])
            {
                using var answer = await _doors.SendAsync(door, HttpMethod.Get, path, "no-token", headers: headers =>
                {
                    foreach (var name in (string[])["User-Agent", "Referer", "X-Forwarded-For", "Accept-Language", "If-Match", "traceparent", "tracestate", "baggage"])
                        headers.TryAddWithoutValidation(name, Printable(hostile));
                });
                answer.Headers.SelectMany(header => header.Value).ShouldAllBe(value => !value.Any(char.IsControl));
            }

        await Eventually.HoldsAsync(() => Task.FromResult(File.ReadAllText(running.LogOf("portal")).Contains(Forged, StringComparison.Ordinal)), TimeSpan.FromSeconds(5), "the failed sign-in in the log");
        foreach (var part in (string[])[.. RunningSystem.Services, "portal", "gateway"])
            foreach (var line in (await File.ReadAllTextAsync(running.LogOf(part), Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                line.ShouldAllBe(character => !char.IsControl(character) && character != '\u2028' && character != '\u202e' && character != '\u200b', $"{part}: {line}");
                if (line.Contains(Forged, StringComparison.Ordinal))
                    line.ShouldMatch(@"^\d\d:\d\d:\d\d (warn|info|fail): (Anjie|Microsoft)\.", $"{part}: {line}");
            }

        static string Printable(string text) => string.Concat(text.Where(character => character is > '\u001f' and < '\u007f')); // no more gets through a client
    }

    async Task<int> AskAsync(Operation operation, string token, string? body, string query, string? statement = null)
    {
        using var content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var path = Doors.Filled(operation.Path, statement is not null ? Uri.EscapeDataString(statement) : operation.Creates ? Guid.CreateVersion7().ToString() : Doors.Missing);
        using var answer = await _doors.SendAsync(new Uri(running.Address, path + query), operation.Method, token, content, headers =>
        {
            foreach (var name in (string[])["If-Match", "Accept-Language", "User-Agent", "Cookie", "X-Forwarded-For"])
                headers.TryAddWithoutValidation(name, statement ?? "\"1\"");
        }, HttpCompletionOption.ResponseHeadersRead); // an export is as long as what it exports: what counts is when the answer begins
        return (int)answer.StatusCode;
    }

    async Task<List<string>> TablesAsync()
    {
        List<string> tables = [];
        foreach (var database in Provisioning.Databases)
        {
            await using var connection = new Npgsql.NpgsqlConnection(running.ConnectionTo(database));
            await connection.OpenAsync(Stop);
            await using var command = new Npgsql.NpgsqlCommand("select table_name::text || ' ' || count(*) from information_schema.columns where table_schema = 'public' group by table_name order by 1", connection);
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop))
                tables.Add($"{database}.{reader.GetString(0)}");
        }

        return tables;
    }

    [GeneratedRegex("[?&]state=(?<state>[^&]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();
}
