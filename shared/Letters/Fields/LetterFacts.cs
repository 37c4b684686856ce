using System.Collections.Immutable;

namespace Anjie.Letters;

/// <summary>What one letter is filled with. Values are literal: nothing in them is read as part of a text.</summary>
public sealed class LetterFacts
{
    readonly ImmutableDictionary<LetterField, object> _values;

    /// <summary>Without any value.</summary>
    public LetterFacts() : this(ImmutableDictionary<LetterField, object>.Empty) { }

    LetterFacts(ImmutableDictionary<LetterField, object> values) => _values = values;

    /// <summary>Whether the petitioner asked for secrecy (是否保密): letters to others then say 信访人 instead of the name.</summary>
    public bool HidesPetitioner { get; init; }

    /// <summary>The same facts with one more value.</summary>
    /// <param name="field">What it is.</param>
    /// <param name="value">Null and blank text leave the field empty.</param>
    public LetterFacts With<T>(LetterField<T> field, T? value) where T : class => Set(field, value);

    /// <inheritdoc cref="With{T}(LetterField{T}, T)"/>
    public LetterFacts With<T>(LetterField<T> field, T? value) where T : struct => Set(field, value);

    internal T? Of<T>(LetterField<T> field) where T : class => _values.GetValueOrDefault(field) as T;

    internal T? ValueOf<T>(LetterField<T> field) where T : struct => _values.GetValueOrDefault(field) as T?;

    internal object? Of(LetterField field) => _values.GetValueOrDefault(field);

    internal bool Has(LetterField field) => _values.ContainsKey(field);

    internal LetterFacts Only(HashSet<LetterField> fields) => new(_values.Where(pair => fields.Contains(pair.Key)).ToImmutableDictionary()) { HidesPetitioner = HidesPetitioner };

    internal IEnumerable<KeyValuePair<LetterField, object>> All => _values.OrderBy(pair => pair.Key.Code, StringComparer.Ordinal);

    internal LetterFacts Set(LetterField field, object? value)
    {
        var isEmpty = value switch
        {
            null => true,
            string text => string.IsNullOrWhiteSpace(text),
            IReadOnlyList<string> list => list.Count == 0,
            IReadOnlyList<DemandAnswer> list => list.Count == 0,
            LetterTable table => table.Columns.Count == 0,
            _ => false,
        };
        return new(isEmpty ? _values.Remove(field) : _values.SetItem(field, value!)) { HidesPetitioner = HidesPetitioner };
    }
}
