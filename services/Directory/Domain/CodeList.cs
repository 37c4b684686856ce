using Anjie.Cases;
using Anjie.Contracts.Directory;

namespace Anjie.Directory.Domain;

/// <summary>A list of codes with their words. Codes stand in old cases, so a published code is never taken away.</summary>
internal sealed class CodeList : Versioned
{
    CodeList() { } // EF Core

    public string Name { get; private init; } = "";
    public string Chinese { get; private set; } = "";
    public string English { get; private set; } = "";
    public List<CodeEntry> Entries { get; private set; } = [];

    public static CodeList Publish(Act act, Guid id, string name, string chinese, string english, IReadOnlyList<CodeEntry> entries)
    {
        var list = new CodeList { Id = id, Name = name };
        list.Change(act, chinese, english, entries);
        return list;
    }

    public void Change(Act act, string chinese, string english, IReadOnlyList<CodeEntry> entries)
    {
        var role = RoleFor(act, Roles.SystemAdministrator);
        if (Version > 0 && Is(chinese, english, entries))
            return;
        if (entries.GroupBy(entry => entry.Code).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new BrokenRuleException(DirectoryErrors.CodeTwice, twice.Key);
        var codes = entries.Select(entry => entry.Code).ToHashSet(StringComparer.Ordinal);
        if (Entries.Find(entry => !codes.Contains(entry.Code)) is { } removed)
            throw new BrokenRuleException(DirectoryErrors.CodeRemoved, removed.Code);
        var tops = entries.Where(entry => entry.Parent is null).Select(entry => entry.Code).ToHashSet(StringComparer.Ordinal);
        if (entries.FirstOrDefault(entry => entry.Parent is { } parent && !tops.Contains(parent)) is { } orphan)
            throw new BrokenRuleException(DirectoryErrors.UnknownCodeAbove, orphan.Parent!);

        (Chinese, English, Entries) = (chinese, english, [.. entries]);
        Record(act, new CodeListPublished(Id, Name, Entries), role);
    }

    public bool Is(string chinese, string english, IReadOnlyList<CodeEntry> entries) =>
        (Chinese, English) == (chinese, english) && Entries.SequenceEqual(entries);
}
