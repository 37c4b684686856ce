using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Anjie.EndToEnd.Tests.Rights;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>One of the parallel callers. It works on its own cases one request after the other, so that a seed repeats its requests whatever the others do.</summary>
sealed class Lane(int number, int seed, int requests, HttpClient client, RunningSystem running, IReadOnlyList<Operation> operations, Vocabulary words, IReadOnlyList<string> users, Findings findings)
{
    public static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(2);
    const int Foreign = 1_000_003;
    const int TriesPerCase = 8;

    static readonly string[] Tags = ["\"1\"", "\"2\"", "\"3\"", "\"999\"", "*", "W/\"1\"", "\"abc\"", "1", "\"-1\"", "\"99999999999999\""];
    static readonly string[] BadIds = ["1", "..%2f..", "00000000-0000-0000-0000-000000000000", "%F0%9F%92%A9", "{id}", "019b0000-0000-7000-8000-00000000000g"];
    static readonly string[] QueryValues = ["0", "-1", "1", "200", "99999999999", "abc", "%00", "%ED%A0%80", "true", "maybe", "2026-02-30", "2026-01-05", "City", "Registered", "Unknown", "%25_%25", "'", "%E5%BC%A0", ""];

    static readonly string[] FileNames = ["a.txt", "a.png", "a.docx", "%E5%BC%A0.pdf", "..%2f..%2fa.txt", "%ff", "a.jpg", ""];

    readonly Random _random = new(seed + number);
    readonly Dictionary<string, List<string>> _own = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> _demands = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _entitled = new(StringComparer.Ordinal);
    readonly HashSet<(string Id, string User)> _strangers = [];
    int _sent;

    public async Task RunAsync(CancellationToken ct)
    {
        var creating = operations.Where(operation => operation.Creates).ToList();
        while (_sent < requests && !ct.IsCancellationRequested)
            await (_random.Next(20) switch
            {
                < 3 => ValidAsync(Vocabulary.Pick(_random, creating), ct),
                < 9 => AdvanceAsync(ct),
                < 16 => BrokenAsync(ct),
                < 19 => ReadAsync(ct),
                _ => WrongMethodAsync(ct),
            });
    }

    /// <summary>Tries well-formed commands on one case of this lane until one of them goes through: that is how cases come of age.</summary>
    async Task AdvanceAsync(CancellationToken ct)
    {
        var (which, strange) = (_random.Next(1 << 20), _random.Next(12) == 0);
        var acting = operations.Where(operation => (operation.Method == HttpMethod.Post || operation.TakesFile) && operation.Path.Contains("{id}", StringComparison.Ordinal)).ToArray();
        _random.Shuffle(acting);
        if (_own.Count == 0)
            return;
        var collection = _own.Keys.Order(StringComparer.Ordinal).ElementAt(which % _own.Count);
        var ids = _own[collection];
        var id = ids[ids.Count - 1 - (which / 16 % Math.Min(ids.Count, 6))];
        foreach (var operation in acting.Where(operation => operation.Collection == collection).Take(TriesPerCase))
            if (_sent < requests && await TryAsync(operation, id, strange ? Vocabulary.Pick(_random, Tags) : null, ct))
                return;
    }

    Task<bool> ValidAsync(Operation operation, CancellationToken ct) =>
        TryAsync(operation, operation.Creates ? NewOrKnown(operation) : OwnOr(operation, Vocabulary.NewId(_random)), null, ct);

    /// <summary>A well-formed command, tried by one person after the other until somebody may.</summary>
    async Task<bool> TryAsync(Operation operation, string id, string? tag, CancellationToken ct)
    {
        var (body, first) = (operation.TakesFile ? words.File(_random) : Write(operation, id) is { } written ? Encoding.UTF8.GetBytes(written.ToJsonString()) : null, _random.Next(users.Count));
        foreach (var user in Candidates(operation, first).Where(user => !_strangers.Contains((id, user))))
        {
            var status = await SendAsync(operation, operation.Method, PathTo(operation, id), user, body, "application/json", tag ?? _tags.GetValueOrDefault(id), id, ct);
            if (status == 404)
                _strangers.Add((id, user)); // does not see the case, so need not be asked again
            if (status is > 0 and < 300)
                _entitled[operation.Name] = user;
            if (status is not (403 or 404) || _sent >= requests)
                return status is > 0 and < 300;
        }

        return false;
    }

