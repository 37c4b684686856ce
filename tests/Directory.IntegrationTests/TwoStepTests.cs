using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Sign-in in two steps, as an installation has it that is no demo: leaders and administrators must.</summary>
public sealed class TwoStepTests(DirectoryHost host)
{
    const string Enrol = "/account/enrol";
    const string Digits = "/account/second-step";
    const string Security = "/account/security";
    const string Adding = "/account/security/add";
    const string Session = "anjie-sign-in";
    const string Halfway = "anjie-halfway";
    const string Typed = "anjie-password";

    readonly Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> _strict = host.With(("SecondFactor:RequiredFor", "sysadmin,secadmin,auditadmin,leader"));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    SignInWindow Window() => new(_strict.CreateClient(new() { BaseAddress = DirectoryHost.Address, AllowAutoRedirect = false, HandleCookies = false }));

    [Fact]
    public async Task S_20_who_must_have_a_second_factor_sets_one_up_before_there_is_a_session()
    {
        using var window = Window();
        var mine = await PostOfAsync("leader-101");

        (await window.SignInAsync("leader-101", DirectoryHost.Password, "/after")).LeadsTo(Enrol).ShouldBeTrue();
        foreach (var more in (string[])["", $"post={mine}&", "prompt=none&", $"prompt=none&post={mine}&"])
            await ClosedAsync(window, more);
        (await window.OpenAsync(Security)).LeadsTo(SignInWindow.Login).ShouldBeTrue();
        (await window.OpenAsync(Adding)).LeadsTo(Security).ShouldBeTrue();

        var (_, codes) = await window.EnrolAsync(Enrol);
        RecoveryCodesOn(codes.Text).Count.ShouldBe(10);
        await ClosedAsync(window);
        var last = await window.SendAsync("/account/continue");
        (last.Status, last.Location).ShouldBe((HttpStatusCode.Redirect, "/after"));

        (await window.IsSignedInAsync()).ShouldBeTrue();
        (await window.OpenAsync(Enrol)).LeadsTo(SignInWindow.Login).ShouldBeTrue();
        (await EvidenceOfAsync("leader-101")).ShouldBe([("sign-in.password", "done"), ("second-factor.authenticator-added", "done"), ("sign-in", "done")]);
    }

    [Fact]
    public async Task S_20_half_a_session_is_none_whatever_name_it_is_given()
    {
        using var window = Window();
        await window.SignInAsync("leader-102", DirectoryHost.Password);
        window.Cookie(Session).ShouldBeNull();
        window.SetCookie(Session, window.Cookie(Halfway)!, "/");
        await ClosedAsync(window);
        window.SetCookie(Session, window.Cookie(Typed)!, "/");
        await ClosedAsync(window);
    }

