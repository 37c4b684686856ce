using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.DisputeScreening.Domain;

namespace Anjie.DisputeScreening.Tests;

/// <summary>People, units and days that the tests of this service start from.</summary>
static class Given
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    public static readonly UnitCopy City = Unit("6203.", "City");
    public static readonly UnitCopy County = Unit("6203.620302.", "County");
    public static readonly UnitCopy Town = Unit("6203.620302.nyp.", "Town");
    public static readonly UnitCopy Village = Unit("6203.620302.nyp.v1.", "Village");
    public static readonly UnitCopy OtherTown = Unit("6203.620302.sw.", "Town");
    public static readonly UnitCopy PetitionOffice = Unit("6203.xfj.", "PetitionOffice");

    public static readonly Actor GridWorker = Person(Village, Roles.Grid);
    public static readonly Actor TownOfficer = Person(Town, Roles.Town);
    public static readonly Actor TownHead = Person(Town, Roles.TownHead);
    public static readonly Actor OtherTownHead = Person(OtherTown, Roles.TownHead);
    public static readonly Actor CountyHead = Person(County, Roles.UnitHead);
    public static readonly Actor Clerk = Person(PetitionOffice, Roles.Registrar);
    public static readonly Actor JointOffice = Person(Unit("6203.lxb.", "JointOffice"), Roles.JointOffice);

    public static Act Act(this Actor actor, int day = 0) =>
        new(actor, new DateTimeOffset(Monday.AddDays(day), new TimeOnly(9, 0), TimeSpan.FromHours(8)).ToUniversalTime(), Monday.AddDays(day), WorkCalendar.PlainWeekends);

    public static Dispute Reported(int day = 0) => Dispute.Report(GridWorker.Act(day), Guid.CreateVersion7(), "PC2026000001", TheReport(), Village, Town);

    public static Dispute Assessed(RiskColour risk = RiskColour.Orange)
    {
        var dispute = Reported();
        dispute.Assess(TownOfficer.Act(), new("06.01", risk, "补偿面积认定不一", "丈量底册缺失"), Town);
        return dispute;
    }

    public static Dispute InHandling(RiskColour risk = RiskColour.Orange)
    {
        var dispute = Assessed(risk);
        dispute.AssignGuarantees(TownHead.Act(), Monday.AddDays(15), Orders());
        dispute.StartHandling(TownOfficer.Act());
        return dispute;
    }

    public static Report TheReport() => new(
        "土地补偿纠纷", Monday, 1, "06.01", "一组", "征地补偿面积有争议。", "按实测面积补偿。", 3,
        [new(PartySide.First, "张三", null, null, null, new([1], null, null))]);

    public static List<GuaranteeOrder> Orders(int due = 10) =>
        [.. Enum.GetValues<GuaranteeItem>().Select(item => new GuaranteeOrder(item, Town.Id, Guid.CreateVersion7(), "入户", Monday.AddDays(due)))];

    public static List<GuaranteeResult> Results() => [.. Enum.GetValues<GuaranteeItem>().Select(item => new GuaranteeResult(item, true, "已完成"))];

    static UnitCopy Unit(string path, string kind) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, Path = path, Name = path, EnglishName = path, Kind = kind, Active = true };

    static Actor Person(UnitCopy unit, params string[] roles) =>
        new(Guid.CreateVersion7(), "某人", Guid.CreateVersion7(), unit.Id, unit.Path, new HashSet<string>(roles), null);
}