    async Task BrokenAsync(CancellationToken ct)
    {
        var operation = Vocabulary.Pick(_random, [.. operations.Where(operation => operation.Body is not null)]);
        var id = IsOfDirectory(operation) || _random.Next(5) == 0 ? Vocabulary.NewId(_random) : OwnOr(operation, Vocabulary.NewId(_random));
        var (body, type) = Mutation.Apply(_random, Write(operation, id));
        var tag = _random.Next(3) == 0 ? Vocabulary.Pick(_random, Tags) : _tags.GetValueOrDefault(id);
        var anybody = Vocabulary.Pick(_random, users);
        await SendAsync(operation, operation.Method, PathTo(operation, id), _entitled.GetValueOrDefault(operation.Name, anybody), body, type, tag, id, ct);
    }

    async Task ReadAsync(CancellationToken ct)
    {
        var operation = Vocabulary.Pick(_random, [.. operations.Where(operation => operation.IsRead)]);
        var id = _random.Next(6) == 0 ? Vocabulary.Pick(_random, BadIds) : OwnOr(operation, Vocabulary.NewId(new Random(seed + Foreign + _random.Next(100))));
        var query = operation.Query.Where(_ => _random.Next(2) == 0).Select(parameter => $"{parameter.Name}={Vocabulary.Pick(_random, QueryValues)}").ToList();
        var user = Vocabulary.Pick(_random, users);
        await SendAsync(operation, HttpMethod.Get, PathTo(operation, id) + (query.Count > 0 ? "?" + string.Join('&', query) : ""), user, null, null, null, null, ct);
    }

    async Task WrongMethodAsync(CancellationToken ct)
    {
        var operation = Vocabulary.Pick(_random, operations);
        var method = Vocabulary.Pick(_random, [HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Post, HttpMethod.Options]);
        var (id, user) = (Vocabulary.NewId(_random), Vocabulary.Pick(_random, users));
        await SendAsync(operation, method, PathTo(operation, id), user, method == HttpMethod.Post ? "{}"u8.ToArray() : null, "application/json", null, null, ct);
    }

    async Task<int> SendAsync(Operation operation, HttpMethod method, string path, string user, byte[]? body, string? type, string? tag, string? id, CancellationToken ct)
    {
        _sent++;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", await running.TokenAsync(user));
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (!string.IsNullOrEmpty(type))
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            if (operation.TakesFile)
                request.Headers.TryAddWithoutValidation("X-File-Name", Vocabulary.Pick(_random, FileNames));
            // Who is too large is told so before the body is on its way.
            request.Headers.ExpectContinue = body.Length > 1024 * 1024;
        }

        var asked = string.Create(CultureInfo.InvariantCulture, $"lane {number}, request {_sent}: {user} {method} {path} If-Match {tag} {type} {Shown(body)}");
        var started = Stopwatch.GetTimestamp();
        try
        {
            // An export is as long as what it exports: what counts is when the answer begins.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var took = Stopwatch.GetElapsedTime(started);
            var text = await response.Content.ReadAsStringAsync(ct);
            var status = (int)response.StatusCode;
            var code = status >= 400 ? CodeOf(response, text) : null;
            findings.Saw(operation.Name, status, code, took.TotalMilliseconds);
            if (status >= 500)
                findings.Fault($"{operation.Name} answered {status}", $"{asked}\n    {Cut(text)}");
            else if (status >= 400 && code is null)
                findings.Fault($"{method} {operation.Path} answered {status} without a problem and its code", $"{asked}\n    {response.Content.Headers.ContentType} {Cut(text)}");
            if (took > TooSlow)
                findings.Slow.Add(string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s: {asked}"));
            if (status < 300 && id is not null)
                Learn(operation, id, response, text);
            else if (status < 300 && operation.Collection is null && method == HttpMethod.Get)
                LearnFromList(operation.Path, text);
            return status;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0; // the whole run is over
        }
        catch (HttpRequestException failure)
        {
            findings.Fault($"{operation.Name} ended without an answer", $"{asked}\n    {failure.Message} {failure.InnerException?.Message}");
            return 0;
        }
    }

