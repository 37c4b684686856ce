using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anjie.PersonalData;

/// <summary>A text about a person that is sealed at rest. It opens when <see cref="Text"/> is read and never shows itself by accident.</summary>
/// <remarks>Immutable in its text: to change a column, assign a new one. It can be opened only when its entity was loaded
/// (tracked or not); a projection of the column alone lacks the row it belongs to, see <see cref="SecretInterceptor.Open"/>.</remarks>
[DebuggerDisplay("***")]
[JsonConverter(typeof(NeverWritten))]
public sealed class Secret : IEquatable<Secret>
{
    // Swapped as a whole: a reader on another thread sees the old state or the new one.
    volatile State _state;

    /// <summary>A text that is not stored yet.</summary>
    public Secret(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _state = new(text, Sealed: null, Place: null, Cipher: null);
    }

    Secret(State state) => _state = state;

    /// <summary>The empty text; a new object each time, because each becomes a column of its own row.</summary>
    public static Secret Empty => new("");

    /// <summary>The text; opened on first use.</summary>
    /// <exception cref="InvalidOperationException">It was read without its row.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The stored bytes were altered or belong to another row.</exception>
    public string Text
    {
        get
        {
            var state = _state;
            if (state.Text is { } text)
                return text;
            if (state.Cipher is null)
                throw new InvalidOperationException("A sealed column opens only with its row: load the entity, or use SecretInterceptor.Open.");
            _state = state with { Text = state.Cipher.Open(state.Sealed, state.Place!) };
            return _state.Text!;
        }
    }

    /// <summary>A secret of the text, or null for null and for a text of blanks.</summary>
    public static Secret? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : new(text);

    /// <summary>Same text. Opens both.</summary>
    public bool Equals(Secret? other) => other is not null && (ReferenceEquals(this, other) || Text == other.Text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the text.</summary>
    public override string ToString() => "***";

    /// <summary>Same text.</summary>
    public static bool operator ==(Secret? one, Secret? other) => one is null ? other is null : one.Equals(other);

    /// <summary>Another text.</summary>
    public static bool operator !=(Secret? one, Secret? other) => !(one == other);

    internal static Secret FromStore(byte[] bytes) => new(new State(Text: null, bytes, Place: null, Cipher: null));

    internal byte[] ToStore() =>
        _state.Sealed ?? throw new InvalidOperationException("A secret reached the database unsealed: SecretInterceptor is not registered, or the secret is part of a query (search by blind index).");

    /// <summary>Tells a secret that came from the store where it belongs.</summary>
    internal void Attach(FieldCipher cipher, string place)
    {
        if (_state is { Sealed: not null, Place: null } state)
            _state = state with { Place = place, Cipher = cipher };
    }

    /// <summary>The secret to store in a place: itself, or a copy when it already belongs to another place.</summary>
    internal Secret SealedFor(FieldCipher cipher, string place)
    {
        var state = _state;
        if (state.Place == place && state.Sealed is not null && cipher.IsSealedWithActiveKey(state.Sealed))
            return this;
        var bound = new State(Text, cipher.Seal(Text, place), place, cipher);
        if (state.Place is not null && state.Place != place)
            return new(bound);
        _state = bound;
        return this;
    }

    sealed record State(string? Text, byte[]? Sealed, string? Place, FieldCipher? Cipher);

    // A response that holds a Secret is a mistake; it must not become a leak.
    sealed class NeverWritten : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A secret is not read from JSON; take a string and validate it.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue("***");
    }
}
