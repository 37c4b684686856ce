using System.Globalization;
using System.Text.Json;

namespace Anjie.Seeds.Scenario;

/// <summary>The telling of the acceptance story: each step is printed with its answer, and the first that is not as expected ends it.</summary>
internal sealed class Play(Gateway gateway, Offices offices, DateOnly start, CancellationToken stop)
{
    static readonly DateOnly fresh = new(2026, 1, 5);

    public Offices Offices => offices;

    public CancellationToken Stop => stop;

    /// <summary>The first day of the story.</summary>
    public DateOnly Start { get; } = start;

    public DateOnly Today { get; private set; } = start;

    /// <summary>Whether the story is told on its own days, whose dates are known beforehand.</summary>
    public bool OnItsOwnDays => Start == fresh;

    /// <summary>The one id under which every service knows the matter; set by the first of them.</summary>
    public Guid MatterId { get; set; }

    public static void Chapter(string text) => Console.WriteLine($"\n━━ {text}");

    public void Step(string text) => Console.WriteLine($"{Today:yyyy-MM-dd}  {text}");

    public async Task<Guid> PostOfAsync(string user) => (await gateway.As(user).StandingAsync(stop)).PostId;

    /// <summary>Lets the days pass; what is due on them happens by itself.</summary>
    public async Task GoToDayAsync(int day) => await GoToAsync(Start.AddDays(day));

    public async Task GoToAsync(DateOnly day)
    {
        if (day > Today)
        {
            Today = await gateway.WalkToAsync(day, stop);
        }
    }

    public async Task<CaseDoc> PutAsync(string user, string path, object body) => Told(user, "PUT", await gateway.As(user).PutAsync(path, body, stop));

    public async Task DoAsync(string user, CaseDoc doc, string noun, object? body = null)
    {
        await gateway.As(user).ActAsync(doc, noun, body, stop);
        Told(user, noun, doc);
    }

    /// <summary>Asks for something that the rules refuse.</summary>
    public async Task RefusedAsync(string user, CaseDoc doc, string noun, object? body)
    {
        var answer = await gateway.As(user).PostAsync($"{doc.Path}/{noun}", body, doc.Version, stop);
        // 409 by the rule of the state, 403 where the step is not open to this person or on this day.
        Expect($"{user} {noun}", "409/403", answer.Status is 409 or 403 ? "409/403" : answer.Status.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine($"            {user} {noun} → {answer.Status} {answer.Code}");
    }

    public Task<Answer> PostAsync(string user, CaseDoc doc, string noun) => gateway.As(user).PostAsync($"{doc.Path}/{noun}", null, null, stop);

    public async Task<JsonElement> GetAsync(string user, string path) => (await gateway.As(user).GetAsync(path, stop)).OrThrow().Body;

    public async Task<JsonElement> SearchAsync(string user, string path, object body) => (await gateway.As(user).PostAsync(path, body, null, stop)).OrThrow().Body;

    public async Task<CaseDoc> ReadAsync(string user, string path) => await gateway.As(user).ReadAsync(path, stop);

    public Task RereadAsync(string user, CaseDoc doc) => gateway.As(user).RereadAsync(doc, stop);

    /// <summary>Asks again until the answer holds what another service has told meanwhile.</summary>
    public async Task<T> EventuallyAsync<T>(string what, Func<Task<T?>> ask) where T : class
    {
        for (var tries = 0; tries < 60; tries++)
        {
            if (await ask() is { } found)
            {
                return found;
            }

            await Task.Delay(250, stop);
        }

        throw new UnexpectedException(what, "within 15 s", "nothing");
    }

    /// <summary>The open supervision items of the matter.</summary>
    public async Task<IReadOnlyList<JsonElement>> OpenItemsAsync() =>
        [.. (await GetAsync("supervisor", $"api/supervision/items?open=true&matterId={MatterId}")).GetProperty("items").EnumerateArray()];

    public Task<JsonElement> TimelineAsync() => GetAsync("supervisor", $"api/supervision/matters/{MatterId}/timeline");

    /// <summary>Waits until the timeline tells a fact, which nobody asked for.</summary>
    public async Task ByItselfAsync(string fact, Func<JsonElement, bool> matches)
    {
        await EventuallyAsync($"timeline: {fact}", async () =>
            (await TimelineAsync()).GetProperty("entries").EnumerateArray().Any(entry => entry.GetProperty("fact").GetString() == fact && matches(entry.GetProperty("data"))) ? "" : null);
        Console.WriteLine($"            ✓ {fact} 自行发生 by itself");
    }

    public static void Expect<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new UnexpectedException(what, string.Create(CultureInfo.InvariantCulture, $"{expected}"), string.Create(CultureInfo.InvariantCulture, $"{actual}"));
        }
    }

    /// <summary>A term of natural days: its nominal end by counting, its legal end by the calendar of the story's own year.</summary>
    public void ExpectClock(CaseDoc doc, string rule, DateOnly startedOn, int days, DateOnly ownLegal)
    {
        var clock = doc.Clock(rule) ?? throw new UnexpectedException($"clock {rule}", "running", "none");
        Expect($"{rule} startedOn", startedOn, Day(clock, "startedOn"));
        Expect($"{rule} nominal", startedOn.AddDays(days), Day(clock, "nominal"));
        if (OnItsOwnDays)
        {
            Expect($"{rule} legal", ownLegal, Day(clock, "legal"));
        }

        Console.WriteLine($"            ✓ {rule} {Day(clock, "startedOn"):yyyy-MM-dd} → {Day(clock, "nominal"):MM-dd}，法定 legal {Day(clock, "legal"):yyyy-MM-dd}");
    }

    public static DateOnly Day(JsonElement element, string property) => DayOf(element.GetProperty(property));

    public static DateOnly DayOf(JsonElement date) => date.Deserialize<DateOnly>();

    CaseDoc Told(string user, string noun, CaseDoc doc)
    {
        if (MatterId != Guid.Empty && !doc.Path.Contains("/sessions/", StringComparison.Ordinal))
        {
            Expect($"matterId after {noun}", MatterId, doc.MatterId);
        }

        Console.WriteLine($"            {user} {noun} → {doc.State} v{doc.Version}（{doc.Number}）");
        return doc;
    }
}

/// <summary>The system answered something else than the story tells.</summary>
internal sealed class UnexpectedException(string what, string expected, string actual) : Exception($"{what}: 应为 expected {expected}, 实为 got {actual}");
