using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Anjie.EndToEnd.Tests.Browser;
using Anjie.EndToEnd.Tests.PersonalData;
using Anjie.Support;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Memory;

/// <summary>Who has gone leaves nothing behind that would let somebody else in.</summary>
/// <remarks>A token of access may still lie at the gateway and the services, among the headers of a line that is kept open. It is worth nothing: whoever signs out
/// ends it there within a second (S-17).</remarks>
public sealed partial class MemoryTests(RunningSystem running, ITestOutputHelper output)
{
    const string UserName = "passing.clerk";
    const string Pages = "Portal";
    const string Signing = "Directory";
    const string Entrance = "Gateway";
    const int TailLength = 60;

    // Buffers that are lent out go after a minute or two without use.
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(4);
    const int CollectionsPerLook = 2; // what has a finalizer goes in the second

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S_113_nothing_in_any_process_holds_password_or_tokens_after_signing_out()
    {
        // Random in a part that forms, addresses and JSON write as it is.
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        var password = $"Zu+{word}/Weg";
        var person = await AddPersonAsync(password);
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var desk = await office.WithPasswordAsync(UserName, password);
        // Whatever ends alike is the same token; what lies before may have been overwritten.
        var (signed, secret) = TokensOf(person, ProcessMemory.Find(IdOf(Pages), Token()));
        await desk.OpenAsync("/matters");
        await desk.OpenAsync("/visits");

        // What is not found afterwards would be found: the password where it was checked, the tokens where they are used.
        ProcessMemory.Count(IdOf(Signing), word).ShouldBeGreaterThan(0);
        signed.ShouldNotBeEmpty();
        ProcessMemory.Holders(IdOf(Pages), signed).ShouldNotBeEmpty();
        secret.ShouldNotBeEmpty();
        foreach (var process in Ours().Where(process => !IsAnyOf(process, Signing, Entrance)))
            ProcessMemory.Count(process.Id, word).ShouldBe(0, process.Name);

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("密码")).ToBeVisibleAsync();
        office.Requested.ShouldAllBe(address => !address.Contains("eyJ", StringComparison.Ordinal)); // no token, with the name in it, in any address
        var (began, left) = (Stopwatch.GetTimestamp(), "");
        var colleague = await office.AtAsync("clerk2");
        await Eventually.HoldsAsync(
            async () =>
            {
                await WorkAsync(colleague);
                foreach (var process in Ours())
                    for (var time = 0; time < CollectionsPerLook; time++)
                        await ProcessMemory.CollectAsync(process.Id, Stop);
                left = string.Join("; ", Ours().Select(process => (process.Name, Holders: HoldersIn(process)))
                    .Where(process => process.Holders.Count > 0).Select(process => $"{process.Name}: {string.Join(", ", process.Holders)}"));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0} s after signing out: {(left.Length > 0 ? left : "nothing left")}"));
                return left.Length == 0;
            },
            Soon, () => Task.FromResult(left));

        IReadOnlyList<string> HoldersIn(Processes.Child process) =>
            [.. ProcessMemory.Holders(process.Id, word).Select(holder => $"password in {holder}"),
            .. ProcessMemory.Holders(process.Id, IsAnyOf(process, Pages) ? [.. signed, .. secret] : secret).Select(holder => $"token in {holder}")];
    }

    static IEnumerable<Processes.Child> Ours() => Processes.Children().Where(process => process.IsOurs);

    static bool IsAnyOf(Processes.Child process, params string[] parts) => parts.Any(part => process.Name == $"Anjie.{part}");

    static int IdOf(string part) => Ours().Single(process => IsAnyOf(process, part)).Id;

    /// <summary>Signed ones name the person; the one that fetches more is sealed, and the person's when it lies beside such a one.</summary>
    /// <returns>Their ends: what lies before may have been overwritten.</returns>
    static (HashSet<string> Signed, HashSet<string> Secret) TokensOf(Guid person, IEnumerable<string> found)
    {
        List<Match> own = [.. found.Select(text => Token().Match(text)).Where(match => IsOf(person, match.Groups["signed"].Value))];
        return (EndsOf("signed"), EndsOf("sealed"));

        HashSet<string> EndsOf(string group) => own.Where(match => match.Groups[group].Success).Select(match => match.Groups[group].Value[^TailLength..]).ToHashSet(StringComparer.Ordinal);
    }

    static bool IsOf(Guid person, string signed)
    {
        var body = signed.Split('.')[1];
        if (!Base64Url.IsValid(body))
            return false;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            return claims.RootElement.TryGetProperty("sub", out var subject) && subject.GetString() == person.ToString();
        }
        catch (JsonException)
        {
            return false; // half overwritten
        }
    }

    /// <summary>Somebody else works, and strangers look at the front page.</summary>
    async Task WorkAsync(Desk colleague)
    {
        using var client = new HttpClient { BaseAddress = running.Address };
        for (var visitor = 0; visitor < 25; visitor++)
        {
            (await client.GetAsync("account/login", Stop)).Dispose();
            (await client.GetAsync("", Stop)).Dispose();
        }

        await colleague.OpenAsync("/matters");
        await colleague.OpenAsync("/visits");
    }

    async Task<Guid> AddPersonAsync(string password)
    {
        using var registry = new Office(running);
        var (person, post) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (_, me, _) = await registry.AskAsync("clerk", HttpMethod.Get, "api/directory/me");
        var unit = JsonDocument.Parse(me).RootElement.GetProperty("unit").GetProperty("id").GetGuid();
        var (_, text, tag) = await registry.AskAsync("sysadmin", HttpMethod.Put, $"api/directory/people/{person}", new { userName = UserName, name = "郭经手", active = true, password });
        (var status, text, _) = await registry.AskAsync("secadmin", HttpMethod.Put, $"api/directory/posts/{post}", new { unitId = unit, personId = person, title = "窗口经办人", roles = new[] { "registrar" }, active = true });
        status.ShouldBe(201, text);
        (status, text, _) = await registry.AskAsync("sysadmin", HttpMethod.Put, $"api/directory/people/{person}", new { userName = UserName, name = "郭经手", primaryPostId = post, active = true }, tag);
        status.ShouldBe(200, text);
        return person;
    }

    // Three parts when signed, five when sealed; as the sign-in answers them, or as the Portal keeps them.
    [GeneratedRegex(
        @"(?<signed>eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{100,})(""[^{}""]{0,40}(""[^{}""]{1,40}"":\s?(""[^{}""]{0,80}""|\d+),\s{0,4}){0,4}""(Refresh|refresh_token)"":\s?""(?<sealed>eyJ[\w-]+(\.[\w-]+){4}))?",
        RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Token();
}
