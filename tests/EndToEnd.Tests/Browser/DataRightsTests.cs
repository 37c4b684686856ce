using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The notice before the first field, the guardian of a child, and what a person may ask about their own data: at the desk and on the petitioner's own page.</summary>
public sealed class DataRightsTests(RunningSystem running, ITestOutputHelper output)
{
    const string Child = "620302201709150029";

    [Fact]
    public async Task S_96_S_94_a_child_is_registered_with_a_guardian_below_the_notice_and_the_desk_copies_corrects_and_answers()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var clerk = await office.AtAsync("clerk", "/matters/register");
        var page = clerk.Page;
        await Assertions.Expect(page.GetByTestId("privacy-notice")).ToHaveAttributeAsync("data-version", Canary.NoticeVersion);
        await page.GetByTestId("privacy-notice").Locator("summary").ClickAsync();
        await Assertions.Expect(page.GetByTestId("privacy-notice")).ToContainTextAsync("《个人信息保护法》第十三条");
        var form = clerk.Sheet("matter");
        await form.FillAsync(("petitioners[0].name", "童小安"), ("petitioners[1].name", "童守成"), ("summary", "反映校园周边安全。"), ("demands[0].text", "增设护栏"), ("contentCode", "02.01"));
        await Assertions.Expect(page.GetByTestId("petitioners[0].guardianName")).ToHaveCountAsync(0);

