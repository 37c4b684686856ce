using Anjie.Cases;
using Anjie.Contracts.Directory;

namespace Anjie.Directory.Domain;

public enum UnitKind { City, County, Zone, Department, Town, Village, PetitionOffice, JointOffice, Inspection }

/// <summary>A unit of the tree. Its path decides who sees what, everywhere.</summary>
internal sealed class Unit : Versioned
{
    Unit() { } // EF Core

    public Guid? ParentId { get; private set; }
    public string Code { get; private set; } = "";
    public string Path { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string EnglishName { get; private set; } = "";
    public UnitKind Kind { get; private set; }
    public bool Active { get; private set; }

    /// <summary>A post that stood in it went to another unit; of those that still stand in it the posts themselves tell.</summary>
    public bool HadPosts { get; private set; }

    public static Unit Create(Act act, Guid id, UnitDetails details, UnitPlace place)
    {
        var unit = new Unit { Id = id };
        var role = RoleFor(act, Roles.SystemAdministrator);
        place.Check(details);
        unit.Take(details, PathUnder(place.Parent, details.Code));
        unit.Record(act, role);
        return unit;
    }

    /// <summary>Takes the new state; units below follow a changed path in the same save. A unit in which people had posts stays where it is:
    /// reorganised, it is closed, and another one is opened in the new place.</summary>
    public void Change(Act act, UnitDetails details, UnitPlace place)
    {
        var role = RoleFor(act, Roles.SystemAdministrator);
        if (Is(details))
            return;
        place.Check(details);
        BrokenRuleException.ThrowIf(place.Parent is { } above && above.Path.StartsWith(Path, StringComparison.Ordinal), DirectoryErrors.UnitCycle);
        BrokenRuleException.ThrowIf(!details.Active && (place.HasPosts || place.Below.Any(unit => unit.Active)), DirectoryErrors.UnitInUse);

        BrokenRuleException.ThrowIf(place.HadPosts && details.Code != Code, DirectoryErrors.UnitCodeFixed);
        BrokenRuleException.ThrowIf(place.HadPosts && details.ParentId != ParentId, DirectoryErrors.UnitParentFixed);

        var (oldPath, newPath) = (Path, PathUnder(place.Parent, details.Code));
        Take(details, newPath);
        Record(act, role);
        if (newPath == oldPath)
            return;
        foreach (var unit in place.Below)
        {
            unit.Path = newPath + unit.Path[oldPath.Length..];
            unit.Record(act, role);
        }
    }

    public void PostLeft() => HadPosts = true;

    public bool Is(UnitDetails details) =>
        details == new UnitDetails(ParentId, Code, Name, EnglishName, Kind, Active);

    static string PathUnder(Unit? parent, string code) => $"{parent?.Path}{code}.";

    void Take(UnitDetails details, string path) =>
        (ParentId, Code, Name, EnglishName, Kind, Active, Path) = (details.ParentId, details.Code, details.Name, details.EnglishName, details.Kind, details.Active, path);

    void Record(Act act, string role) =>
        Record(act, new UnitChanged(Id, ParentId, Code, Path, Name, EnglishName, Kind.ToString(), Active), role);
}

internal sealed record UnitDetails(Guid? ParentId, string Code, string Name, string EnglishName, UnitKind Kind, bool Active);

/// <summary>What stands around a unit's place in the tree.</summary>
/// <param name="Parent">The unit above; null for the city, or when the one named is unknown.</param>
/// <param name="Below">All units below, at any depth.</param>
/// <param name="CodeTaken">Another unit of the same parent has the code.</param>
/// <param name="HasRoot">Another unit stands at the top.</param>
/// <param name="HasPosts">The unit has posts in use.</param>
/// <param name="HadPosts">The unit, or one below it, has or ever had posts.</param>
internal sealed record UnitPlace(Unit? Parent, IReadOnlyCollection<Unit> Below, bool CodeTaken, bool HasRoot, bool HasPosts, bool HadPosts)
{
    public void Check(UnitDetails details)
    {
        BrokenRuleException.ThrowIf(details.ParentId is null && HasRoot, DirectoryErrors.SecondRoot);
        BrokenRuleException.ThrowIf(details.ParentId is not null && Parent is not { Active: true }, DirectoryErrors.UnknownParent);
        BrokenRuleException.ThrowIf(CodeTaken, DirectoryErrors.UnitCodeTaken, details.Code);
    }
}
