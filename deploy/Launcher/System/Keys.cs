using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anjie.Launcher;

/// <summary>Everything secret of one installation, made once, readable by its owner only.</summary>
public sealed class Keys
{
    // Sign-ins last a working day; nobody changes keys more often than twice in one.
    const int FormerSigningKeys = 2;

    // Services look twice a second.
    static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(2);

    readonly string folder;
    readonly Secrets secrets;

    Keys(string folder, Secrets secrets) => (this.folder, this.secrets) = (folder, secrets);

    public string SigningKeyFile => Path.Combine(folder, "signing.pem");

    public string PublicKeyFile => Path.Combine(folder, "signing-public.pem");

    /// <summary>The connection strings of a service, which it reads again when they change.</summary>
    public string SecretsFileOf(string service) => Path.Combine(folder, "services", $"{service}.json");

    /// <summary>Signs the checkpoints of evidence.</summary>
    public string AuditKeyFile => Path.Combine(folder, "audit.pem");

    /// <summary>Copies of the checkpoints, outside the databases. On a real installation it lies on another machine.</summary>
    public string CheckpointFolder => Path.Combine(folder, "checkpoints");

    public string AuditPublicKeyFile => Path.Combine(folder, "audit-public.pem");

    public string PersonalDataKeyFile => Path.Combine(folder, "personal-data.json");

    public string PortalSecret => secrets.Portal;

    public string DemoPassword => secrets.Demo;

    public string PasswordOf(string role) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secrets.Database), Encoding.UTF8.GetBytes(role)))[..40];

    public static async Task<Keys> EnsureAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(Path.Combine(folder, "checkpoints"));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await WriteMissingAsync(Path.Combine(folder, "secrets.json"), NewSecrets, cancellation);
        var made = await File.ReadAllTextAsync(Path.Combine(folder, "secrets.json"), cancellation);
        var keys = new Keys(folder, JsonSerializer.Deserialize<Secrets>(made)!);
        await WriteMissingAsync(keys.SigningKeyFile, NewSigningKey, cancellation);
        await WriteMissingAsync(keys.PublicKeyFile, () => PublicPartsOf(File.ReadAllText(keys.SigningKeyFile)), cancellation);
        await WriteMissingAsync(keys.AuditKeyFile, NewAuditKey, cancellation);
        await WriteMissingAsync(keys.AuditPublicKeyFile, () => PublicPartOfAudit(keys.AuditKeyFile), cancellation);
        await WriteMissingAsync(keys.PersonalDataKeyFile, NewPersonalDataKeys, cancellation);
        return keys;
    }

    /// <summary>The same installation with other passwords for its databases and the broker; nobody has been told of them yet.</summary>
    public async Task<Keys> WithNewPasswordsAsync(CancellationToken cancellation)
    {
        var next = secrets with { Database = SecretFiles.Random() };
        await SecretFiles.WriteAsync(Path.Combine(folder, "secrets.json"), JsonSerializer.Serialize(next), cancellation);
        return new(folder, next);
    }

    /// <summary>Puts a new key in front of those that sign tokens, after whoever looks at tokens can know it. The last ones before it stay for what they have signed.</summary>
    public async Task RotateSigningKeysAsync(CancellationToken cancellation)
    {
        var former = Pems(await File.ReadAllTextAsync(SigningKeyFile, cancellation)).Take(FormerSigningKeys);
        var inForce = string.Concat(former.Prepend(NewSigningKey()));
        await SecretFiles.WriteAsync(PublicKeyFile, PublicPartsOf(inForce), cancellation);
        await Task.Delay(UntilSeen, cancellation);
        await SecretFiles.WriteAsync(SigningKeyFile, inForce, cancellation);
    }

    static async Task WriteMissingAsync(string path, Func<string> content, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            await SecretFiles.WriteAsync(path, content(), cancellation);
        }
    }

    static string NewSecrets() => JsonSerializer.Serialize(new Secrets(SecretFiles.Random(), NewDemoPassword(), SecretFiles.Random()));

    /// <summary>To be read from a screen and typed: no look-alikes, and all kinds of characters a password rule asks for.</summary>
    static string NewDemoPassword() =>
        $"Anjie-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 5)}-{RandomNumberGenerator.GetString("23456789", 4)}";

    static string NewSigningKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    static string PublicPartsOf(string privateKeys) => string.Concat(Pems(privateKeys).Select(pem =>
    {
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }));

    static List<string> Pems(string text)
    {
        var (pems, begin) = (new List<string>(), 0);
        while (PemEncoding.TryFind(text.AsSpan(begin), out var found))
        {
            pems.Add(text[begin..][found.Location] + "\n");
            begin += found.Location.End.Value;
        }

        return pems;
    }

    static string NewAuditKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    static string PublicPartOfAudit(string file)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    static string NewPersonalDataKeys() => JsonSerializer.Serialize(new
    {
        active = "k1",
        keys = new Dictionary<string, string> { ["k1"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) },
        index = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    });

    sealed record Secrets(string Portal, string Demo, string Database);
}