        // Without a number somebody has to say that it is a child; the number says it by itself.
        // The key means the person beside the cursor, and from elsewhere the last one.
        var (first, last) = (page.GetByTestId("petitioners[0].underFourteen"), page.GetByTestId("petitioners[1].underFourteen"));
        await page.GetByTestId("petitioners[0].phone").PressAsync("F4");
        await Assertions.Expect(page.GetByTestId("petitioners[0].guardianName")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("petitioners[1].guardianName")).ToHaveCountAsync(0);
        (await first.GetAttributeAsync("aria-pressed"), await last.GetAttributeAsync("aria-pressed")).ShouldBe(("true", "false"));
        await page.GetByTestId("petitioners[0].phone").PressAsync("F4");
        await Assertions.Expect(page.GetByTestId("petitioners[0].guardianName")).ToHaveCountAsync(0);
        await page.GetByTestId("summary").PressAsync("F4");
        await Assertions.Expect(page.GetByTestId("petitioners[1].guardianName")).ToBeVisibleAsync();
        await last.ClickAsync();
        await Assertions.Expect(last).ToHaveAttributeAsync("aria-pressed", "false");
        await form.FillAsync(("petitioners[1].name", ""));
        // Whoever types ahead means the row that waits, too.
        await page.GetByTestId("petitioners[1].name").FocusAsync();
        await page.Keyboard.TypeAsync("童");
        await page.Keyboard.PressAsync("F4");
        await Assertions.Expect(last).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(first).ToHaveAttributeAsync("aria-pressed", "false");
        await page.Keyboard.PressAsync("F4");
        await form.FillAsync(("petitioners[1].name", ""));
        await form.FillAsync(("petitioners[0].identityNumber", Child));
        await Assertions.Expect(page.GetByTestId("petitioners[0].guardianName")).ToBeVisibleAsync();
        await clerk.CheckAccessAsync("register a child");
        await page.GetByTestId("submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("petitioners[0].guardianName")).ToHaveAttributeAsync("aria-invalid", "true");
        await form.FillAsync(("petitioners[0].guardianName", "童守成"), ("petitioners[0].guardianPhone", "13909450921"));
        var matter = await clerk.SubmitAsync("Registered");

        await page.GetByRole(AriaRole.Tab, new() { Name = "查询与评价" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("guardian")).ToContainTextAsync("139****0921");
        await page.GetByTestId("person-correct").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByTestId("privacy-notice")).ToHaveAttributeAsync("data-version", Canary.NoticeVersion);
        await new Sheet(page, page.GetByTestId("form-CorrectPerson")).FillAsync(("phone", "13909450922"), ("reason", "补充联系电话"));
        await page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("data-request")).ToContainTextAsync("已更正：联系电话");
        await page.GetByTestId("person-erase").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
        await Assertions.Expect(page.Locator("[data-testid='data-request'][data-kind='Erasure']")).ToContainTextAsync("第四十七条");
        await clerk.CheckAccessAsync("rights of a petitioner");
        await page.GetByTestId("person-copy").ClickAsync();
        await page.GetByTestId("take-copy").ClickAsync();
        var copy = page.GetByTestId("copy");
        foreach (var kept in (string[])["童小安", Child, "13909450922", "童守成", "增设护栏", "系统自动处理的说明"])
            await Assertions.Expect(copy).ToContainTextAsync(kept);
        await clerk.CheckAccessAsync("copy of a person");
        new Uri(page.Url).AbsolutePath.ShouldStartWith($"/matters/{matter}/people/");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
        office.Alarms.ShouldBeEmpty(string.Join('\n', office.Alarms));
    }

    [Fact]
    public async Task S_94_a_petitioner_reads_the_notice_has_a_copy_and_asks_for_correction_and_deletion()
    {
        var person = Canary.Of(971);
        using var registry = new Office(running);
        var (matter, _) = await registry.RegisterMatterAsync(await running.TodayAsync(), person);
        var slip = JsonDocument.Parse((await registry.AskAsync("clerk", HttpMethod.Post, $"api/reception/matters/{matter.GetProperty("id").GetString()}/query-slip", new { })).Text).RootElement;
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var phone = await office.NewDeskAsync("petitioner", onPhone: true);
        var page = phone.Page;
        await page.GotoAsync("/public/notice");
        await Assertions.Expect(page.GetByTestId("privacy-notice")).ToContainTextAsync("不满十四周岁");
        await phone.CheckAccessAsync("public notice 390");

        await page.GotoAsync(slip.GetProperty("opens").GetString()!);
        await page.GetByLabel("手机号码后四位").FillAsync(person.Phone[^4..]);
        await page.GetByRole(AriaRole.Button, new() { Name = "查询" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("own-data")).ToBeVisibleAsync();
        (await page.ContentAsync()).ShouldNotContain(person.Name);
        await CopyAsync("0000");
        await Assertions.Expect(page.GetByTestId("message")).ToHaveTextAsync("后四位号码（末位X也算一位）与登记的不符。");
        await CopyAsync(person.IdentityNumber[^4..]);
        foreach (var kept in (string[])[person.Name, person.IdentityNumber, person.Phone, person.Address])
            await Assertions.Expect(page.GetByTestId("copy")).ToContainTextAsync(kept);
        await phone.CheckAccessAsync("public copy 390");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);

        await page.GetByRole(AriaRole.Link, new() { Name = "返回办理情况" }).ClickAsync();
        await AskAsync("更正、补充", "住址有误");
        await Assertions.Expect(page.GetByTestId("done")).ToContainTextAsync("等待登记单位核对");
        await AskAsync("删除", "请删除");
        await Assertions.Expect(page.GetByTestId("done")).ToContainTextAsync("第四十七条");
        await phone.CheckAccessAsync("public data request 390");

        // Whoever guesses on is to wait, and the page says so by its status as well.
        for (var guess = 0; guess < 5; guess++)
            await CopyAsync("0000");
        var locked = await page.RunAndWaitForResponseAsync(() => CopyAsync("0000"), answer => answer.Url.EndsWith("/public/copy", StringComparison.Ordinal));
        locked.Status.ShouldBe(429);
        int.Parse(await locked.HeaderValueAsync("retry-after") ?? "0", null).ShouldBeInRange(1, 3600);
        await Assertions.Expect(page.GetByTestId("own-data")).ToBeVisibleAsync();

        var clerk = await office.AtAsync("clerk", $"/matters/{matter.GetProperty("id").GetString()}");
        await clerk.Page.GetByRole(AriaRole.Tab, new() { Name = "查询与评价" }).ClickAsync();
        await Assertions.Expect(clerk.Page.GetByTestId("request-refuse")).ToHaveCountAsync(1);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
        office.Alarms.ShouldBeEmpty(string.Join('\n', office.Alarms));

        async Task CopyAsync(string digits)
        {
            await page.GetByTestId("own-copy").Locator("input[name=lastFour]").FillAsync(digits);
            await page.GetByTestId("own-copy").GetByRole(AriaRole.Button).ClickAsync();
        }

        async Task AskAsync(string kind, string text)
        {
            await page.GetByText("要求更正或者删除", new() { Exact = true }).ClickAsync();
            var form = page.GetByTestId("own-request");
            await form.GetByLabel(kind, new() { Exact = true }).CheckAsync();
            await form.Locator("textarea").FillAsync(text);
            await form.Locator("input[name=lastFour]").FillAsync(person.IdentityNumber[^4..]);
            await form.GetByRole(AriaRole.Button).ClickAsync();
        }
    }
}
