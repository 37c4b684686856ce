using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Directory.Domain;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Passwords as their owners change them, and as an installation that is no demo demands it.</summary>
public sealed class PasswordChangeTests(DirectoryHost host)
{
    const string Change = "/account/password";
    const string Other = "Reed-river-31";

    readonly WebApplicationFactory<Program> _strict = host.With(("Passwords:MustChangeAfterReset", "true"), ("Passwords:MaxAgeDays", "90"));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    SignInWindow Window(bool strict = false) =>
        new((strict ? _strict : (WebApplicationFactory<Program>)host).CreateClient(new() { BaseAddress = DirectoryHost.Address, AllowAutoRedirect = false, HandleCookies = false }));

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_leaves_one_row()
    {
        using var window = Window();
        using var elsewhere = Window();
        await window.SignInAsync("leader-121", DirectoryHost.Password);
        await elsewhere.SignInAsync("leader-121", DirectoryHost.Password);
        (await elsewhere.IsSignedInAsync()).ShouldBeTrue();

        (await ChangeAsync(window, DirectoryHost.Password, Other)).LeadsTo("/account/security").ShouldBeTrue();

        (await window.IsSignedInAsync()).ShouldBeTrue();
        (await elsewhere.IsSignedInAsync()).ShouldBeFalse();
        (await elsewhere.SignInAsync("leader-121", DirectoryHost.Password)).Text.ShouldContain("用户名或密码不正确");
        (await elsewhere.SignInAsync("leader-121", Other)).Location.ShouldBe("/");
        (await RowsAsync("leader-121", "password-change")).ShouldBe(["done"]);
    }

