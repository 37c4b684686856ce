using System.Net;
using Anjie.Directory.Domain;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Passkeys: in place of the password, or after it.</summary>
public sealed class PasskeyTests(DirectoryHost host)
{
    const string Enrol = "/account/enrol";
    const string Digits = "/account/second-step";
    const string Alone = "/account/passkey";

    readonly WebApplicationFactory<Program> _strict = host.With(("SecondFactor:RequiredFor", "leader"));

    SignInWindow Window() => new(_strict.CreateClient(new() { BaseAddress = DirectoryHost.Address, AllowAutoRedirect = false, HandleCookies = false }));

    [Fact]
    public async Task A_passkey_is_set_up_and_signs_in_alone_or_as_second_step()
    {
        using var passkey = await EnrolledAsync("leader-131");
        using var second = Window();
        (await second.SignInAsync("leader-131", DirectoryHost.Password)).LeadsTo(Digits).ShouldBeTrue();
        (await AnswerAsync(second, Digits, passkey)).Location.ShouldBe("/");
        (await second.IsSignedInAsync()).ShouldBeTrue();

        using var alone = Window();
        var page = await alone.OpenAsync(Alone + "?returnUrl=%2Fafter");
        page.Text.ShouldContain("src=\"/account/passkeys.js\"");
        (await alone.SendAsync(Alone, ("credential", passkey.Get(page.Text)))).Location.ShouldBe("/after");
        (await alone.IsSignedInAsync()).ShouldBeTrue();
        (await alone.OpenAsync("/account/security")).Text.ShouldContain("最近使用");
    }

    [Fact]
    public async Task Who_did_not_unlock_the_device_has_shown_one_thing_only()
    {
        using var passkey = await EnrolledAsync("leader-132");
        passkey.IsUnlocked = false;
        using var window = Window();
        (await AnswerAsync(window, Alone, passkey)).Text.ShouldContain("通行密钥未被接受");
        (await window.IsSignedInAsync()).ShouldBeFalse();
        passkey.IsUnlocked = true;
        (await AnswerAsync(window, Alone, passkey)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task S_20_an_answer_is_good_once_though_the_device_does_not_count()
    {
        using var passkey = await EnrolledAsync("leader-133");
        using var window = Window();
        var page = await window.OpenAsync(Alone);
        var (question, credential) = (window.FieldsOf(Alone)["question"], passkey.Get(page.Text));
        (await window.SendAsync(Alone, ("credential", credential))).Location.ShouldBe("/");
        using var thief = Window();
        await thief.OpenAsync(Alone);
        (await thief.SendAsync(Alone, ("question", question), ("credential", credential))).Text.ShouldContain("通行密钥未被接受");
        (await thief.IsSignedInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_device_whose_count_goes_back_was_copied()
    {
        using var passkey = await EnrolledAsync("leader-134");
        using var window = Window();
        passkey.Count = 7;
        (await AnswerAsync(window, Alone, passkey)).Location.ShouldBe("/");
        passkey.Count = 6;
        (await AnswerAsync(window, Alone, passkey)).Text.ShouldContain("通行密钥未被接受");
    }

    [Fact]
    public async Task S_20_somebody_elses_passkey_is_no_second_step_and_another_site_gets_no_answer_that_fits()
    {
        using var passkey = await EnrolledAsync("leader-135");
        using var theirs = await EnrolledAsync("leader-136");
        using var window = Window();
        await window.SignInAsync("leader-135", DirectoryHost.Password);
        (await AnswerAsync(window, Digits, theirs)).Text.ShouldContain("验证未通过");
        // An answer to the question that anybody may ask does not fit the one asked of this person.
        using var other = Window();
        var asked = await other.OpenAsync(Alone);
        await window.OpenAsync(Digits);
        (await window.SendAsync(Digits, ("question", other.FieldsOf(Alone)["question"]), ("credential", passkey.Get(asked.Text)))).Text.ShouldContain("验证未通过");
        (await window.IsSignedInAsync()).ShouldBeFalse();

        using var phished = new SoftPasskey("http://localhost.evil.example");
        await window.OpenAsync(Digits);
        using var fresh = Window();
        await fresh.SignInAsync("leader-137", DirectoryHost.Password);
        var offered = await fresh.OpenAsync(Enrol);
        (await fresh.SendAsync(Enrol, ("credential", phished.Create(offered.Text)))).Text.ShouldContain("通行密钥未被接受");
        (await fresh.SendAsync(Enrol, ("credential", "{}"))).Text.ShouldContain("通行密钥未被接受");
        (await AnswerAsync(window, Digits, passkey)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task A_closed_account_is_closed_for_passkeys_too_but_strangers_close_no_passkey_out()
    {
        using var passkey = await EnrolledAsync("leader-138");
        using var stranger = Window();
        for (var i = 0; i < 5; i++)
            await stranger.SignInAsync("leader-138", "wrong-password");
        using var window = Window();
        (await AnswerAsync(window, Alone, passkey)).Location.ShouldBe("/");

        await SetActiveAsync("leader-138", false);
        using var after = Window();
        (await AnswerAsync(after, Alone, passkey)).Text.ShouldContain("通行密钥未被接受");
        await SetActiveAsync("leader-138", true);
        (await AnswerAsync(after, Alone, passkey)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task A_passkey_that_was_removed_opens_nothing()
    {
        using var passkey = await EnrolledAsync("leader-139");
        using var window = Window();
        await AnswerAsync(window, Alone, passkey);
        await host.InDatabaseAsync(db => db.Passkeys.Where(x => x.UserId == StableId.Of("person", "leader-139")).ExecuteDeleteAsync());
        using var after = Window();
        (await AnswerAsync(after, Alone, passkey)).Text.ShouldContain("通行密钥未被接受");
        (await after.SignInAsync("leader-139", DirectoryHost.Password)).LeadsTo(Enrol).ShouldBeTrue();
    }

    Task<int> SetActiveAsync(string user, bool active) =>
        host.InDatabaseAsync(db => db.Users.Where(x => x.UserName == user).ExecuteUpdateAsync(set => set.SetProperty(x => x.Active, active)));

    async Task<SoftPasskey> EnrolledAsync(string user)
    {
        var passkey = new SoftPasskey();
        using var window = Window();
        (await window.SignInAsync(user, DirectoryHost.Password)).LeadsTo(Enrol).ShouldBeTrue();
        var offered = await window.OpenAsync(Enrol);
        var answer = await window.SendAsync(Enrol, ("name", "手机"), ("credential", passkey.Create(offered.Text)));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldContain("恢复码只显示这一次");
        return passkey;
    }

    static async Task<Shown> AnswerAsync(SignInWindow window, string path, SoftPasskey passkey)
    {
        var page = await window.OpenAsync(path);
        return await window.SendAsync(path, ("credential", passkey.Get(page.Text)));
    }
}
