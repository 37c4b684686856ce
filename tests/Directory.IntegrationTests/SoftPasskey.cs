using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Anjie.Directory.IntegrationTests;

/// <summary>An authenticator in software (WebAuthn, ES256, attestation "none"): what a browser would hand to the form.</summary>
internal sealed partial class SoftPasskey(string origin = "http://localhost") : IDisposable
{
    const byte Present = 0x01;
    const byte Unlocked = 0x04;
    const byte WithKey = 0x40;

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    byte[] _owner = [];

    /// <summary>Whether the person unlocks the device with a finger or a number.</summary>
    public bool IsUnlocked { get; set; } = true;

    /// <summary>How often it was used; 0 for those that do not count.</summary>
    public uint Count { get; set; }

    /// <summary>The answer to navigator.credentials.create.</summary>
    public string Create(string page)
    {
        var options = Options(page);
        _owner = Base64Url.DecodeFromChars(options.GetProperty("user").GetProperty("id").GetString());
        var at = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] key = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. at.X!, 0x22, 0x58, 0x20, .. at.Y!];
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)_id.Length);
        byte[] data = [.. Data(options.GetProperty("rp").GetProperty("id").GetString()!, WithKey), .. new byte[16], .. length, .. _id, .. key];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Answer(new { attestationObject = Base64Url.EncodeToString(attestation), clientDataJSON = ClientData("webauthn.create", options), transports = new[] { "internal" } });
    }

    /// <summary>The answer to navigator.credentials.get.</summary>
    public string Get(string page)
    {
        var options = Options(page);
        var data = Data(options.GetProperty("rpId").GetString()!, 0);
        var client = ClientData("webauthn.get", options);
        var signature = _key.SignData([.. data, .. SHA256.HashData(Base64Url.DecodeFromChars(client))], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new
        {
            authenticatorData = Base64Url.EncodeToString(data), clientDataJSON = client,
            signature = Base64Url.EncodeToString(signature), userHandle = Base64Url.EncodeToString(_owner),
        });
    }

    public void Dispose() => _key.Dispose();

    byte[] Data(string domain, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), (byte)(flags | Present | (IsUnlocked ? Unlocked : 0)), .. count];
    }

    string ClientData(string type, JsonElement options) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = options.GetProperty("challenge").GetString(), origin, crossOrigin = false }));

    string Answer(object response) => JsonSerializer.Serialize(new
    {
        id = Base64Url.EncodeToString(_id), rawId = Base64Url.EncodeToString(_id), type = "public-key", clientExtensionResults = new { }, response,
    });

    static JsonElement Options(string page) => JsonSerializer.Deserialize<JsonElement>(Offered().Match(page).Groups["options"].Value);

    // The page as read: attributes are decoded already, and the options hold no word that ends them.
    [GeneratedRegex("""data-options="(?<options>\{.*?\})" hidden""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offered();
}
