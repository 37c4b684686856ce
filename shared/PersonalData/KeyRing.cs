using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anjie.PersonalData;

/// <summary>The keys that protect personal data: one active key to seal with, older ones to open with, and the key of the blind index.</summary>
/// <remarks>The index key has no successor: changing it means computing every index column anew.</remarks>
public sealed class KeyRing
{
    const int KeySize = 32;
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    readonly FrozenDictionary<string, byte[]> _keys;

    KeyRing(string activeKeyId, IEnumerable<KeyValuePair<string, byte[]>> keys, byte[] indexKey, bool isDemo)
    {
        ActiveKeyId = activeKeyId;
        _keys = keys.ToFrozenDictionary();
        IndexKey = indexKey;
        IsDemo = isDemo;

        if (!_keys.ContainsKey(activeKeyId))
            throw new InvalidDataException($"The key ring names {activeKeyId} as active but does not hold it.");
        if (_keys.Values.Append(indexKey).Any(key => key.Length != KeySize))
            throw new InvalidDataException($"Every key of a key ring has {KeySize} bytes.");
        if (_keys.Keys.Any(id => id.Length is 0 or > 32 || !Ascii.IsValid(id)))
            throw new InvalidDataException("A key id has 1 to 32 ASCII characters.");
    }

    /// <summary>Id of the key that new texts are sealed with.</summary>
    public string ActiveKeyId { get; }

    /// <summary>Ids of all keys, the active one among them.</summary>
    public IReadOnlyCollection<string> KeyIds => _keys.Keys;

    /// <summary>The keys are known to everybody who has seen the demo; they must not protect real people.</summary>
    public bool IsDemo { get; }

    internal byte[] IndexKey { get; }

    /// <summary>Reads <c>{"active":"k1","keys":{"k1":"base64"},"index":"base64","demo":true}</c>; <c>demo</c> may be absent.</summary>
    /// <exception cref="InvalidDataException">The file is no key ring. The message never shows its content.</exception>
    public static KeyRing Load(string jsonFile) =>
        Read(System.IO.File.ReadAllBytes(jsonFile)) ?? throw new InvalidDataException($"{jsonFile} is no key ring, or lacks a part of one.");

    // What cannot be read may be a key all the same, and the reader's own complaint would quote it.
    static KeyRing? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<File>(json, Json) is { Active: { } active, Keys: { } keys, Index: { } index } file
                ? new(active, keys.Select(key => KeyValuePair.Create(key.Key, Convert.FromBase64String(key.Value))), Convert.FromBase64String(index), file.Demo)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A new ring with one random key.</summary>
    public static KeyRing Generate(bool isDemo = false) =>
        new("k1", [KeyValuePair.Create("k1", RandomNumberGenerator.GetBytes(KeySize))], RandomNumberGenerator.GetBytes(KeySize), isDemo);

    /// <summary>The same ring with another random key that seals from now on; the old ones still open.</summary>
    public KeyRing WithNewActiveKey(string keyId) => _keys.ContainsKey(keyId)
        ? throw new ArgumentException($"The ring holds a key {keyId} already.", nameof(keyId))
        : new(keyId, _keys.Append(KeyValuePair.Create(keyId, RandomNumberGenerator.GetBytes(KeySize))), IndexKey, IsDemo);

    /// <summary>Writes the ring so that only its owner can read the file. An existing file is replaced as a whole.</summary>
    public void Save(string jsonFile)
    {
        var file = new File(ActiveKeyId, _keys.ToDictionary(key => key.Key, key => Convert.ToBase64String(key.Value)), Convert.ToBase64String(IndexKey), IsDemo);
        var part = jsonFile + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(part, options))
        {
            JsonSerializer.Serialize(stream, file, Json);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(part, jsonFile, overwrite: true);
    }

    internal bool HasIndexOf(KeyRing other) => CryptographicOperations.FixedTimeEquals(IndexKey, other.IndexKey);

    internal byte[]? Find(string keyId) => _keys.GetValueOrDefault(keyId);

    sealed record File(string? Active, Dictionary<string, string>? Keys, string? Index, bool Demo = false);
}
