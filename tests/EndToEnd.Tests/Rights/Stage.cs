using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Cases;
using Anjie.Support;
using Npgsql;

namespace Anjie.EndToEnd.Tests.Rights;

/// <summary>A case of one kind and class, with the units that are party to it.</summary>
sealed record Piece(string Kind, CaseClass Class, Guid Id, Guid MatterId, IReadOnlyList<string> Paths, Accused? Accused = null)
{
    /// <summary>The town's own leaders owe days of reception; another town has leaders of its own.</summary>
    public static readonly Piece Quota = new("Quota", CaseClass.Ordinary, Guid.Empty, Guid.Empty, ["6203.620302.nyp."]);

    /// <summary>Places from which rights to it may differ.</summary>
    public Relation[] Relations =>
        Kind == Quota.Kind ? [Relation.Own] : Accused is null ? Places : [.. Places, Relation.AccusedUnit, Relation.BelowAccused, Relation.AccusedPerson];

    public static Relation[] Places => [Relation.Own, Relation.SiblingTown, Relation.OtherCounty, Relation.Superior, Relation.Subordinate];
}

/// <summary>Whom an accusation is about.</summary>
sealed record Accused(Guid PersonId, string Path);

/// <summary>Where somebody stands to a case.</summary>
enum Relation { Own, SiblingTown, OtherCounty, Superior, Subordinate, AccusedUnit, BelowAccused, AccusedPerson }

/// <summary>One case of every kind in the running system, and people who stand in any relation to it.</summary>
sealed class Stage
{
    public const string Petitioner = "鲜于权鉴";
    const string AccusedPath = "6203.620302.nyp.";
    const string AccusedUser = "townhead";
    static readonly string[] Counties = ["6203.620302.", "6203.620321."];

    static readonly (string Kind, string Database, string Query)[] Sources =
    [
        ("Dispute", "anjie_screening", "select id, matter_id, unit_paths from dispute order by id limit 1"),
        ("Session", "anjie_reception", "select id, matter_id, unit_paths from session order by id limit 1"),
        ("Visit", "anjie_reception", "select id, matter_id, unit_paths from visit order by id limit 1"),
        ("Matter", "anjie_reception", "select id, matter_id, unit_paths from matter where class = 'Ordinary' and handling_unit_id is not null order by id limit 1"),
        ("BacklogCase", "anjie_backlog", "select id, matter_id, unit_paths from backlog_case order by id limit 1"),
        ("SupervisionItem", "anjie_supervision", "select id, matter_id, unit_paths from supervision_item i where exists (select from supervision_letter where item_id = i.id) order by id limit 1"),
        // One whose matter's lines all have the same units, so that the timeline shows what the line shows.
        ("LedgerEntry", "anjie_supervision", """
            select id, matter_id, unit_paths from ledger_entry e where kind = 'Matter'
            and not exists (select from ledger_entry o where o.matter_id = e.matter_id and o.unit_paths <> e.unit_paths) order by id desc limit 1
            """),
    ];

    /// <summary>The file that each of the ordinary cases has.</summary>
    public static readonly Guid FileId = Guid.CreateVersion7();

    static Guid _letterId, _supervisionLetterId;

    /// <summary>A letter of the service's own case: to the petitioner in the ordinary matter of the story, or of the item.</summary>
    public static Guid LetterOf(string service) => service == "supervision" ? _supervisionLetterId : _letterId;

    /// <summary>A kind of letter that the service issues.</summary>
    public static string KindOf(string service) => service == "supervision" ? "talk-notice" : "objection";

    // Where a case of each kind lies, in which state it is open, and whose role takes part in it.
    static readonly Dictionary<string, (string Files, string Database, string Table, string Open, string Role)> Files = new(StringComparer.Ordinal)
    {
        ["Dispute"] = ("screening/disputes", "anjie_screening", "dispute", "Reported", Roles.Town), ["Visit"] = ("reception/visits", "anjie_reception", "visit", "Registered", Roles.Registrar),
        ["Matter"] = ("reception/matters", "anjie_reception", "matter", "Registered", Roles.Registrar), ["BacklogCase"] = ("backlog/cases", "anjie_backlog", "backlog_case", "Nominated", Roles.JointOffice),
    };

    static Task<Stage>? _set;

    readonly RunningSystem _running;
    readonly IReadOnlyList<(Guid Id, string Path)> _units;
    readonly ConcurrentDictionary<(string Role, string Kind, Relation Relation), Official> _people = [];
    readonly ConcurrentDictionary<Official, (string Token, long At)> _tokens = [];

    Stage(RunningSystem running, IReadOnlyList<(Guid, string)> units, IReadOnlyList<Piece> pieces) => (_running, _units, Pieces) = (running, units, pieces);

    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>Set once: whoever comes later finds it as it was left.</summary>
    public static Task<Stage> SetAsync(RunningSystem running) => _set ??= BuildAsync(running);

