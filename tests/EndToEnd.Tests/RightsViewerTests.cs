using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests.Rights;
using Anjie.Launcher;
using Anjie.Support;
using Npgsql;

namespace Anjie.EndToEnd.Tests;

/// <summary>What the viewer of rights says of somebody is what this somebody really gets.</summary>
public sealed class RightsViewerTests(RunningSystem running, ITestOutputHelper output) : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    static readonly string[] SignIns =
    [
        "grid", "grid2", "town", "town2", "townhead", "townhead3", "district", "districthead", "clerk", "clerk2", "clerkhead", "unit", "unithead", "unit2", "leader", "leader-021", "aide",
        "jointoffice", "convener", "supervisor", "supervisorhead", "inspection", "reviewer", "discipline", "auditor", "auditadmin", "sysadmin", "secadmin",
    ];

    static readonly string[] WithCases = [.. Provisioning.Databases.Where(database => database is "anjie_screening" or "anjie_reception" or "anjie_backlog" or "anjie_supervision")];

    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    Stage _stage = null!;
    string _asker = "";

    Probe Probe => field ??= new(running, _client);

    IEnumerable<Piece> Pieces => _stage.Pieces.Where(piece => piece.Kind != Piece.Quota.Kind);

    public async ValueTask InitializeAsync()
    {
        _stage = await Stage.SetAsync(running);
        _asker = await running.TokenAsync("secadmin");
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_viewer_says_of_every_role_in_every_place_what_it_really_gets()
    {
        List<string> differences = [];
        Dictionary<string, int> reasons = [];
        await KeepPostsAsync(true);
        try
        {
            foreach (var piece in Pieces)
                foreach (var role in Roles.All)
                    foreach (var relation in piece.Relations)
                    {
                        var (official, token) = await _stage.PersonAsync(role, piece, relation);
                        await CompareAsync(piece, official.PostId, token, $"{role} {relation}", differences, reasons);
                    }
        }
        finally
        {
            await KeepPostsAsync(false);
        }

        Report(differences, reasons);
        reasons.Keys.ShouldBe(["Granted", "Hidden", "NoGrant", "OtherClass", "OutOfReach"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_viewer_says_of_the_people_of_the_demo_what_they_really_get()
    {
        List<string> differences = [];
        Dictionary<string, int> reasons = [];
        foreach (var user in SignIns)
        {
            var token = await running.TokenAsync(user);
            var post = JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).GetProperty("post").GetGuid();
            foreach (var piece in Pieces)
                await CompareAsync(piece, post, token, user, differences, reasons);
        }

        Report(differences, reasons);
    }

    [Fact]
    public async Task Another_policy_in_force_is_a_row_of_evidence_in_every_service()
    {
        var shipped = await File.ReadAllBytesAsync(running.PolicyFile);
        byte[] other = [.. shipped, (byte)'\n'];
        try
        {
            await ReplaceAsync(other);
            foreach (var database in (string[])[.. WithCases, "anjie_directory"])
                await Eventually.HoldsAsync(async () => await LastPolicyAsync(database) == $"{HashOf(shipped)}/{HashOf(other)}", Soon, async () => $"{database}: {await LastPolicyAsync(database)}");
        }
        finally
        {
            await ReplaceAsync(shipped);
        }
    }

    async Task CompareAsync(Piece piece, Guid post, string token, string who, List<string> differences, Dictionary<string, int> reasons)
    {
        var (status, body) = await Probe.AskAsync(Probe.ServiceOf(piece), HttpMethod.Get, $"rights/{piece.Id}?post={post}", _asker, gateway: false);
        status.ShouldBe(200, $"{piece.Kind} {who}: {body}");
        using var answer = JsonDocument.Parse(body);
        var verdict = answer.RootElement.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == piece.Kind && one.GetProperty("caseId").GetGuid() == piece.Id);
        var reason = verdict.GetProperty("reason").GetString()!;
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        var shown = await Probe.ShowsAsync(piece, token);
        if (shown != verdict.GetProperty("sees").GetBoolean())
            differences.Add($"{piece.Kind} {piece.Class} for {who}: {(shown ? "shown" : "not shown")}, but {reason}");
    }

    void Report(List<string> differences, Dictionary<string, int> reasons)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reasons.Values.Sum()} answers: {string.Join(", ", reasons.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"))}"));
        differences.ShouldBeEmpty(string.Join('\n', differences.Take(40)));
    }

    /// <summary>The people of the stage have tokens and no posts; here the services learn of their posts, as by the directory's events.</summary>
    async Task KeepPostsAsync(bool there)
    {
        List<Official> officials = [];
        foreach (var piece in Pieces)
            foreach (var role in Roles.All)
                foreach (var relation in piece.Relations)
                    officials.Add((await _stage.PersonAsync(role, piece, relation)).Official);
        foreach (var database in WithCases)
        {
            await using var connection = new NpgsqlConnection(running.ConnectionTo(database));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                there
                    ? """
                      insert into unit_copy (id, version, parent_id, path, name, english_name, kind, active) select distinct on (u) u, 1, null::uuid, p, p, p, 'Department', true from unnest(@units, @paths) as t (u, p) on conflict do nothing;
                      insert into post_copy (id, version, person_id, unit_id, title, roles, level, active) select i, 1, w, u, 'stage', array[r], null, true from unnest(@posts, @people, @units, @roles) as t (i, w, u, r)
                      """
                    : """
                      delete from unit_copy where id in (select unit_id from post_copy where id = any(@posts)) and name = path;
                      delete from post_copy where id = any(@posts)
                      """, connection);
            command.Parameters.AddWithValue("posts", officials.Select(one => one.PostId).ToArray());
            if (there)
            {
                command.Parameters.AddWithValue("people", officials.Select(one => one.PersonId).ToArray());
                command.Parameters.AddWithValue("units", officials.Select(one => one.UnitId).ToArray());
                command.Parameters.AddWithValue("paths", officials.Select(one => one.UnitPath).ToArray());
                command.Parameters.AddWithValue("roles", officials.Select(one => one.Roles[0]).ToArray());
            }
            await command.ExecuteNonQueryAsync();
        }
    }

    async Task ReplaceAsync(byte[] text)
    {
        await File.WriteAllBytesAsync(running.PolicyFile + ".next", text);
        File.Move(running.PolicyFile + ".next", running.PolicyFile, overwrite: true);
    }

    async Task<string> LastPolicyAsync(string database)
    {
        await using var connection = new NpgsqlConnection(running.ConnectionTo(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select subject from audit_row where action = 'policy' order by id desc limit 1", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
