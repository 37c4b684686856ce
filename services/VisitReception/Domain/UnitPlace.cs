using Anjie.Cases;

namespace Anjie.VisitReception.Domain;

/// <summary>A unit as rights and levels need it.</summary>
/// <param name="Rank">City and its departments 3, county or zone and theirs 2, town 1, village 0.</param>
internal sealed record UnitPlace(Guid Id, string Path, int Rank)
{
    public static UnitPlace Of(UnitCopy unit) => new(unit.Id, unit.Path, RankOf(unit.Kind, unit.Path));

    /// <summary>A person turns to the organ with power or to the one above it, never further up (Art 20).</summary>
    public static bool IsOwnOrNextBelow(int receivingRank, UnitPlace unit) => unit.Rank == receivingRank || unit.Rank == receivingRank - 1;

    static int RankOf(string kind, string path) => (kind, path.Count(sign => sign == '.')) switch
    {
        ("Village", _) => 0,
        ("Town", _) => 1,
        ("County" or "Zone", _) => 2,
        (_, <= 2) => 3,
        _ => 2,
    };
}

/// <summary>Whose work a step is: in a town its own people are handler and head.</summary>
internal static class Staff
{
    public static readonly string[] Heads = [Roles.UnitHead, Roles.TownHead];
    public static readonly string[] Unit = [Roles.UnitHandler, Roles.UnitHead, Roles.Town, Roles.TownHead];
    public static readonly string[] Registrars = [Roles.Registrar, Roles.RegistrarHead];
    public static readonly string[] Desk = [.. Registrars, .. Unit];
}
