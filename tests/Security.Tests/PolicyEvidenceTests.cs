using System.Net;
using System.Security.Cryptography;
using Anjie.Cases;
using Anjie.DisputeScreening.IntegrationTests;
using Anjie.Support;
using Npgsql;

namespace Anjie.Security.Tests;

/// <summary>The file of the policy is not the database's to guard; that another one came into force is.</summary>
public sealed class PolicyEvidenceTests(Town town)
{
    static readonly Official Auditor = new(Town.CityId, "6203.", "auditor");
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Another_policy_in_force_leaves_one_row_and_the_same_text_none()
    {
        var (file, shipped) = (town.Service.PolicyFile, await File.ReadAllBytesAsync(town.Service.PolicyFile, Stop));
        var before = HashOf(shipped);
        before.ShouldBe(Policy.Shipped.Hash);
        (await SubjectsAsync())[^1].ShouldEndWith($"/{before}");

        var other = shipped.Append((byte)'\n').ToArray();
        await WriteAsync(file, other);
        await Eventually.HoldsAsync(async () => (await SubjectsAsync())[^1] == $"{before}/{HashOf(other)}", Soon, "the other policy's row");
        var rows = (await SubjectsAsync()).Count;

        await WriteAsync(file, other);
        await WriteAsync(file, "no policy at all"u8.ToArray());
        await WriteAsync(file, shipped);
        await Eventually.HoldsAsync(async () => (await SubjectsAsync())[^1] == $"{HashOf(other)}/{before}", Soon, "the row of the return");
        (await SubjectsAsync()).Count.ShouldBe(rows + 1);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    // Each text is looked at before the next one comes.
    async Task WriteAsync(string file, byte[] text)
    {
        await File.WriteAllBytesAsync(file + ".next", text, Stop);
        File.Move(file + ".next", file, overwrite: true);
        await Task.Delay(50, Stop);
        using var auditor = town.As(Auditor);
        (await auditor.GetAsync(new Uri("/api/screening/audit", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    async Task<List<string>> SubjectsAsync()
    {
        await using var connection = new NpgsqlConnection(town.Service.Database);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("select subject from audit_row where action = 'policy' order by id", connection);
        await using var rows = await command.ExecuteReaderAsync(Stop);
        List<string> subjects = [];
        while (await rows.ReadAsync(Stop))
            subjects.Add(rows.GetString(0));
        return subjects;
    }
}
