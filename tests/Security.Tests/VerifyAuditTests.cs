using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Anjie.Cases;
using Anjie.DisputeScreening.IntegrationTests;
using Anjie.Support;

namespace Anjie.Security.Tests;

/// <summary>The verb behind <c>deploy/verify-audit</c>, as an outsider runs it: over an export that a service made, with nothing but the public key.</summary>
public sealed class VerifyAuditTests(Town town)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    readonly string _folder = TemporaryFolder.Create("verify-audit");

    [Fact]
    public async Task S_99_the_verb_says_whether_the_evidence_is_whole_and_ends_accordingly()
    {
        var lines = await ExportedAsync();
        var (export, key) = (Kept("export.jsonl", lines), PublicKey());

        Run("verify-audit", export, "--key", key).ShouldBe((0, true));

        var row = lines.FindIndex(line => line.Contains("assessment", StringComparison.Ordinal));
        List<string> changed = [.. lines[..row], lines[row].Replace("assessment", "dismissal", StringComparison.Ordinal), .. lines[(row + 1)..]];
        var (code, told, text) = Told("verify-audit", Kept("changed.jsonl", changed), "--key", key);
        (code, told).ShouldBe((1, false));
        text.ShouldContain("被改动或被调换");

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Run("verify-audit", export, "--key", Kept("other.pem", [other.ExportSubjectPublicKeyInfoPem()]), "--checkpoints", Checkpoints(lines)).ShouldBe((1, false));
    }

    [Fact]
    public async Task S_99_a_cut_end_is_found_with_the_copies_of_the_checkpoints()
    {
        var lines = await ExportedAsync();
        var copies = Checkpoints(lines);
        var head = lines.Max(line => AuditLine.Read(line).Position)!.Value;
        var cut = Kept("cut.jsonl", [.. lines.Where(line => AuditLine.Read(line) is var read && read.Position != head && read.Checkpoint is null)]);

        Run("verify-audit", Kept("whole.jsonl", lines), "--key", PublicKey(), "--checkpoints", copies).ShouldBe((0, true));
        var (code, _, text) = Told("verify-audit", cut, "--key", PublicKey(), "--checkpoints", copies);
        code.ShouldBe(1);
        text.ShouldContain("末尾被截断");
    }

    [Fact]
    public async Task Parts_are_read_in_their_order_and_what_is_no_call_is_told_so()
    {
        var head = (await ExportedAsync()).Max(line => AuditLine.Read(line).Position)!.Value;
        var first = Kept("1.jsonl", await ExportAsync($"?after=0&limit={head - 1}"));
        var second = Kept("2.jsonl", await ExportAsync($"?after={head - 1}"));

        Run("verify-audit", first, second, "--key", PublicKey()).ShouldBe((0, true));
        Run("verify-audit", second, first, "--key", PublicKey()).Code.ShouldBe(1);
        foreach (var wrong in (string[][])[["verify-audit"], ["verify-audit", first, "--key"], ["verify-audit", "--checkpoints", first], ["verify-audit", first + ".absent", "--key", PublicKey()], ["verify-audit", first, "--key", PublicKey(), "--checkpoints", first + ".absent"]])
            Run(wrong).ShouldBe((1, false), string.Join(' ', wrong));
    }

    async Task<List<string>> ExportedAsync()
    {
        await town.InHandlingAsync();
        await Eventually.HoldsAsync(
            async () => await town.CountAsync("select count(*) from audit_row a where not exists (select from audit_link l where l.row_id = a.id)") == 0, TimeSpan.FromSeconds(5), "every row to be linked");
        return await ExportAsync("");
    }

    async Task<List<string>> ExportAsync(string query)
    {
        using var keeper = town.As(new Official(Town.CityId, "6203.", "auditadmin"));
        return [.. (await keeper.GetStringAsync(new Uri("/api/screening/audit/export" + query, UriKind.Relative), Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    // As the service appends it to its file outside the database.
    string Checkpoints(List<string> lines)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(town.Service.AuditKeyFile));
        var last = lines.Select(AuditLine.Read).Where(line => line.Position is not null).MaxBy(line => line.Position)!;
        return Kept("checkpoints", [JsonSerializer.Serialize(AuditCheckpoint.Sign(key, "screening", last.Position!.Value, last.Link!, TimeProvider.System.GetUtcNow()), JsonSerializerOptions.Web)]);
    }

    string PublicKey()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(town.Service.AuditKeyFile));
        return Kept("public.pem", [key.ExportSubjectPublicKeyInfoPem()]);
    }

    string Kept(string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, lines);
        return file;
    }

    static (int Code, bool Whole) Run(params string[] arguments)
    {
        var (code, whole, _) = Told(arguments);
        return (code, whole);
    }

    static (int Code, bool Whole, string Text) Told(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var told = new StringWriter();
        try
        {
            Console.SetOut(told);
            Console.SetError(told);
            var code = (int)Assembly.Load("Anjie.Launcher").EntryPoint!.Invoke(null, [arguments])!;
            return (code, told.ToString().Contains("证据完整", StringComparison.Ordinal), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