    static async Task<Stage> BuildAsync(RunningSystem running)
    {
        if (await CountAsync(running, "anjie_backlog", "select count(*) from backlog_case") == 0)
            (await running.PlayScenarioAsync()).Code.ShouldBe(0);
        await running.AwaitCalmAsync(TimeSpan.FromSeconds(30));

        List<Piece> pieces = [Piece.Quota, await MetAsync(running)];
        await running.AwaitCalmAsync(TimeSpan.FromSeconds(30));
        foreach (var (kind, database, query) in Sources)
            pieces.Add(await ReadAsync(running, database, query, row => new Piece(kind, CaseClass.Ordinary, row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<string[]>(2))));
        var units = await UnitsAsync(running);
        pieces.Add(await AccusationAsync(running, units));
        foreach (var kind in Files.Keys)
            await WhileOpenAsync(running, units, Ordinary(kind), (member, files) => AttachAsync(member, Ordinary(kind), files));
        var matter = Ordinary("Matter");
        await WhileOpenAsync(running, units, matter, (member, _) => ReportAsync(member, matter));
        _letterId = await ReadAsync(running, "anjie_reception", $"select id from letter where matter_id = '{matter.Id}' and text_version is not null and kind not in ('transfer', 'assignment') order by id limit 1", row => row.GetGuid(0));
        var item = Ordinary("SupervisionItem");
        _supervisionLetterId = await ReadAsync(running, "anjie_supervision", $"select id from supervision_letter where item_id = '{item.Id}' order by id limit 1", row => row.GetGuid(0));
        return new(running, units, pieces);

        Piece Ordinary(string kind) => pieces.First(piece => piece.Kind == kind && piece.Class == CaseClass.Ordinary);
    }

    /// <summary>The ordinary case that a route with an id in its path is about; null when it is about none.</summary>
    public Piece? PieceOf(Route route) => route.Rule.SeenKind is { } kind && route.Key.Contains('{', StringComparison.Ordinal)
        ? Pieces.First(piece => piece.Kind == kind && piece.Class == CaseClass.Ordinary) : null;

    public Piece AnyPieceOf(Route route) => PieceOf(route) ?? Pieces.First(piece => piece.Kind == "Dispute");

    /// <summary>Somebody in this role who stands in this relation to the case; always the same one.</summary>
    public async Task<(Official Official, string Token)> PersonAsync(string role, Piece piece, Relation relation)
    {
        var path = PathOf(piece, relation);
        var official = _people.GetOrAdd((role, piece.Kind + piece.Class, relation), _ => new Official(_units.FirstOrDefault(unit => unit.Path == path).Id is { } id && id != Guid.Empty ? id : Guid.CreateVersion7(), path, role)
        {
            PersonId = relation == Relation.AccusedPerson ? piece.Accused!.PersonId : Guid.CreateVersion7(),
            Level = role == Roles.Leader ? "County" : null,
        });
        if (_tokens.TryGetValue(official, out var known) && Stopwatch.GetElapsedTime(known.At) < RunningSystem.TokenLife)
            return (official, known.Token);
        var token = await _running.TokenAsync(official);
        _tokens[official] = (token, Stopwatch.GetTimestamp());
        return (official, token);
    }

    string PathOf(Piece piece, Relation relation)
    {
        var own = piece.Paths.MaxBy(path => path.Length)!;
        return relation switch
        {
            Relation.Own or Relation.AccusedPerson => own,
            Relation.Superior => Above(own),
            Relation.Subordinate => own + "zz.",
            Relation.SiblingTown => _units.FirstOrDefault(unit => unit.Path != own && Above(unit.Path) == Above(own) && IsStranger(unit.Path)).Path ?? Above(own) + "yy.",
            Relation.OtherCounty => _units.First(unit => Counties.Contains(Above(unit.Path)) && !own.StartsWith(Above(unit.Path), StringComparison.Ordinal) && IsStranger(unit.Path)).Path,
            Relation.AccusedUnit => piece.Accused!.Path,
            _ => piece.Accused!.Path + "zz.",
        };

        bool IsStranger(string path) => !piece.Paths.Any(party => party.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(party, StringComparison.Ordinal));
    }

    static string Above(string path) => path[..(path.TrimEnd('.').LastIndexOf('.') + 1)];

    static async Task AttachAsync(HttpClient member, Piece piece, string files)
    {
        using var content = new ByteArrayContent(SampleFiles.Text());
        content.Headers.Add("X-File-Name", "a.txt");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/{files}/{piece.Id}/attachments/{FileId}") { Content = content };
        using var added = await member.SendAsync(request);
        added.IsSuccessStatusCode.ShouldBeTrue(await added.Content.ReadAsStringAsync());
    }