    [Theory]
    [InlineData("Reed-river-31", "Reed-river-32", "两次输入的新密码不一致")]
    [InlineData("Reed-3", null, "密码至少 10 个字符")]
    [InlineData("reedriver1", null, "至少 3 种")]
    [InlineData("My-Leader-122-x", null, "密码不能包含用户名")]
    [InlineData("Password1234", null, "过于常见")]
    [InlineData(DirectoryHost.Password, null, "不能使用最近 5 次用过的密码")]
    public async Task Each_refusal_is_a_sentence_and_changes_nothing(string chosen, string? again, string sentence)
    {
        using var window = Window();
        await window.SignInAsync("leader-122", DirectoryHost.Password);
        await window.OpenAsync(Change);
        (await window.SendAsync(Change, ("old", DirectoryHost.Password), ("new", chosen), ("again", again ?? chosen))).Text.ShouldContain(sentence);
        (await window.IsSignedInAsync()).ShouldBeTrue();
        using var other = Window();
        (await other.SignInAsync("leader-122", DirectoryHost.Password)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task S_14_wrong_old_passwords_count_like_wrong_sign_ins()
    {
        using var window = Window();
        await window.SignInAsync("leader-123", DirectoryHost.Password);
        for (var i = 0; i < 5; i++)
            (await ChangeAsync(window, "not-mine-at-all", Other)).Text.ShouldContain("当前密码不正确");
        (await ChangeAsync(window, DirectoryHost.Password, Other)).Text.ShouldContain("当前密码不正确");
        (await RowsAsync("leader-123", "password-change")).ShouldBe(Enumerable.Repeat("refused", 6));
        (await window.SignInAsync("leader-123", DirectoryHost.Password)).Text.ShouldContain("用户名或密码不正确"); // in this browser
    }

    [Fact]
    public async Task None_of_the_last_five_is_taken_again_and_only_their_hashes_are_kept()
    {
        using var window = Window();
        await window.SignInAsync("leader-124", DirectoryHost.Password);
        string[] passwords = [DirectoryHost.Password, .. Enumerable.Range(1, 5).Select(i => $"Reed-river-{i}{i}")];
        for (var i = 1; i < passwords.Length; i++)
            (await ChangeAsync(window, passwords[i - 1], passwords[i])).LeadsTo("/account/security").ShouldBeTrue(passwords[i]);

        (await ChangeAsync(window, passwords[5], passwords[1])).Text.ShouldContain("不能使用最近 5 次用过的密码");
        var kept = await host.InDatabaseAsync(db => db.FormerPasswords.Where(x => x.PersonId == StableId.Of("person", "leader-124")).Select(x => x.Hash).ToListAsync(Stop));
        kept.Count.ShouldBe(4);
        kept.ShouldAllBe(hash => passwords.All(password => !hash.Contains(password)));
        (await ChangeAsync(window, passwords[5], passwords[0])).LeadsTo("/account/security").ShouldBeTrue(); // the sixth last
    }

    [Fact]
    public async Task A_password_somebody_else_chose_is_changed_before_there_is_a_session()
    {
        using var sysadmin = await host.AsAsync("sysadmin");
        var person = Guid.CreateVersion7();
        (await sysadmin.PutAsJsonAsync($"/api/directory/people/{person}", new { userName = "freshman", name = "新同事", active = true, password = Other }, Stop)).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var window = Window(strict: true);
        (await window.SignInAsync("freshman", Other, "/after")).LeadsTo(Change).ShouldBeTrue();
        (await window.IsSignedInAsync()).ShouldBeFalse();
        (await window.AuthorizeAsync("prompt=none&")).Query.ShouldContain("error=login_required");
        (await window.OpenAsync("/account/security")).LeadsTo(SignInWindow.Login).ShouldBeTrue();
        (await window.OpenAsync(Change)).Text.ShouldContain("这个密码由管理员设置");
        (await ChangeAsync(window, Other, Other)).Text.ShouldContain("不能使用最近 5 次用过的密码");
        (await window.IsSignedInAsync()).ShouldBeFalse();

        var done = await ChangeAsync(window, Other, "My-own-words-8");
        (done.Status, done.Location).ShouldBe((HttpStatusCode.Redirect, "/after"));
        (await window.AuthorizeAsync()).AbsolutePath.ShouldBe("/account/denied"); // signed in, though without a post
        using var again = Window(strict: true);
        (await again.SignInAsync("freshman", "My-own-words-8")).Location.ShouldBe("/");
        using var lenient = Window();
        (await lenient.SignInAsync("freshman", "My-own-words-8")).Location.ShouldBe("/");
    }

    [Fact]
    public async Task A_password_of_ninety_days_is_changed_before_there_is_a_session()
    {
        using var own = Window();
        await own.SignInAsync("leader-125", DirectoryHost.Password);
        await ChangeAsync(own, DirectoryHost.Password, Other);
        using var young = Window(strict: true);
        (await young.SignInAsync("leader-125", Other)).Location.ShouldBe("/");

        await host.InDatabaseAsync(db => db.Users.Where(x => x.UserName == "leader-125").ExecuteUpdateAsync(set => set.SetProperty(x => x.PasswordSetAt, TimeProvider.System.GetUtcNow().AddDays(-90)), Stop));
        using var old = Window(strict: true);
        (await old.SignInAsync("leader-125", Other)).LeadsTo(Change).ShouldBeTrue();
        (await old.OpenAsync(Change)).Text.ShouldContain("密码已到期");
        (await ChangeAsync(old, Other, "Reed-river-99")).Location.ShouldBe("/");
        (await old.IsSignedInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task An_administrator_gives_a_password_by_the_same_rules()
    {
        using var sysadmin = await host.AsAsync("sysadmin");
        var path = $"/api/directory/people/{Guid.CreateVersion7()}";
        foreach (var (password, code) in new[]
        {
            ("Sho-rt1", DirectoryErrors.PasswordShort), ("onlysmallones", DirectoryErrors.PasswordKinds), ("the-Given-Person-1", DirectoryErrors.PasswordName), ("Password123!", DirectoryErrors.PasswordCommon),
        })
        {
            var refused = await sysadmin.PutAsJsonAsync(path, new { userName = "given-person", name = "受赠人", active = true, password }, Stop);
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict, password);
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString().ShouldBe(code);
        }
        (await sysadmin.GetAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Long_passwords_of_any_characters_sign_in_and_longer_ones_are_not_even_hashed()
    {
        var path = string.Concat(Enumerable.Range(0, 40).Select(i => $"Ab{i % 10}🐎 "));
        using var window = Window();
        await window.SignInAsync("leader-126", DirectoryHost.Password);
        (await ChangeAsync(window, DirectoryHost.Password, path)).LeadsTo("/account/security").ShouldBeTrue();
        using var other = Window();
        (await other.SignInAsync("leader-126", path)).Location.ShouldBe("/");
        (await ChangeAsync(window, path, path + "x")).Text.ShouldContain("密码最多 200 个字符");
        var before = await RowsAsync("leader-126", "sign-in");
        (await other.SignInAsync("leader-126", path + "x")).Text.ShouldContain("用户名或密码不正确");
        (await RowsAsync("leader-126", "sign-in")).ShouldBe(before);
    }

    static async Task<Shown> ChangeAsync(SignInWindow window, string old, string chosen)
    {
        await window.OpenAsync(Change);
        return await window.SendAsync(Change, ("old", old), ("new", chosen), ("again", chosen));
    }

    Task<List<string>> RowsAsync(string user, string action) => host.InDatabaseAsync(db => db.Audit
        .Where(x => x.ActorId == StableId.Of("person", user) && x.Action == action).OrderBy(x => x.Id).Select(x => x.Result).ToListAsync(Stop));
}
