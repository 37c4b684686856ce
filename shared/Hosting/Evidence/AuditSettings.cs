using System.Security.Cryptography;
using System.Text.Json;
using Anjie.Cases;
using Microsoft.Extensions.Configuration;

namespace Anjie.Hosting;

/// <summary>How this service's evidence is chained and signed.</summary>
/// <remarks>
/// <c>Audit:SigningKeyFile</c> holds the private key of the checkpoints (ECDSA P-256, PEM). <c>Audit:Algorithm</c> is SHA-256 or SM3.
/// <c>Audit:CheckpointFolder</c> receives a copy of every checkpoint, outside the database whose end it guards.
/// </remarks>
public sealed class AuditSettings
{
    readonly string _signingKeyFile;
    readonly string? _folder;

    public AuditSettings(string service, IConfiguration configuration)
    {
        Service = service;
        _signingKeyFile = configuration["Audit:SigningKeyFile"] ?? throw new InvalidOperationException("Audit:SigningKeyFile is not configured.");
        _folder = configuration["Audit:CheckpointFolder"];
        var algorithm = configuration["Audit:Algorithm"] ?? ChainAlgorithm.Sha256.Name;
        Algorithm = ChainAlgorithm.Find(algorithm) ?? throw new InvalidOperationException($"Audit:Algorithm knows no {algorithm}.");
    }

    public string Service { get; }

    public ChainAlgorithm Algorithm { get; }

    public AuditCheckpoint Sign(long position, byte[] link, DateTimeOffset at)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(_signingKeyFile));
        return AuditCheckpoint.Sign(key, Service, position, link, at);
    }

    public async Task KeepAsync(AuditCheckpoint checkpoint, CancellationToken ct)
    {
        if (_folder is null)
            return;
        System.IO.Directory.CreateDirectory(_folder);
        await File.AppendAllTextAsync(Path.Combine(_folder, $"{Service}.jsonl"), JsonSerializer.Serialize(checkpoint, JsonSerializerOptions.Web) + "\n", ct);
    }
}
