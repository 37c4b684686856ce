using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>Chromium with a window of its own for each person of the story.</summary>
/// <remarks><c>ANJIE_CHROMIUM</c> names another one. <c>ANJIE_SCREENSHOTS</c> keeps a picture of each page passed; a step that fails always leaves one of every window.</remarks>
internal sealed class BrowserOffice(RunningSystem running, ITestOutputHelper output) : IAsyncDisposable
{
    const int Patience = 45_000;

    // The windowless one draws nothing that nobody looks at: a quarter less time.
    static readonly string[] Browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    static readonly string[] OnPhones = ["grid", "leader"];

    static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // One for all tests: a window is a context of its own and shares nothing with another.
    static readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> Started = new(StartAsync);

    readonly Dictionary<string, Desk> _desks = new(StringComparer.Ordinal);
    readonly HttpClient _clock = new() { BaseAddress = running.Address, Timeout = TimeSpan.FromMinutes(10) };
    readonly List<IBrowserContext> _contexts = [];
    int _pictures;

    public string? Pictures { get; private set; }

    /// <summary>What accessibility checks found on the pages passed.</summary>
    public List<string> Obstacles { get; } = [];

    /// <summary>Every address that any window asked for.</summary>
    public ConcurrentQueue<string> Requested { get; } = new();

    /// <summary>Dialogs that no page of ours opens, and what the browser refused because of our content policy.</summary>
    public ConcurrentQueue<string> Alarms { get; } = new();

    public Task OpenAsync()
    {
        if (Environment.GetEnvironmentVariable("ANJIE_SCREENSHOTS") is { Length: > 0 })
            Pictures = Folder("passed");
        return Started.Value;
    }

    static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("ANJIE_CHROMIUM") ?? Browsers.First(File.Exists), Args = Arguments, Headless = true,
        }));
    }

    /// <summary>Ends the browser, if any test has needed it and it has started.</summary>
    public static async Task EndAsync()
    {
        if (Started is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return;
        var (driver, browser) = await Started.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    /// <summary>The person's window; the first time the person signs in.</summary>
    public Task<Desk> AtAsync(string user) => InWindowAsync(user, user);

    /// <summary>The same person with another browser.</summary>
    public Task<Desk> BesideAsync(string user) => InWindowAsync($"{user}-beside", user);

    /// <summary>Somebody with a password of their own.</summary>
    public Task<Desk> WithPasswordAsync(string user, string password) => InWindowAsync(user, user, password);

    async Task<Desk> InWindowAsync(string window, string user, string? password = null)
    {
        if (_desks.TryGetValue(window, out var known))
            return known;
        var desk = _desks[window] = await NewDeskAsync(user, OnPhones.Contains(user));
        await desk.SignInAsync(password ?? running.Password);
        return desk;
    }

    /// <summary>One more window, in which nobody has signed in.</summary>
    public async Task<Desk> NewDeskAsync(string user, bool onPhone = false)
    {
        var context = await (await Started.Value).Browser.NewContextAsync(new()
        {
            BaseURL = running.Address.AbsoluteUri, Locale = "zh-CN", HasTouch = onPhone,
            ReducedMotion = ReducedMotion.Reduce, // half faded in, a note has no contrast of its own
            ViewportSize = onPhone ? new() { Width = 390, Height = 844 } : new() { Width = 1366, Height = 900 },
        });
        _contexts.Add(context);
        context.SetDefaultTimeout(Patience);
        context.Request += (_, request) => Requested.Enqueue(request.Url);
        context.Dialog += (_, dialog) =>
        {
            Alarms.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        context.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                Alarms.Enqueue(said.Text);
        };
        return new(this, user, await context.NewPageAsync());
    }

    public async Task<Desk> AtAsync(string user, string path)
    {
        var desk = await AtAsync(user);
        await desk.OpenAsync(path);
        return desk;
    }

    public async Task<string> NameOfAsync(string user) => (await AtAsync(user)).Person;

    /// <summary>Plays one step of the story; when it fails, every window is kept as a picture.</summary>
    public async Task StepAsync(string name, Func<Task> play)
    {
        var started = Stopwatch.StartNew();
        try
        {
            await play();
        }
        catch (Exception fault)
        {
            var folder = Folder("failed");
            foreach (var (user, desk) in _desks)
                await desk.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{user}.png") });
            throw new InvalidOperationException($"Step \"{name}\" failed; pictures of all windows are in {folder}. {fault.Message}", fault);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{started.Elapsed.TotalSeconds,6:0.0} s  {name}"));
    }

    public Task<DateOnly> TodayAsync() => running.TodayAsync();

    /// <summary>Lets the days pass, with everything that happens by itself on the way.</summary>
    public async Task PassToAsync(DateOnly day)
    {
        using var answer = await _clock.PostAsJsonAsync("dev/clock", new { today = day });
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("today").Deserialize<DateOnly>().ShouldBe(day);
    }

    public string NextPicture(string user, string name) =>
        Path.Combine(Pictures!, string.Create(CultureInfo.InvariantCulture, $"{++_pictures:00}-{user}-{name.Replace(' ', '-')}.png"));

    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        foreach (var context in _contexts)
            await context.DisposeAsync();
    }

    static string Folder(string name)
    {
        var folder = Path.GetFullPath($"../../../browser/{name}", AppContext.BaseDirectory);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
