using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Anjie.Supervision.IntegrationTests;

/// <summary>A person as an access token describes them.</summary>
public sealed record Caller(Guid UnitId, string UnitPath, params string[] Roles)
{
    public Guid PersonId { get; init; } = Guid.CreateVersion7();
    public Guid PostId { get; init; } = Guid.CreateVersion7();
}

/// <summary>Access tokens as Directory signs them, by a key of this run.</summary>
static class Tokens
{
    public const string Issuer = "http://localhost/";

    static readonly RSA Key = RSA.Create(2048);

    /// <summary>Writes the public key where a service reads it.</summary>
    public static string WritePublicKey(string folder)
    {
        var file = Path.Combine(folder, "tokens.pem");
        File.WriteAllText(file, Key.ExportSubjectPublicKeyInfoPem());
        return file;
    }

    public static string For(Caller caller)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signed = $"{Part(new { alg = "RS256", typ = "at+jwt" })}.{Part(new
        {
            iss = Issuer, aud = "anjie", iat = now, nbf = now, exp = now + 300,
            sub = caller.PersonId, name = "某人", post = caller.PostId, unit = caller.UnitId, unit_path = caller.UnitPath, role = caller.Roles,
        })}";
        return $"{signed}.{Base64Url.EncodeToString(Key.SignData(System.Text.Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    static string Part(object content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));
}