    void Learn(Operation operation, string id, HttpResponseMessage response, string text)
    {
        if (response.Headers.ETag is { } tag)
            _tags[id] = tag.Tag;
        if (operation.Collection is not { } collection || IsOfDirectory(operation) || text.Length == 0)
            return;
        if (operation.Creates)
            Own(collection, id);
        using var answer = JsonDocument.Parse(text);
        if (answer.RootElement.ValueKind != JsonValueKind.Object)
            return;
        if (answer.RootElement.TryGetProperty("demands", out var demands) && demands.ValueKind == JsonValueKind.Array)
            _demands[id] = [.. demands.EnumerateArray().Select(DemandOf).OfType<string>()];
        // A first visit brings its matter into being, which can then be worked on as well.
        if (collection == "/api/reception/visits" && answer.RootElement.TryGetProperty("matterId", out var matter) && matter.GetString() is { } matterId)
            Own("/api/reception/matters", matterId);
    }

    /// <summary>What the system itself makes has no id of ours.</summary>
    void LearnFromList(string path, string text)
    {
        if (path is not ("/api/supervision/items" or "/api/supervision/notices"))
            return;
        using var answer = JsonDocument.Parse(text);
        foreach (var item in answer.RootElement.GetProperty("items").EnumerateArray().Take(3))
            Own(path, item.GetProperty("id").GetString()!);
    }

    void Own(string collection, string id)
    {
        if (!_own.TryGetValue(collection, out var ids))
            _own[collection] = ids = [];
        if (!ids.Contains(id))
            ids.Add(id);
    }

    static string? DemandOf(JsonElement demand) =>
        demand.TryGetProperty("demandId", out var id) || demand.TryGetProperty("id", out id) ? id.GetString() : null;

    static string? CodeOf(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    System.Text.Json.Nodes.JsonNode? Write(Operation operation, string id) => operation.Body is { } schema
        ? new BodyWriter(_random, words, operation.Schemas, _own.GetValueOrDefault("/api/reception/sessions", []), _demands.GetValueOrDefault(id, [])).Write(schema)
        : null;

    IEnumerable<string> Candidates(Operation operation, int first)
    {
        if (_entitled.TryGetValue(operation.Name, out var known))
            yield return known;
        for (var at = 0; at < users.Count; at++)
            if (users[(first + at) % users.Count] is var user && user != known)
                yield return user;
    }

    string NewOrKnown(Operation operation) => _random.Next(8) == 0 ? OwnOr(operation, Vocabulary.NewId(_random)) : Vocabulary.NewId(_random);

    string OwnOr(Operation operation, string otherwise)
    {
        var (unknown, at) = (_random.Next(12) == 0, _random.Next(1 << 20));
        // Later cases first: what was made lately still has most of its life before it.
        return !unknown && operation.Collection is { } collection && _own.TryGetValue(collection, out var ids) ? ids[ids.Count - 1 - (at % Math.Min(ids.Count, 6))] : otherwise;
    }

    static bool IsOfDirectory(Operation operation) => operation.Path.StartsWith("/api/directory", StringComparison.Ordinal);

    static string PathTo(Operation operation, string id)
    {
        var path = operation.Path;
        // A file has the id of its case: sent again, it meets the one that came before.
        foreach (var name in (string[])["id", "matterId", "attachmentId", "letterId"])
            path = path.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        // Reference data are shared by all lanes: what is put there must not be what the services work with.
        // A text that is not written on purpose is none: nothing that is sent here is published.
        path = path.Replace("{kind}", Stage.KindOf(path.StartsWith("/api/supervision/", StringComparison.Ordinal) ? "supervision" : "reception"), StringComparison.Ordinal).Replace("{version}", "2", StringComparison.Ordinal);
        return path.Replace("{year}", "2098", StringComparison.Ordinal).Replace("{key}", "fuzz." + id[Math.Max(0, id.Length - 6)..], StringComparison.Ordinal).Replace("{name}", "fuzz-" + id[Math.Max(0, id.Length - 6)..], StringComparison.Ordinal)[1..];
    }

    static string Shown(byte[]? body) => body is null ? "" : Cut(Encoding.UTF8.GetString(body));

    static string Cut(string text) => text.Length <= 700 ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..700]}… ({text.Length})");
}
