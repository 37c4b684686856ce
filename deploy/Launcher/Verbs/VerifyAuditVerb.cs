using System.Security.Cryptography;
using System.Text.Json;
using Anjie.Cases;

namespace Anjie.Launcher;

/// <summary><c>verify-audit EXPORT… [--key FILE] [--checkpoints FILE]</c>: finds whatever was done to evidence since it was written. Needs no running system.</summary>
static class VerifyAuditVerb
{
    const int MostShown = 50;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var (exports, key, kept) = Read(arguments);
        using var signer = ECDsa.Create();
        signer.ImportFromPem(await File.ReadAllTextAsync(Existing(key), stop));
        var checkpoints = kept is null ? [] : await CheckpointsAsync(Existing(kept), stop);
        var verdict = AuditVerifier.Verify(exports.Select(Existing).ToList().SelectMany(File.ReadLines), signer, checkpoints);
        foreach (var finding in verdict.Findings.Take(MostShown))
        {
            Console.WriteLine($"  {Words(finding.Fault)}  {finding}");
        }

        if (verdict.From > 1)
        {
            Console.WriteLine($"{verdict.Service}: 只核验了第 {verdict.From} 个位置以后的部分。 Only what stands from position {verdict.From} on was read; of what came before nothing is said.");
        }

        Console.WriteLine(verdict.Findings.Count == 0
            ? $"{verdict.Service}: 证据完整，{verdict.Rows} 行，{verdict.Checkpoints} 个签名检查点相符。 The evidence is whole: {verdict.Rows} rows, {verdict.Checkpoints} signed checkpoints agree."
            : $"{verdict.Service}: 发现 {verdict.Findings.Count} 处问题。 {verdict.Findings.Count} findings.");
        return verdict.Findings.Count == 0 ? 0 : 1;
    }

    // The parts of an export stand in their order.
    static (string[] Exports, string Key, string? Checkpoints) Read(string[] arguments) => arguments switch
    {
        [.. var some, "--key", var key, "--checkpoints", var kept] when AreFiles(some) => (some, key, kept),
        [.. var some, "--key", var key] when AreFiles(some) => (some, key, null),
        [.. var some, "--checkpoints", var kept] when AreFiles(some) => (some, OwnKey(), kept),
        var some when AreFiles(some) => (some, OwnKey(), null),
        _ => throw new StartFailedException("用法：verify-audit 导出文件… [--key 公钥] [--checkpoints 检查点副本]", "Usage: verify-audit EXPORT… [--key PUBLIC_KEY] [--checkpoints COPIES]"),
    };

    static bool AreFiles(string[] arguments) => arguments.Length > 0 && !arguments.Any(argument => argument.StartsWith("--", StringComparison.Ordinal));

    // That of the system of this clone; who names a key needs no clone.
    static string OwnKey() => Path.Combine(Places.DataRoot(Places.FindClone()), "keys", "audit-public.pem");

    static async Task<List<AuditCheckpoint>> CheckpointsAsync(string file, CancellationToken stop)
    {
        List<AuditCheckpoint> checkpoints = [];
        await foreach (var line in File.ReadLinesAsync(file, stop))
        {
            checkpoints.Add(JsonSerializer.Deserialize<AuditCheckpoint>(line, JsonSerializerOptions.Web)!);
        }

        return checkpoints;
    }

    static string Existing(string file) => File.Exists(file) ? file : throw new StartFailedException($"没有这个文件：{file}", $"There is no such file: {file}");

    static string Words(AuditFault fault) => fault switch
    {
        AuditFault.Unreadable => "不是证据导出文件",
        AuditFault.Changed => "被改动或被调换",
        AuditFault.Missing => "缺失",
        AuditFault.Unlinked => "非经系统写入",
        AuditFault.Backdated => "事后补入",
        AuditFault.CutOff => "末尾被截断",
        AuditFault.Replaced => "整链被替换",
        _ => "签名不符",
    };
}
