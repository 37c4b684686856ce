using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Anjie.PersonalData;

/// <summary>A column of sealed texts, and the place of each of them: table, column and row are part of the seal.</summary>
sealed class SealedColumn
{
    // Keyed by the model's own objects; a process has one model per context type.
    static readonly ConcurrentDictionary<IEntityType, IReadOnlyList<SealedColumn>> Known = new();

    readonly string _tableAndColumn;
    readonly MemberInfo _setter;
    readonly PropertyInfo _getter;

    SealedColumn(IProperty property)
    {
        Property = property;
        var type = (IEntityType)property.DeclaringType;
        var table = TableOf(type);
        Name = property.GetColumnName(table)!;
        _tableAndColumn = $"{table.DisplayName()}|{Name}";
        _getter = property.PropertyInfo ?? throw new InvalidOperationException($"{type.DisplayName()}.{property.Name} must be a property of the class.");
        _setter = property.GetMemberInfo(forMaterialization: true, forSet: true);
    }

    public IProperty Property { get; }

    public string Name { get; }

    public static IReadOnlyList<SealedColumn> Of(IEntityType type) => Known.GetOrAdd(type, static type =>
    [
        .. type.GetProperties().Where(property => property.ClrType == typeof(Secret)).Select(property => new SealedColumn(property)),
    ]);

    public static StoreObjectIdentifier TableOf(IEntityType type) => StoreObjectIdentifier.Create(type, StoreObjectType.Table)
        ?? throw new InvalidOperationException($"{type.DisplayName()} holds secrets but has no table.");

    /// <summary>A row by its key.</summary>
    /// <param name="type">Whose key it is.</param>
    /// <param name="key">The parts of the key in their order, as the class has them.</param>
    public static string RowOf(IEntityType type, IReadOnlyList<object?> key) => RowOf(type.FindPrimaryKey()!.Properties.Select((part, at) =>
        part.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(key[at]) : key[at]));

    /// <summary>A row by its key, as the database has it.</summary>
    public static string RowOf(IEnumerable<object?> key) => string.Join('|', key.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));

    public string PlaceIn(string row) => $"{_tableAndColumn}|{row}";

    public Secret? Read(object entity) => (Secret?)_getter.GetValue(entity);

    // Past the change tracker: the text is the same, only its seal differs, and equal texts are not written by it.
    public void Write(object entity, Secret secret)
    {
        if (_setter is FieldInfo field)
            field.SetValue(entity, secret);
        else
            ((PropertyInfo)_setter).SetValue(entity, secret);
    }
}
