using Microsoft.Playwright;
using OtpNet;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>A person of the demo sets up a second step, signs in with it, and takes it away again.</summary>
public sealed class TwoStepTests(RunningSystem running, ITestOutputHelper output)
{
    const string Security = "/account/security";

    [Fact]
    public async Task S_20_an_app_is_set_up_by_keyboard_and_its_digits_are_asked_for_at_the_next_sign_in()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk2");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "账户安全" }).ClickAsync();
        await desk.CheckAccessAsync("security");
        await Link(desk, "添加一种方式").PressAsync("Enter");
        await desk.CheckAccessAsync("set up");
        var secret = Base32Encoding.ToBytes((await desk.Page.Locator(".key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await desk.Page.GetByLabel("输入应用显示的六位数字").FillAsync(Digits(secret, 0));
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Page.Locator(".codes li")).ToHaveCountAsync(10);
        await desk.CheckAccessAsync("recovery codes");
        await Link(desk, "我已保存").PressAsync("Enter");
        await Assertions.Expect(desk.Page.GetByText("恢复码剩余 10 个")).ToBeVisibleAsync();
        try
        {
            var next = await office.NewDeskAsync("clerk2", onPhone: true);
            await next.TypePasswordAsync(running.Password);
            await next.CheckAccessAsync("second step");
            await next.Page.GetByLabel("动态码").FillAsync("000000");
            await next.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(next.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("验证未通过");
            await next.Page.GetByLabel("动态码").FillAsync(Digits(secret, 1));
            await next.Page.Keyboard.PressAsync("Enter");
            await next.ArriveAsync();
        }
        finally
        {
            await RemoveAsync(desk, "移除“验证器应用”");
        }

        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task A_passkey_signs_in_without_name_and_password()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.AtAsync("clerk2");
        var (keeper, device) = await AddDeviceAsync(desk);
        await desk.OpenAsync(Security);
        await Link(desk, "添加一种方式").ClickAsync();
        await desk.Page.GetByLabel("名称").FillAsync("办公室电脑");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "创建通行密钥" }).ClickAsync();
        await Link(desk, "我已保存").ClickAsync();
        await Assertions.Expect(desk.Page.GetByText("办公室电脑")).ToBeVisibleAsync();
        try
        {
            await SignOutAsync(desk);
            await desk.Page.GetByRole(AriaRole.Link, new() { Name = "使用通行密钥登录" }).ClickAsync();
            await desk.CheckAccessAsync("passkey");
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "使用通行密钥" }).ClickAsync();
            await desk.ArriveAsync();

            // And as the second step, after the password.
            await SignOutAsync(desk);
            await desk.TypePasswordAsync(running.Password);
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "使用通行密钥" }).ClickAsync();
            await desk.ArriveAsync();

            // A device that is not unlocked answers with nothing that fits.
            await SignOutAsync(desk);
            await keeper.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = false });
            await desk.Page.GetByRole(AriaRole.Link, new() { Name = "使用通行密钥登录" }).ClickAsync();
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "使用通行密钥" }).ClickAsync();
            await Assertions.Expect(desk.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
            await keeper.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = true });
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "使用通行密钥" }).ClickAsync();
            await desk.ArriveAsync();
        }
        finally
        {
            await RemoveAsync(desk, "移除“办公室电脑”");
        }

        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    static ILocator Link(Desk desk, string name) => desk.Page.GetByRole(AriaRole.Link, new() { Name = name });

    static string Digits(byte[] secret, int steps) => new Totp(secret).ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(30 * steps).UtcDateTime);

    static async Task<(ICDPSession Keeper, string Device)> AddDeviceAsync(Desk desk)
    {
        var keeper = await desk.Page.Context.NewCDPSessionAsync(desk.Page);
        await keeper.SendAsync("WebAuthn.enable");
        var added = await keeper.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return (keeper, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    static async Task SignOutAsync(Desk desk)
    {
        await desk.Page.GotoAsync("/");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("密码")).ToBeVisibleAsync();
    }

    async Task RemoveAsync(Desk desk, string button)
    {
        await desk.Page.GotoAsync(Security);
        var confirm = desk.Page.GetByLabel("更改前请输入密码");
        if (await confirm.CountAsync() > 0)
        {
            await confirm.FillAsync(running.Password);
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "继续" }).ClickAsync();
        }

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByText("尚未设置")).ToBeVisibleAsync();
    }
}
