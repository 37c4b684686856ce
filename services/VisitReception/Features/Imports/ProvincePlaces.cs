using System.Collections.Frozen;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>内容分类 as the export writes it, <c>农村农业_村务管理</c>, and the codes of the directory's list.</summary>
internal sealed class ContentPaths
{
    public const string List = "content-category";

    readonly FrozenDictionary<string, string> _codes;
    readonly FrozenDictionary<string, string> _paths;

    public ContentPaths(IReadOnlyList<CodeEntry> entries)
    {
        var byCode = entries.ToFrozenDictionary(entry => entry.Code);
        _paths = entries.ToFrozenDictionary(entry => entry.Code, entry => PathOf(entry, byCode));
        _codes = _paths.GroupBy(one => one.Value).ToFrozenDictionary(group => group.Key, group => group.First().Key);
    }

    public static async Task<ContentPaths> ReadAsync(ReceptionDb db, CancellationToken ct) =>
        new(await db.Set<CodeListCopy>().AsNoTracking().FirstOrDefaultAsync(copy => copy.Name == List, ct) is { } copy
            ? JsonSerializer.Deserialize<List<CodeEntry>>(copy.Entries, JsonSerializerOptions.Web)! : []);

    /// <summary>The code of a path; null when the list has no such entry.</summary>
    public string? CodeOf(string path)
    {
        var normal = string.Join(ProvinceTerms.ContentSeparator, path.Split(ProvinceTerms.ContentSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return _codes.GetValueOrDefault(normal)
            ?? (ProvinceTerms.OtherContent.Contains(normal) ? ProvinceTerms.OtherContent.Select(_codes.GetValueOrDefault).FirstOrDefault(code => code is not null) : null);
    }

    /// <summary>The path of a code; the code itself when the list does not know it.</summary>
    public string PathOf(string code) => _paths.GetValueOrDefault(code, code);

    static string PathOf(CodeEntry entry, FrozenDictionary<string, CodeEntry> entries)
    {
        List<string> path = [];
        // A list that names an entry as its own parent ends here too.
        for (CodeEntry? one = entry; one is not null && path.Count < entries.Count; one = one.Parent is { } parent ? entries.GetValueOrDefault(parent) : null)
            path.Insert(0, one.Chinese.Trim());
        return string.Join(ProvinceTerms.ContentSeparator, path);
    }
}

/// <summary>登记部门 as the export writes it, lowest level first, <c>市信访局/金昌市</c>, and the units of the directory.</summary>
internal sealed class UnitNames
{
    readonly FrozenDictionary<Guid, UnitCopy> _units;
    readonly FrozenDictionary<string, List<UnitCopy>> _byName;

    public UnitNames(IReadOnlyList<UnitCopy> units)
    {
        _units = units.ToFrozenDictionary(unit => unit.Id);
        _byName = units.Where(unit => unit.Active).GroupBy(unit => unit.Name.Trim()).ToFrozenDictionary(group => group.Key, group => group.ToList());
    }

    public static async Task<UnitNames> ReadAsync(ReceptionDb db, CancellationToken ct) => new(await db.Set<UnitCopy>().AsNoTracking().ToListAsync(ct));

    public UnitCopy this[Guid id] => _units[id];

    /// <summary>The units to which a path may point. What it says above our own root is not for us to judge.</summary>
    public IReadOnlyList<UnitCopy> Find(string path)
    {
        var names = path.Split(ProvinceTerms.UnitSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 ? [] : [.. _byName.GetValueOrDefault(names[0], []).Where(unit => Fits(unit, names.AsSpan(1)))];
    }

    /// <summary>The path of a unit, lowest level first.</summary>
    public string PathOf(Guid id)
    {
        List<string> names = [];
        for (var unit = _units.GetValueOrDefault(id); unit is not null && names.Count < _units.Count; unit = Above(unit))
            names.Add(unit.Name.Trim());
        return string.Join(ProvinceTerms.UnitSeparator, names);
    }

    /// <summary>What the unit is called; empty for one that nobody knows.</summary>
    public string NameOf(Guid id) => _units.GetValueOrDefault(id)?.Name ?? "";

    /// <summary>The area an office keeps the register of: that of the unit it belongs to.</summary>
    public string AreaOf(UnitCopy office) => Above(office)?.Path ?? office.Path;

    bool Fits(UnitCopy unit, ReadOnlySpan<string> above)
    {
        for (var at = 0; at < above.Length; at++)
        {
            if (Above(unit) is not { } parent)
                return !IsAnyOurs(above[at..]);
            if (parent.Name.Trim() != above[at])
                return false;
            unit = parent;
        }
        return true;
    }

    // A unit of ours above our root: the path was written the other way round.
    bool IsAnyOurs(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_byName.ContainsKey(name))
                return true;
        return false;
    }

    UnitCopy? Above(UnitCopy unit) => unit.ParentId is { } parent ? _units.GetValueOrDefault(parent) : null;
}
