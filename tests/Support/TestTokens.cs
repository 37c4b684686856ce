using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anjie.Support;

/// <summary>A person as an access token describes them.</summary>
public sealed record Official(Guid UnitId, string UnitPath, params string[] Roles)
{
    public Guid PersonId { get; init; } = Guid.CreateVersion7();
    public Guid PostId { get; init; } = Guid.CreateVersion7();
    public string Name { get; init; } = "某人";
    public string? Level { get; init; }
    public Guid? ActingFor { get; init; }
    public DateOnly ActingUntil { get; init; }
    public Guid SessionId { get; init; } = Guid.CreateVersion7();

    /// <summary>Of the post's state the token was made from; newer than any by default.</summary>
    public int PostVersion { get; init; } = int.MaxValue;
}

/// <summary>Access tokens as Directory signs them, by a key of this test run.</summary>
public static class TestTokens
{
    public const string Issuer = "http://localhost/";

    static readonly RSA Key = RSA.Create(2048);

    public static string PublicKeyPem => Key.ExportSubjectPublicKeyInfoPem();

    public static string For(Official official) => For(official, Key, Issuer);

    /// <summary>By the key of this run, over claims that somebody changed.</summary>
    public static string Of(Dictionary<string, object> claims) => Sign(new { alg = "RS256", typ = "at+jwt" }, claims, Key);

    /// <summary>The key that signs: the first of those in a file of them.</summary>
    public static RSA KeyOf(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem.AsSpan()[PemEncoding.Find(pem).Location]);
        return key;
    }

    /// <summary>By the key of another system, for instance one that runs as processes of its own.</summary>
    public static string For(Official official, RSA key, string issuer) => Sign(new { alg = "RS256", typ = "at+jwt" }, ClaimsOf(official, issuer), key);

    /// <summary>Any header over any claims; whether somebody takes it is another matter.</summary>
    public static string Sign(object header, object claims, RSA key)
    {
        var signed = $"{Part(header)}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Part(object content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));

    public static Dictionary<string, object> ClaimsOf(Official official, string issuer)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object> claims = new(StringComparer.Ordinal)
        {
            ["iss"] = issuer, ["aud"] = "anjie", ["iat"] = now, ["nbf"] = now, ["exp"] = now + 300,
            ["sub"] = official.PersonId, ["name"] = official.Name, ["post"] = official.PostId,
            ["unit"] = official.UnitId, ["unit_path"] = official.UnitPath, ["role"] = official.Roles,
            ["sid"] = official.SessionId, ["post_version"] = official.PostVersion, ["unit_version"] = int.MaxValue,
        };
        if (official.ActingFor is { } holder)
            (claims["acting_for"], claims["acting_until"]) = (holder, official.ActingUntil);
        if (official.Level is { } level)
            claims["level"] = level;
        return claims;
    }
}
