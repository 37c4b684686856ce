namespace Anjie.Seeds;

/// <summary>Ids of units by their paths.</summary>
internal sealed class Offices
{
    // The whole city has fewer units than a page has lines.
    const int Page = 200;

    readonly Dictionary<string, Guid> units;

    Offices(Dictionary<string, Guid> units) => this.units = units;

    public Guid this[string path] => units.TryGetValue(path, out var id) ? id : throw new RefusedException($"There is no unit {path}.");

    public static async Task<Offices> ReadAsync(User user, CancellationToken ct)
    {
        var page = (await user.GetAsync($"api/directory/units?limit={Page}", ct)).OrThrow().Body;
        return new(page.GetProperty("items").EnumerateArray().ToDictionary(
            unit => unit.GetProperty("path").GetString()!, unit => unit.GetProperty("id").GetGuid(), StringComparer.Ordinal));
    }
}

/// <summary>Paths of the units the stories play in.</summary>
internal static class Units
{
    public const string CityPetitions = "6203.xfj.";
    public const string CityLabour = "6203.rsj.";
    public const string District = "6203.620302.";
    public const string DistrictPetitions = "6203.620302.xfj.";
    public const string DistrictLand = "6203.620302.zrzy.";
    public const string Town = "6203.620302.nyp.";
    public const string SecondTown = "6203.620302.sw.";
    public const string County = "6203.620321.";
    public const string ThirdTown = "6203.620321.hxb.";
}
