using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.IntegrationTests;

/// <summary>Who tries passwords learns nothing, waits longer each time, and keeps nobody else out.</summary>
public sealed class PasswordGuessTests(DirectoryHost host, ITestOutputHelper output)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_15_an_unknown_name_and_a_wrong_password_get_the_same_page()
    {
        var (unknownStatus, unknown) = await TryAsync("nobody-here", "wrong-password");
        var (wrongStatus, wrong) = await TryAsync("reviewer2", "wrong-password");
        unknownStatus.ShouldBe(wrongStatus);
        unknown.ShouldBe(wrong);
        unknown.ShouldContain("用户名或密码不正确");
    }

    [Fact]
    public async Task S_15_an_unknown_name_takes_as_long_as_a_wrong_password()
    {
        // One comparison in a hundred falls below by chance alone, which is what the level means. What is real shows in fresh timings too, chance does so once in ten thousand runs.
        const double Level = 0.01;
        (await CompareAsync(0) > Level || await CompareAsync(1) > Level).ShouldBeTrue();
    }

    /// <returns>How likely timings as far apart as these are when nothing tells a known name from an unknown one.</returns>
    async Task<double> CompareAsync(int round)
    {
        const int Pairs = 200, People = 100;
        List<double> known = [], unknown = [];
        using var window = new SignInWindow(host.Plain());
        await window.OpenAsync(SignInWindow.Login);
        for (var i = 0; i < Pairs; i++)
        {
            // Each of a hundred people twice in a round: nobody comes near the fifth wrong password.
            var (name, nobody) = ($"leader-{i % People + 1:000}", $"nobody-{i % People + 1:000}");
            foreach (var isKnown in i % 2 == round ? [true, false] : (bool[])[false, true])
            {
                var started = Stopwatch.GetTimestamp();
                (await window.SendAsync(SignInWindow.Login, ("userName", isKnown ? name : nobody), ("password", "wrong-password"))).Status.ShouldBe(HttpStatusCode.OK);
                (isKnown ? known : unknown).Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        var z = MannWhitney(known, unknown);
        var p = TwoSided(z);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"known {Median(known):0.0} ms, unknown {Median(unknown):0.0} ms, z {z:0.00}, p {p:0.0000}"));
        return p;
    }

    [Fact]
    public async Task S_14_five_wrong_passwords_close_the_account_for_strangers_longer_each_time_and_nothing_tells()
    {
        string last = "";
        for (var attempt = 0; attempt < 5; attempt++)
            (_, last) = await TryAsync("leader-200", "wrong-password");

        var (status, locked) = await TryAsync("leader-200", DirectoryHost.Password);

        status.ShouldBe(HttpStatusCode.OK);
        locked.ShouldBe(last);
        (await ClosedForAsync("leader-200")).ShouldBe(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));

        foreach (var minutes in new[] { 2, 4, 8, 15, 15 })
        {
            await OpenAgainAsync("leader-200");
            await TryAsync("leader-200", "wrong-password");
            (await ClosedForAsync("leader-200")).ShouldBe(TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(20));
        }

        await OpenAgainAsync("leader-200");
        (await TryAsync("leader-200", DirectoryHost.Password)).Status.ShouldBe(HttpStatusCode.Redirect);
        await TryAsync("leader-200", "wrong-password");
        (await ClosedForAsync("leader-200")).ShouldBeLessThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task S_14_strangers_cannot_keep_a_person_out_of_a_browser_known_to_be_theirs()
    {
        var (_, _, device) = await TryInAsync("leader-199", DirectoryHost.Password, null);
        device.ShouldNotBeNull();
        for (var attempt = 0; attempt < 6; attempt++)
            await TryAsync("leader-199", "wrong-password");

        (await TryAsync("leader-199", DirectoryHost.Password)).Status.ShouldBe(HttpStatusCode.OK);
        (await TryInAsync("leader-199", DirectoryHost.Password, device)).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task S_14_a_known_browser_is_no_way_around_and_knows_only_its_own_person()
    {
        var (_, _, device) = await TryInAsync("leader-198", DirectoryHost.Password, null);
        for (var attempt = 0; attempt < 5; attempt++)
            await TryInAsync("leader-198", "wrong-password", device);
        (await TryInAsync("leader-198", DirectoryHost.Password, device)).Status.ShouldBe(HttpStatusCode.OK);
        (await TryAsync("leader-198", DirectoryHost.Password)).Status.ShouldBe(HttpStatusCode.Redirect);

        for (var attempt = 0; attempt < 5; attempt++)
            await TryInAsync("leader-197", "wrong-password", device);
        (await TryAsync("leader-197", DirectoryHost.Password)).Status.ShouldBe(HttpStatusCode.OK);
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>How far the ranks of the two lists lie apart, in standard deviations.</summary>
    static double MannWhitney(List<double> one, List<double> other)
    {
        var smaller = one.Sum(x => other.Count(y => x < y) + other.Count(y => x == y) / 2.0);
        double n = one.Count, m = other.Count;
        return (smaller - n * m / 2) / Math.Sqrt(n * m * (n + m + 1) / 12);
    }

    /// <summary>The share of a normal distribution that lies further out on either side (Abramowitz and Stegun 26.2.17).</summary>
    static double TwoSided(double z)
    {
        var (x, sum, factor) = (Math.Abs(z), 0.0, 1.0);
        foreach (var term in (double[])[0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429])
            sum += term * (factor /= 1 + (0.2316419 * x));
        return 2 * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * sum;
    }

    async Task<TimeSpan> ClosedForAsync(string user) =>
        (await host.InDatabaseAsync(db => db.Users.Where(x => x.UserName == user).Select(x => x.LockoutEnd).SingleAsync()))!.Value - TimeProvider.System.GetUtcNow();

    Task<int> OpenAgainAsync(string user) => host.InDatabaseAsync(db => db.Users.Where(x => x.UserName == user)
        .ExecuteUpdateAsync(set => set.SetProperty(x => x.LockoutEnd, TimeProvider.System.GetUtcNow().AddSeconds(-1))));

    async Task<(HttpStatusCode Status, string Page)> TryAsync(string user, string password)
    {
        var (status, page, _) = await TryInAsync(user, password, null);
        return (status, page);
    }

    async Task<(HttpStatusCode Status, string Page, string? Device)> TryInAsync(string user, string password, string? device)
    {
        using var gateway = host.Plain();
        using var shown = await gateway.GetAsync(new Uri("/account/login", UriKind.Relative), Stop);
        var token = Regex.Match(await shown.Content.ReadAsStringAsync(Stop), "name=\"formToken\" value=\"(?<token>[^\"]+)\"").Groups["token"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/login", UriKind.Relative));
        string[] cookies = [.. shown.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])];
        request.Headers.Add("Cookie", string.Join("; ", device is null ? cookies : [.. cookies, device]));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["formToken"] = token, ["userName"] = user, ["password"] = password });
        using var answer = await gateway.SendAsync(request, Stop);
        var given = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.FirstOrDefault(cookie => cookie.StartsWith("anjie-device=", StringComparison.Ordinal))?.Split(';')[0] : null;
        return (answer.StatusCode, Regex.Replace(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)), "name=\"formToken\" value=\"[^\"]+\"", ""), given);
    }
}