    [Fact]
    public async Task S_20_who_has_a_second_factor_is_asked_for_it_each_time_and_no_address_leads_around_it()
    {
        var (phone, _) = await EnrolledAsync("leader-103");
        using var window = Window();
        (await window.SignInAsync("leader-103", DirectoryHost.Password)).LeadsTo(Digits).ShouldBeTrue();
        await ClosedAsync(window);
        await ClosedAsync(window, "prompt=none&");
        await window.OpenAsync(Digits);
        // Setting up another one, changing the password, going on: none of it is this person's turn now.
        foreach (var other in (string[])[Enrol, "/account/password"])
        {
            (await window.OpenAsync(other)).LeadsTo(SignInWindow.Login).ShouldBeTrue(other);
            await window.OpenAsync(Digits);
            (await window.SendAsync(other, ("code", phone.Digits(1)), ("old", DirectoryHost.Password), ("new", "Other-words-12"), ("again", "Other-words-12"))).LeadsTo(SignInWindow.Login).ShouldBeTrue(other);
        }
        (await window.SendAsync("/account/continue")).LeadsTo(Digits).ShouldBeTrue();
        foreach (var grave in (string[])["/account/security/remove", "/account/security/codes", Adding])
        {
            await window.OpenAsync(Digits);
            (await window.SendAsync(grave)).LeadsTo(Security).ShouldBeTrue(grave);
        }
        await ClosedAsync(window);

        (await window.SecondStepAsync(phone.Digits(1))).Location.ShouldBe("/");
        (await window.IsSignedInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task S_20_digits_are_good_once_and_none_before_them_afterwards()
    {
        var (phone, _) = await EnrolledAsync("leader-104");
        // The half minute of setting it up, whichever it is by now.
        var spent = await host.InDatabaseAsync(db => db.Authenticators.Where(x => x.PersonId == StableId.Of("person", "leader-104")).Select(x => x.LastStep).SingleAsync(Stop));
        var (now, before) = (phone.DigitsOf(spent), phone.DigitsOf(spent - 1));
        using var window = Window();
        await window.SignInAsync("leader-104", DirectoryHost.Password);
        (await window.SecondStepAsync(now)).Text.ShouldContain("验证未通过"); // spent by setting it up
        (await window.SecondStepAsync(before)).Text.ShouldContain("验证未通过");
        var next = phone.DigitsOf(spent + 1);
        (await window.SecondStepAsync(next)).Location.ShouldBe("/");

        using var other = Window();
        await other.SignInAsync("leader-104", DirectoryHost.Password);
        (await other.SecondStepAsync(next)).Text.ShouldContain("验证未通过");
        await ForgetStepAsync("leader-104");
        (await other.SecondStepAsync(next)).Location.ShouldBe("/"); // they were refused for their use alone
    }

    [Fact]
    public async Task S_20_the_same_digits_sent_many_times_at_once_let_one_in()
    {
        var (phone, _) = await EnrolledAsync("leader-105");
        List<SignInWindow> windows = [.. Enumerable.Range(0, 4).Select(_ => Window())];
        foreach (var window in windows)
        {
            await window.SignInAsync("leader-105", DirectoryHost.Password);
            await window.OpenAsync(Digits);
        }
        var digits = phone.Digits(1);
        var answers = await Task.WhenAll(windows.Select(window => window.SendAsync(Digits, ("code", digits))));
        answers.Count(answer => answer.Status == HttpStatusCode.Redirect).ShouldBe(1);
        windows.ForEach(window => window.Dispose());
    }

    [Fact]
    public async Task S_20_six_digits_cannot_be_tried_out_and_the_password_does_not_begin_the_count_anew()
    {
        var (phone, codes) = await EnrolledAsync("leader-106");
        using var stranger = Window();
        await stranger.SignInAsync("leader-106", DirectoryHost.Password);
        for (var i = 0; i < 3; i++)
            (await stranger.SecondStepAsync("000000")).Status.ShouldBe(HttpStatusCode.OK);
        using var again = Window();
        (await again.SignInAsync("leader-106", DirectoryHost.Password)).LeadsTo(Digits).ShouldBeTrue();
        await again.SecondStepAsync("000000");
        var wrong = await again.RecoverAsync("22222-22222");
        var closed = await again.SecondStepAsync(phone.Digits(1));
        closed.Text.ShouldContain("验证未通过");
        WithoutTokens(closed.Text).ShouldBe(WithoutTokens(wrong.Text));
        (await again.RecoverAsync(codes[0])).Text.ShouldContain("验证未通过");
        (await stranger.SignInAsync("leader-106", DirectoryHost.Password)).Text.ShouldContain("用户名或密码不正确");

        await host.InDatabaseAsync(db => db.Users.Where(x => x.UserName == "leader-106").ExecuteUpdateAsync(set => set.SetProperty(x => x.LockoutEnd, TimeProvider.System.GetUtcNow().AddSeconds(-1))));
        (await again.SecondStepAsync(phone.Digits(1))).Location.ShouldBe("/");
        (await EvidenceOfAsync("leader-106")).Count(row => row == ("sign-in.second-step", "refused")).ShouldBe(7);
    }

    [Fact]
    public async Task S_20_a_recovery_code_stands_in_once_and_the_others_are_left()
    {
        var (_, codes) = await EnrolledAsync("leader-107");
        using var window = Window();
        await window.SignInAsync("leader-107", DirectoryHost.Password);
        (await window.RecoverAsync(codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))).Location.ShouldBe("/");
        (await window.OpenAsync(Security)).Text.ShouldContain("恢复码剩余 9 个");

        using var other = Window();
        await other.SignInAsync("leader-107", DirectoryHost.Password);
        (await other.RecoverAsync(codes[3])).Text.ShouldContain("验证未通过");
        (await other.RecoverAsync(codes[4])).Location.ShouldBe("/");
        (await EvidenceOfAsync("leader-107")).Count(row => row == ("sign-in.recovery-code", "done")).ShouldBe(2);
        var kept = await host.InDatabaseAsync(db => db.RecoveryCodes.Select(x => x.Hash).ToListAsync());
        kept.ShouldAllBe(hash => hash.Length == 32);
    }

    [Fact]
    public async Task S_20_half_a_session_ends_after_five_minutes_and_a_typed_password_after_ten()
    {
        await EnrolledAsync("leader-108");
        using var window = Window();
        await window.SignInAsync("leader-108", DirectoryHost.Password);
        LifeOf(Visitors.Half, window.Cookie(Halfway)!).ShouldBe(TimeSpan.FromMinutes(5));
        LifeOf(Visitors.Recent, window.Cookie(Typed)!).ShouldBe(TimeSpan.FromMinutes(10));
        (await window.OpenAsync(Digits)).Status.ShouldBe(HttpStatusCode.OK);
        window.SetCookie(Halfway, Aged(Visitors.Half, window.Cookie(Halfway)!, TimeSpan.FromSeconds(290)));
        (await window.OpenAsync(Digits)).Status.ShouldBe(HttpStatusCode.OK);
        window.SetCookie(Halfway, Aged(Visitors.Half, window.Cookie(Halfway)!, TimeSpan.FromSeconds(20)));
        (await window.OpenAsync(Digits)).LeadsTo(SignInWindow.Login).ShouldBeTrue();
    }

    [Fact]
    public async Task S_20_a_post_that_demands_two_steps_ends_the_session_that_began_with_one_and_any_post_of_the_person_counts()
    {
        using var window = Window();
        (await window.SignInAsync("town3", DirectoryHost.Password)).Location.ShouldBe("/");
        (await window.IsSignedInAsync()).ShouldBeTrue();
        var post = Guid.CreateVersion7();
        using var secadmin = await AsAsync("secadmin");
        var duty = new { unitId = StableId.Of("unit", "6203."), personId = StableId.Of("person", "town3"), title = "包案领导", roles = new[] { "leader" }, level = "City", active = true };
        (await secadmin.PutAsJsonAsync($"/api/directory/posts/{post}", duty, Stop)).StatusCode.ShouldBe(HttpStatusCode.Created);

        foreach (var more in (string[])["", "prompt=none&", $"post={post}&", $"prompt=none&post={post}&"])
            await ClosedAsync(window, more);
        (await window.SignInAsync("town3", DirectoryHost.Password)).LeadsTo(Enrol).ShouldBeTrue(); // though the primary post asks for nothing
        await host.InDatabaseAsync(db => db.Posts.Where(x => x.Id == post).ExecuteDeleteAsync(Stop));
    }

    [Fact]
    public async Task S_20_who_stands_in_for_a_leader_needs_two_steps_as_the_leader_does()
    {
        using var window = Window();
        (await window.SignInAsync("aide", DirectoryHost.Password)).Location.ShouldBe("/");
        (await window.IsSignedInAsync()).ShouldBeTrue();
        using var secadmin = await AsAsync("secadmin");
        var post = await PostOfAsync("leader-117");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).Date);
        var standIn = new { postId = post, delegatePostId = await PostOfAsync("aide"), from = today, until = today.AddDays(2), reason = "外出学习" };
        var path = $"/api/directory/delegations/{Guid.CreateVersion7()}";
        var given = await secadmin.PutAsJsonAsync(path, standIn, Stop);
        given.StatusCode.ShouldBe(HttpStatusCode.Created, await given.Content.ReadAsStringAsync(Stop));

