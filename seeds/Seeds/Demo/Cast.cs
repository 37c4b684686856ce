namespace Anjie.Seeds.Demo;

/// <summary>Who finds, holds and signs for the disputes of a place.</summary>
internal sealed record Neighbourhood(string Place, string Path, string Above, string Grid, string Town, string Head)
{
    /// <summary>Where a district stands above that can take over.</summary>
    public static readonly IReadOnlyList<Neighbourhood> OfTheDistrict =
    [
        new("宁远堡镇西坡村", Units.Town, Units.District, "grid", "town", "townhead"),
        new("双湾镇龙兴村", Units.SecondTown, Units.District, "grid2", "town2", "districthead"),
    ];

    public static readonly IReadOnlyList<Neighbourhood> All = [.. OfTheDistrict, new("河西堡镇河西堡村", Units.ThirdTown, Units.County, "grid3", "town3", "townhead3")];
}

/// <summary>A unit that handles what is sent to it.</summary>
internal sealed record Handling(string Path, string Handler, string Head)
{
    public static readonly IReadOnlyList<Handling> All =
    [
        new(Units.DistrictLand, "unit", "unithead"),
        new(Units.CityLabour, "unit2", "unithead2"),
        new(Units.District, "district", "districthead"),
    ];
}

/// <summary>A leader who receives, and the desk that serves the leader.</summary>
internal sealed record Receiving(string Leader, string Desk, string Place)
{
    public static readonly IReadOnlyList<Receiving> All =
    [
        new("leader", "clerk", "市群众来访接待中心一号接访室"),
        new("leader-001", "clerk", "市群众来访接待中心二号接访室"),
        new("leader-002", "clerk", "市群众来访接待中心三号接访室"),
        new("leader-021", "clerk2", "金川区信访接待室"),
    ];
}

/// <summary>Pieces of requests that many stories need.</summary>
internal static class Pieces
{
    public static readonly string[] Guarantees = ["Situation", "Difficulty", "Education", "Stability", "Law"];

    /// <summary>The notice of the use of personal data that the offices show.</summary>
    public const string NoticeVersion = "2026-1";

    public static object Signed(DateOnly on, string recipient) => new { means = "Signed", servedOn = on, recipient };

    public static object Petitioner(PersonSketch person) => new { name = person.Name, identityNumber = person.IdentityNumber, phone = person.Phone, address = person.Address, noticeVersion = NoticeVersion };

    public static object[] Demands(Trouble trouble) => [.. trouble.Demands.Select(text => new { text })];
}