    /// <summary>Marked as urgent and reported at once, so that no alarm follows.</summary>
    static async Task ReportAsync(HttpClient member, Piece piece)
    {
        var matter = $"api/reception/matters/{piece.Id}";
        var tag = (await member.GetAsync(new Uri(matter, UriKind.Relative))).Headers.ETag!;
        foreach (var (act, body) in new (string, object)[] { ("urgency", new { reason = "多人聚集" }), ("urgency-report", new { reportedTo = new[] { "Government" }, report = "已电话报告" }) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{matter}/{act}") { Content = JsonContent.Create(body) };
            request.Headers.IfMatch.Add(tag);
            using var answer = await member.SendAsync(request);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
            tag = answer.Headers.ETag!;
        }
    }

    // The story has ended its cases; for the moment of the act each of them is open again.
    static async Task WhileOpenAsync(RunningSystem running, IReadOnlyList<(Guid Id, string Path)> units, Piece piece, Func<HttpClient, string, Task> act)
    {
        var (path, place) = (piece.Paths.MaxBy(one => one.Length)!, Files[piece.Kind]);
        var state = await ReadAsync(running, place.Database, $"select state from {place.Table} where id = '{piece.Id}'", row => row.GetString(0));
        await ReadAsync(running, place.Database, $"update {place.Table} set state = '{place.Open}' where id = '{piece.Id}' returning 1", row => row.GetInt32(0));
        using var member = new HttpClient { BaseAddress = running.Address };
        member.DefaultRequestHeaders.Authorization = new("Bearer", await running.TokenAsync(new Official(units.First(unit => unit.Path == path).Id, path, place.Role)));
        await act(member, place.Files);
        await ReadAsync(running, place.Database, $"update {place.Table} set state = '{state}' where id = '{piece.Id}' returning 1", row => row.GetInt32(0));
    }

    /// <summary>A matter whose petitioner can be found by name at another window.</summary>
    static async Task<Piece> MetAsync(RunningSystem running)
    {
        var id = Guid.CreateVersion7();
        await RegisterAsync(running, id, "Appeal");
        return await ReadMatterAsync(running, id, "Encounter", CaseClass.Ordinary, null);
    }

    static async Task<Piece> AccusationAsync(RunningSystem running, IReadOnlyList<(Guid Id, string Path)> units)
    {
        using var accused = await running.AsAsync(AccusedUser);
        var me = await accused.GetFromJsonAsync<JsonElement>("api/directory/me");
        var (id, person) = (Guid.CreateVersion7(), me.GetProperty("person").GetProperty("id").GetGuid());
        var tag = await RegisterAsync(running, id, "Accusation", Unit(AccusedPath), me.GetProperty("post").GetProperty("id").GetGuid());
        using var clerk = await running.AsAsync("clerk");
        using var dispatch = new HttpRequestMessage(HttpMethod.Post, $"api/reception/matters/{id}/dispatch") { Content = JsonContent.Create(new { kind = "Transfer", toUnitId = Unit("6203.rsj.") }) };
        dispatch.Headers.IfMatch.Add(tag);
        using var sent = await clerk.SendAsync(dispatch);
        ((int)sent.StatusCode).ShouldBe(200, await sent.Content.ReadAsStringAsync());
        return await ReadMatterAsync(running, id, "Matter", CaseClass.Accusation, new(person, AccusedPath));

        Guid Unit(string path) => units.First(unit => unit.Path == path).Id;
    }

    static async Task<EntityTagHeaderValue> RegisterAsync(RunningSystem running, Guid id, string category, Guid? accusedUnitId = null, Guid? accusedPostId = null)
    {
        using var clerk = await running.AsAsync("clerk");
        using var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category, contentCode = "02.01", summary = "反映征地补偿款发放问题", demands = new[] { new { text = "核实补偿款" } },
            petitioners = new[] { new { name = Petitioner } }, peopleConcerned = 1, accusedUnitId, accusedPostId,
        });
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        return answer.Headers.ETag!;
    }

    static Task<Piece> ReadMatterAsync(RunningSystem running, Guid id, string kind, CaseClass of, Accused? accused) => ReadAsync(
        running, "anjie_reception", $"select id, matter_id, unit_paths from matter where id = '{id}'",
        row => new Piece(kind, of, row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<string[]>(2), accused));

    static async Task<IReadOnlyList<(Guid, string)>> UnitsAsync(RunningSystem running)
    {
        using var anybody = await running.AsAsync("clerk");
        return [.. (await anybody.GetFromJsonAsync<JsonElement>("api/directory/units?limit=200")).GetProperty("items").EnumerateArray()
            .Select(unit => (unit.GetProperty("id").GetGuid(), unit.GetProperty("path").GetString()!))];
    }

    static Task<long> CountAsync(RunningSystem running, string database, string query) => ReadAsync(running, database, query, row => row.GetInt64(0));

    static async Task<T> ReadAsync<T>(RunningSystem running, string database, string query, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(running.ConnectionTo(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue(query);
        return read(reader);
    }
}