        foreach (var more in (string[])["", $"post={post}&", $"prompt=none&post={post}&"])
            await ClosedAsync(window, more);
        using var again = Window();
        (await again.SignInAsync("aide", DirectoryHost.Password)).LeadsTo(Enrol).ShouldBeTrue();
        (await secadmin.PostAsync(new Uri(path + "/end", UriKind.Relative), null, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.SignInAsync("aide", DirectoryHost.Password)).Location.ShouldBe("/");
    }

    [Fact]
    public async Task A_lost_device_is_helped_by_another_system_administrator_alone_and_leaves_one_row()
    {
        var (_, codes) = await EnrolledAsync("leader-109");
        using var window = Window();
        await window.SignInAsync("leader-109", DirectoryHost.Password);
        await window.RecoverAsync(codes[0]);
        var person = StableId.Of("person", "leader-109");
        var path = $"/api/directory/people/{person}/second-factor";
        using var sysadmin = await AsAsync("sysadmin");
        using var secadmin = await AsAsync("secadmin");

        (await DeleteAsync(secadmin, path, 1)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await DeleteAsync(sysadmin, $"/api/directory/people/{Guid.CreateVersion7()}/second-factor", 1)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(await DeleteAsync(sysadmin, path, null), HttpStatusCode.PreconditionRequired, "precondition.required");
        await RefusedAsync(await DeleteAsync(sysadmin, path, 999), HttpStatusCode.PreconditionFailed, "precondition.failed");
        (await window.IsSignedInAsync()).ShouldBeTrue();
        var version = (await sysadmin.GetFromJsonAsync<JsonElement>($"/api/directory/people/{person}", Stop)).GetProperty("version").GetInt32();
        var done = await DeleteAsync(sysadmin, path, version);
        done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync(Stop));
        done.Headers.ETag!.Tag.ShouldBe($"\"{version + 1}\"");
        (await DeleteAsync(sysadmin, path, null)).Headers.ETag!.Tag.ShouldBe($"\"{version + 1}\"");

        (await window.IsSignedInAsync()).ShouldBeFalse();
        (await window.SignInAsync("leader-109", DirectoryHost.Password)).LeadsTo(Enrol).ShouldBeTrue();
        (await host.InDatabaseAsync(db => db.RecoveryCodes.CountAsync(x => x.PersonId == person, Stop))).ShouldBe(0);
        (await host.InDatabaseAsync(db => db.Audit.CountAsync(x => x.Subject == person.ToString() && x.Action.StartsWith("DELETE") && x.Result == AuditRow.Done, Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task A_system_administrator_cannot_take_away_the_own_second_factor()
    {
        using var window = Window();
        using var sysadmin = await AsAsync("sysadmin");
        var own = StableId.Of("person", "sysadmin");
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Authenticator { PersonId = own, Secret = [1], AddedAt = TimeProvider.System.GetUtcNow(), LastStep = 0 });
            return await db.SaveChangesAsync(Stop);
        });
        try
        {
            await RefusedAsync(await DeleteAsync(sysadmin, $"/api/directory/people/{own}/second-factor", 1), HttpStatusCode.Conflict, "directory.own_second_factor");
        }
        finally
        {
            await host.InDatabaseAsync(db => db.Authenticators.Where(x => x.PersonId == own).ExecuteDeleteAsync(Stop));
        }
    }

    [Fact]
    public async Task What_one_has_is_changed_only_with_the_password_typed_a_moment_ago()
    {
        var (_, codes) = await EnrolledAsync("leader-110");
        using var window = Window();
        await window.SignInAsync("leader-110", DirectoryHost.Password);
        await window.RecoverAsync(codes[0]);
        window.SetCookie(Typed, Aged(Visitors.Recent, window.Cookie(Typed)!, TimeSpan.FromMinutes(11)));

        var page = await window.OpenAsync(Security);
        page.Text.ShouldContain("更改前请输入密码");
        page.Text.ShouldNotContain("重新生成恢复码");
        (await window.OpenAsync(Adding)).LeadsTo(Security).ShouldBeTrue();
        await window.OpenAsync(Security);
        foreach (var grave in (string[])["/account/security/codes", "/account/security/remove", Adding])
            (await window.SendAsync(grave)).LeadsTo(Security).ShouldBeTrue(grave);
        (await host.InDatabaseAsync(db => db.RecoveryCodes.CountAsync(x => x.PersonId == StableId.Of("person", "leader-110"), Stop))).ShouldBe(9);

        (await window.SendAsync("/account/confirm", ("password", "not-my-password"))).Text.ShouldContain("当前密码不正确");
        (await window.SendAsync("/account/confirm", ("password", DirectoryHost.Password))).LeadsTo(Security).ShouldBeTrue();
        await window.OpenAsync(Security);
        var made = await window.SendAsync("/account/security/codes");
        RecoveryCodesOn(made.Text).Count.ShouldBe(10);
        RecoveryCodesOn(made.Text).ShouldNotContain(codes[1]);
        (await EvidenceOfAsync("leader-110")).ShouldContain(("password-again", "refused"));
    }

    [Fact]
    public async Task Somebody_else_in_the_same_browser_has_typed_no_password()
    {
        var (_, codes) = await EnrolledAsync("leader-111");
        using var window = Window();
        await window.SignInAsync("leader-111", DirectoryHost.Password);
        await window.RecoverAsync(codes[0]);
        using var other = Window();
        await other.SignInAsync("clerk", DirectoryHost.Password);
        window.SetCookie(Typed, other.Cookie(Typed)!);
        (await window.OpenAsync(Adding)).LeadsTo(Security).ShouldBeTrue();
    }

    [Fact]
    public async Task The_last_one_stays_while_a_post_demands_it_and_a_change_ends_the_other_sessions()
    {
        var (_, codes) = await EnrolledAsync("leader-112");
        using var window = Window();
        await window.SignInAsync("leader-112", DirectoryHost.Password);
        await window.RecoverAsync(codes[0]);
        await window.OpenAsync(Security);
        (await window.SendAsync("/account/security/remove", ("passkey", ""))).Text.ShouldContain("不能移除");

        using var elsewhere = Window();
        await elsewhere.SignInAsync("leader-112", DirectoryHost.Password);
        await elsewhere.RecoverAsync(codes[1]);
        (await elsewhere.IsSignedInAsync()).ShouldBeTrue();
        using var passkey = new SoftPasskey();
        var offered = await window.OpenAsync(Adding);
        (await window.SendAsync(Adding, ("name", "办公室电脑"), ("credential", passkey.Create(offered.Text)))).LeadsTo(Security).ShouldBeTrue();
        (await window.IsSignedInAsync()).ShouldBeTrue();
        (await elsewhere.IsSignedInAsync()).ShouldBeFalse();

        (await window.OpenAsync(Security)).Text.ShouldContain("办公室电脑");
        (await window.SendAsync("/account/security/remove", ("passkey", ""))).LeadsTo(Security).ShouldBeTrue();
        var page = await window.OpenAsync(Security);
        page.Text.ShouldContain("办公室电脑");
        page.Text.ShouldContain("恢复码剩余 8 个");
        (await window.SendAsync("/account/security/remove")).Text.ShouldContain("不能移除");
        (await EvidenceOfAsync("leader-112"))[^2..].ShouldBe([("second-factor.passkey-added", "done"), ("second-factor.authenticator-removed", "done")]);
    }

    [Fact]
    public async Task Who_need_not_may_and_is_asked_for_it_from_then_on_until_it_is_removed()
    {
        using var window = Window();
        (await window.SignInAsync("grid3", DirectoryHost.Password)).Location.ShouldBe("/");
        var (phone, answer) = await window.EnrolAsync(Adding);
        RecoveryCodesOn(answer.Text).Count.ShouldBe(10);
        (await window.IsSignedInAsync()).ShouldBeTrue();

        using var next = Window();
        (await next.SignInAsync("grid3", DirectoryHost.Password)).LeadsTo(Digits).ShouldBeTrue();
        (await next.SecondStepAsync(phone.Digits(1))).Location.ShouldBe("/");
        await next.OpenAsync(Security);
        (await next.SendAsync("/account/security/remove", ("passkey", ""))).LeadsTo(Security).ShouldBeTrue();
        (await next.SignInAsync("grid3", DirectoryHost.Password)).Location.ShouldBe("/");
        (await host.InDatabaseAsync(db => db.RecoveryCodes.CountAsync(x => x.PersonId == StableId.Of("person", "grid3"), Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task Secrets_are_sealed_for_their_person()
    {
        var (phone, _) = await EnrolledAsync("leader-113");
        var (_, codes) = await EnrolledAsync("leader-114");
        var (mine, other) = (StableId.Of("person", "leader-113"), StableId.Of("person", "leader-114"));
        var kept = await host.InDatabaseAsync(db => db.Authenticators.Where(x => x.PersonId == mine).Select(x => x.Secret).SingleAsync(Stop));
        phone.IsIn(kept).ShouldBeFalse();

        // A row moved to another person opens nothing there.
        await host.InDatabaseAsync(db => db.Authenticators.Where(x => x.PersonId == other).ExecuteUpdateAsync(set => set.SetProperty(x => x.Secret, kept).SetProperty(x => x.LastStep, 0), Stop));
        using var window = Window();
        await window.SignInAsync("leader-114", DirectoryHost.Password);
        (await window.SecondStepAsync(phone.Digits(1))).Text.ShouldContain("验证未通过");
        await ClosedAsync(window);
        (await window.RecoverAsync(codes[0])).Location.ShouldBe("/");
    }

    [Fact]
    public async Task An_offer_is_for_who_it_was_made_to()
    {
        using var window = Window();
        await window.SignInAsync("leader-115", DirectoryHost.Password);
        var theirs = await window.OpenAsync(Enrol);
        var offer = window.FieldsOf(Enrol)["offer"];
        using var other = Window();
        await other.SignInAsync("leader-116", DirectoryHost.Password);
        await other.OpenAsync(Enrol);
        (await other.SendAsync(Enrol, ("offer", offer), ("code", Phone.Scan(theirs.Text).Digits()))).Text.ShouldContain("动态码不正确");
        (await other.SendAsync(Enrol, ("code", "000000"))).Text.ShouldContain("动态码不正确");
    }

    async Task<(Phone Phone, IReadOnlyList<string> Codes)> EnrolledAsync(string user)
    {
        using var window = Window();
        (await window.SignInAsync(user, DirectoryHost.Password)).LeadsTo(Enrol).ShouldBeTrue();
        var (phone, answer) = await window.EnrolAsync(Enrol);
        return (phone, RecoveryCodesOn(answer.Text));
    }

    async Task<HttpClient> AsAsync(string user)
    {
        using var signedIn = await host.AsAsync(user);
        var client = _strict.CreateClient(new() { BaseAddress = DirectoryHost.Address });
        client.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
        return client;
    }

    static async Task ClosedAsync(SignInWindow window, string more = "")
    {
        var led = await window.AuthorizeAsync(more);
        if (more.Contains("prompt=none", StringComparison.Ordinal))
            led.Query.ShouldContain("error=login_required");
        else
            led.AbsolutePath.ShouldBe(SignInWindow.Login, more);
        led.Query.ShouldNotContain("code=");
    }

    static List<string> RecoveryCodesOn(string page) => [.. Regex.Matches(page, "<code>(?<code>[2-9A-Z]{5}-[2-9A-Z]{5})</code>").Select(code => code.Groups["code"].Value)];

    static string WithoutTokens(string page) => Regex.Replace(page, "name=\"(formToken|question)\" value=\"[^\"]+\"", "");

    static async Task<HttpResponseMessage> DeleteAsync(HttpClient client, string path, int? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(path, UriKind.Relative));
        if (version is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await client.SendAsync(request, Stop);
    }

    static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(status, text);
        JsonSerializer.Deserialize<JsonElement>(text).GetProperty("code").GetString().ShouldBe(code);
    }

    Task<Guid> PostOfAsync(string user) => host.InDatabaseAsync(db => db.Posts.Where(x => x.PersonId == StableId.Of("person", user)).Select(x => x.Id).FirstAsync(Stop));

    Task<int> ForgetStepAsync(string user) => host.InDatabaseAsync(db => db.Authenticators.Where(x => x.PersonId == StableId.Of("person", user))
        .ExecuteUpdateAsync(set => set.SetProperty(x => x.LastStep, 0), Stop));

    async Task<List<(string, string)>> EvidenceOfAsync(string user) =>
        [.. (await host.InDatabaseAsync(db => db.Audit.Where(x => x.ActorId == StableId.Of("person", user)).OrderBy(x => x.Id).Select(x => new { x.Action, x.Result }).ToListAsync(Stop))).Select(x => (x.Action, x.Result))];

    CookieAuthenticationOptions Cookies(string scheme) => _strict.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);

    TimeSpan LifeOf(string scheme, string cookie)
    {
        var properties = Cookies(scheme).TicketDataFormat.Unprotect(cookie)!.Properties;
        return properties.ExpiresUtc!.Value - properties.IssuedUtc!.Value;
    }

    /// <summary>The same cookie, as it would be had it been given so much earlier.</summary>
    string Aged(string scheme, string cookie, TimeSpan by)
    {
        var ticket = Cookies(scheme).TicketDataFormat.Unprotect(cookie)!;
        (ticket.Properties.IssuedUtc, ticket.Properties.ExpiresUtc) = (ticket.Properties.IssuedUtc - by, ticket.Properties.ExpiresUtc - by);
        return Cookies(scheme).TicketDataFormat.Protect(ticket);
    }
}
