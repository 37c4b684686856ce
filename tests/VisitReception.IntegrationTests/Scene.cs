using System.Net;
using System.Text.Json;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The way to the state that a test starts from, through the same doors as everybody.</summary>
static class Scene
{
    /// <summary>The notice that the office shows.</summary>
    public const string NoticeVersion = "2026-1";

    public static string NewId() => Guid.CreateVersion7().ToString();

    public static string IdOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static object SessionBody(this City city, string kind = "Unannounced", int on = 0, string place = "市信访局接待室") =>
        new { leaderPostId = city.Leader.PostId, on = city.Day(on), from = "09:00", to = "11:30", place, kind };

    public static async Task<string> OpenSessionAsync(this City city)
    {
        var id = NewId();
        (await city.PutAsync(city.Aide, $"/sessions/{id}", city.SessionBody())).ShouldBe(HttpStatusCode.Created);
        await city.DoAsync(city.Leader, $"/sessions/{id}", "opening");
        return id;
    }

    public static object VisitBody(this City city, string session, string? matterId = null, string category = "Appeal", string name = "张三丰", string summary = "征地补偿未到位") => new
    {
        sessionId = session, visitedOn = city.Day(0), visitors = 3, representatives = 1, peopleConcerned = 3, matterId, category, contentCode = "02.01", summary, problemPlace = "宁远堡镇",
        demands = new[] { new { text = "支付补偿款" }, new { text = "公开账目" } },
        petitioners = new[] { new { name, identityNumber = (string?)"11010519491231002X", phone = (string?)"13812345678", address = (string?)"甘肃省金昌市金川区桂林路1号", noticeVersion = NoticeVersion } }, form = 21,
    };

    public static async Task<(string Visit, string Matter)> RegisterVisitAsync(this City city, string category = "Appeal")
    {
        var id = NewId();
        var answer = await city.PutAsync(city.Clerk, $"/visits/{id}", city.VisitBody(await city.OpenSessionAsync(), category: category));
        answer.ShouldBe(HttpStatusCode.Created);
        return ($"/visits/{id}", $"/matters/{answer.Body.GetProperty("matter").Text("id")}");
    }

    public static async Task<(string Visit, string Matter)> ReceivedVisitAsync(this City city, string category = "Appeal")
    {
        var (visit, matter) = await city.RegisterVisitAsync(category);
        await city.DoAsync(city.Leader, visit, "talk", new { opinion = "请自然资源局核实" });
        return (visit, matter);
    }

    public static async Task<(string Visit, string Matter)> AssignedVisitAsync(this City city)
    {
        var scene = await city.ReceivedVisitAsync();
        await city.DoAsync(city.Leader, scene.Visit, "assignment", city.AssignmentBody());
        return scene;
    }

    public static object AssignmentBody(this City city, int due = 20) =>
        new { responsibleUnitId = city.Head.UnitId, responsiblePostId = city.Head.PostId, dueOn = city.Day(due), requirements = "核实并支付" };

    public static object LetterBody(this City city, string category = "Appeal", bool anonymous = false, string? matterId = null, string? address = null) => new
    {
        matterId, receivedOn = city.Day(0), form = 1, category, contentCode = "02.01", summary = "来信反映征地补偿", anonymous,
        demands = new[] { new { text = "支付补偿款" }, new { text = "公开账目" } },
        petitioners = anonymous ? Array.Empty<object>() : [new { name = "李四", phone = "13912345678", address }], peopleConcerned = 2,
    };

    public static async Task<string> RegisterLetterAsync(this City city, string category = "Appeal", string? address = null)
    {
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", city.LetterBody(category, address: address))).ShouldBe(HttpStatusCode.Created);
        return $"/matters/{id}";
    }

    public static async Task<string> HandledMatterAsync(this City city, bool simple = false)
    {
        var matter = await city.RegisterLetterAsync();
        await city.DoAsync(city.Clerk, matter, "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        await city.DoAsync(city.Handler, matter, "acceptance", new { acceptedOn = city.Day(0), simple });
        return matter;
    }

    public static async Task<string> ServedMatterAsync(this City city)
    {
        var matter = await city.HandledMatterAsync(simple: true);
        await city.DoAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter));
        await city.DoAsync(city.Clerk, matter, "service", new { proof = city.Signed() });
        return matter;
    }

    public static async Task<object> OpinionBodyAsync(this City city, string matter) => new
    {
        findings = Demands(await city.SeeAsync(city.Clerk, matter)).Select(id => new { demandId = id, finding = "Supported", opinion = "应予支付", basis = "《土地管理法》第四十八条" }).ToArray(),
        facts = "经查属实", reviewOrgan = "金川区人民政府",
    };

    public static string[] Demands(JsonElement view) => [.. view.GetProperty("demands").EnumerateArray().Where(demand => demand.Text("state") == "Open").Select(demand => demand.Text("id"))];

    public static object Signed(this City city) => new { means = "Signed", servedOn = city.Day(0), recipient = "张三丰" };

    public static object GuidanceBody(this City city, string? demandId = null) =>
        new { demandId, route = "Arbitration", organ = "劳动人事争议仲裁委员会", timeLimit = "1年", noticeNumber = "金信引〔2026〕1号", proof = city.Signed() };
}
