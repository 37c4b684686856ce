using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.EndToEnd.Tests.PersonalData;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The petitioner's way: a slip from the desk, a phone, a code and four digits.</summary>
public sealed partial class PublicTests(RunningSystem running, ITestOutputHelper output)
{
    const string Unit = "6203.620302.zrzy.";

    [Fact]
    public async Task S_25_a_petitioner_reads_evaluates_and_asks_for_review_with_a_code_that_no_log_has_seen()
    {
        var person = Canary.Of(970);
        using var registry = new Office(running);
        var matter = await ServedMatterAsync(registry, person);
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var (code, opens) = await SlipAsync(office, registry, matter);

        var phone = await office.NewDeskAsync("petitioner", onPhone: true);
        var page = phone.Page;
        await page.GotoAsync(opens);
        await Assertions.Expect(page.GetByLabel("查询码")).ToHaveValueAsync(code);
        page.Url.ShouldEndWith("/public");
        await phone.CheckAccessAsync("public query 390");
        await page.GetByLabel("手机号码后四位").FillAsync("0000");
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToHaveTextAsync("未查到相应的信访事项，请核对查询码和后四位号码。");
        await phone.CheckAccessAsync("public query refused");
        await page.GetByLabel("查询码").FillAsync(code);
        await page.GetByLabel("手机号码后四位").FillAsync(person.Phone[^4..]);
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();

        await Assertions.Expect(page.GetByTestId("words")).ToHaveAttributeAsync("data-state", "Served");
        await Assertions.Expect(page.GetByTestId("number")).ToHaveTextAsync(matter.GetProperty("number").GetString()!);
        await Assertions.Expect(page.GetByTestId("steps").Locator("li")).ToHaveCountAsync(5);
        (await page.ContentAsync()).ShouldNotContain(person.Name);
        await FitsAsync(page, 390);
        await phone.CheckAccessAsync("public matter 390");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载《简易办理意见书》" }).ClickAsync());
        await using var file = System.IO.Compression.ZipFile.OpenRead(await download.PathAsync());
        using var text = new StreamReader(file.GetEntry("word/document.xml")!.Open());
        (await text.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("申请复查");

        var unit = page.GetByTestId("evaluate-ResponsibleUnit");
        await unit.GetByLabel("不满意", new() { Exact = true }).CheckAsync();
        await unit.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByTestId("message")).ToHaveTextAsync("评价为不满意的，请写明原因。");
        await Assertions.Expect(page.GetByTestId("evaluate-ResponsibleUnit").GetByLabel("不满意", new() { Exact = true })).ToBeCheckedAsync();
        await page.GetByTestId("evaluate-ResponsibleUnit").GetByRole(AriaRole.Textbox).FillAsync("办理太慢");
        await page.GetByTestId("evaluate-ResponsibleUnit").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByTestId("done")).ToHaveTextAsync("评价已提交，谢谢。");
        await Assertions.Expect(page.GetByTestId("given-ResponsibleUnit")).ToContainTextAsync("不满意");
        await page.GetByTestId("evaluate-PetitionOffice").GetByLabel("基本满意").CheckAsync();
        await page.GetByTestId("evaluate-PetitionOffice").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByTestId("given-PetitionOffice")).ToContainTextAsync("基本满意");

        await page.GetByText("我要申请", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("申请请求").FillAsync("请求撤销处理意见");
        await page.GetByLabel("事实和理由").FillAsync("补偿标准适用有误。\n附近地块按新标准补偿。");
        await phone.CheckAccessAsync("public review 390");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交申请" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("filed")).ToBeVisibleAsync();
        await phone.CheckAccessAsync("public done 390");

        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("words")).ToContainTextAsync("The written opinion was delivered.");
        await page.SetViewportSizeAsync(1366, 768);
        await FitsAsync(page, 1366);
        await phone.CheckAccessAsync("public matter 1366 en");
        (await page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotMatch(Key().ToString());
        await page.GetByTestId("leave").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Query code")).ToHaveValueAsync("");
        await page.GotoAsync("/public/matter");
        await Assertions.Expect(page.GetByLabel("Query code")).ToBeVisibleAsync();

        var clerk = await office.AtAsync("clerk", $"/matters/{matter.GetProperty("id").GetString()}");
        await Assertions.Expect(clerk.Page.GetByTestId("review-pending")).ToContainTextAsync("请及时登记");
        await clerk.Page.GetByRole(AriaRole.Tab, new() { Name = "查询与评价" }).ClickAsync();
        await Assertions.Expect(clerk.Page.GetByTestId("review-request")).ToContainTextAsync("请求撤销处理意见");
        await Assertions.Expect(clerk.Page.GetByTestId("evaluations").Locator("[data-status='2']")).ToHaveCountAsync(2);
        await clerk.CheckAccessAsync("petitioner side");

        // The form has the petitioner's words and day already; only the organ is the desk's to name.
        await clerk.ActAsync("RequestReview", "InReview", ("organName", "甘肃省自然资源厅"));
        await clerk.Page.Locator("#tab-reviews").ClickAsync();
        await Assertions.Expect(clerk.Page.GetByText("请求撤销处理意见").First).ToBeVisibleAsync();
        await Assertions.Expect(clerk.Page.GetByTestId("review-pending")).ToHaveCountAsync(0);

        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
        office.Alarms.ShouldBeEmpty(string.Join('\n', office.Alarms));
        var bare = code.Replace("-", "", StringComparison.Ordinal);
        foreach (var process in (string[])["gateway", "portal", "reception"])
            (await ReadSharedAsync(running.LogOf(process))).ShouldNotContain(bare);
        office.Requested.ShouldAllBe(address => !address.Contains(bare, StringComparison.Ordinal) || address.Contains('#', StringComparison.Ordinal));
    }

    // The desk takes a code out, and a second one for the petitioner who has lost the first.
    static async Task<(string Code, string Opens)> SlipAsync(BrowserOffice office, Office registry, JsonElement matter)
    {
        var id = matter.GetProperty("id").GetString();
        var clerk = await office.AtAsync("clerk", $"/matters/{id}");
        await clerk.Page.GetByRole(AriaRole.Tab, new() { Name = "查询与评价" }).ClickAsync();
        await clerk.Page.GetByTestId("slip").ClickAsync();
        await clerk.Page.GetByTestId("take").ClickAsync();
        var first = await clerk.Page.GetByTestId("code").InnerTextAsync();
        await Assertions.Expect(clerk.Page.GetByTestId("slip").Locator("svg path")).ToHaveCountAsync(1);
        await clerk.CheckAccessAsync("slip");
        await clerk.Page.GetByText("补发新码").First.ClickAsync();
        await clerk.Page.GetByTestId("renew-sure").CheckAsync();
        await clerk.Page.GetByTestId("renew").ClickAsync();
        await Assertions.Expect(clerk.Page.GetByTestId("code")).Not.ToHaveTextAsync(first);
        var (status, text, _) = await registry.AskAsync("clerk", HttpMethod.Post, $"api/reception/matters/{id}/query-slip", new { });
        status.ShouldBe(200, text);
        var slip = JsonDocument.Parse(text).RootElement;
        slip.GetProperty("code").GetString().ShouldBe(await clerk.Page.GetByTestId("code").InnerTextAsync());
        return (slip.GetProperty("code").GetString()!, slip.GetProperty("opens").GetString()!);
    }

    async Task<JsonElement> ServedMatterAsync(Office registry, Canary person)
    {
        var today = await running.TodayAsync();
        var (matter, tag) = await registry.RegisterMatterAsync(today, person);
        var path = $"api/reception/matters/{matter.GetProperty("id").GetString()}";
        var units = JsonDocument.Parse((await registry.AskAsync("clerk", HttpMethod.Get, "api/directory/units?limit=200")).Text).RootElement.GetProperty("items");
        var unit = units.EnumerateArray().Single(one => one.GetProperty("path").GetString() == Unit).GetProperty("id").GetString();
        await DoAsync("clerk", "dispatch", new { kind = "Transfer", toUnitId = unit });
        await DoAsync("unit", "acceptance", new { acceptedOn = today, simple = true });
        await DoAsync("unithead", "opinion", new
        {
            findings = matter.GetProperty("demands").EnumerateArray().Select(demand => new { demandId = demand.GetProperty("id").GetString(), finding = "Refused", opinion = "不予支持", basis = "《土地管理法》第四十八条" }),
            facts = "经查不属实", reviewOrgan = "金川区人民政府",
        });
        await DoAsync("clerk", "service", new { proof = new { means = "Signed", servedOn = today, recipient = person.Name } });
        return matter;

        async Task DoAsync(string user, string act, object body)
        {
            var (status, text, next) = await registry.AskAsync(user, HttpMethod.Post, $"{path}/{act}", body, tag);
            status.ShouldBe(200, $"{act}: {text}");
            tag = next ?? new EntityTagHeaderValue("\"0\"");
        }
    }

    static async Task FitsAsync(IPage page, int width) => (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, string.Create(CultureInfo.InvariantCulture, $"{width} px"));

    static async Task<string> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex(@"\b(?:query|matter|next|steps|letters|evaluation|review|done|about|satisfaction|light)\.[a-zA-Z_.]+\b", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
