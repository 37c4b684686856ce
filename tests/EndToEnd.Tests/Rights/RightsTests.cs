using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Anjie.Cases;
using Anjie.EndToEnd.Tests.Fuzz;
using Anjie.EndToEnd.Tests.Rights;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests;

/// <summary>Everybody against everything: what the policy's rows say is what the gateway and each service do, and every row is needed.</summary>
public sealed class RightsTests(RunningSystem running, ITestOutputHelper output) : IAsyncLifetime
{
    const int Callers = 4;
    const int Shapes = 40;
    const string StaleTag = "\"999999\"";

    // A service whose last look at the policy is twenty milliseconds old looks again before it answers.
    static readonly TimeSpan InForce = TimeSpan.FromMilliseconds(25);

    // Addressed to a post or a unit, and with an id of its own: it follows no case.
    static readonly string[] WithoutCase = ["POST /notices/{id}/reading"];

    readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Callers, UseCookies = false, AllowAutoRedirect = false });
    Stage _stage = null!;

    // Found out once, by asking until nothing is wrong with the form.
    static readonly Dictionary<Route, string> _bodies = [];
    static IReadOnlyList<Route> _routes = [];

    Probe Probe => field ??= new(running, _client);

    public async ValueTask InitializeAsync()
    {
        _stage = await Stage.SetAsync(running);
        if (_routes.Count > 0)
            return;
        _routes = await Probe.RoutesAsync();
        foreach (var route in _routes.Where(route => !route.Operation.IsRead))
            _bodies[route] = await BodyOfAsync(route);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task S_21_every_route_answers_every_role_from_every_place_as_the_policy_says()
    {
        ConcurrentBag<string> differences = [];
        var asked = 0;
        var questions = (from route in _routes from role in Roles.All.Order(StringComparer.Ordinal) from relation in Piece.Places select (route, role, relation)).ToList();
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (question, _) =>
        {
            var (route, role, relation) = question;
            var piece = _stage.AnyPieceOf(route);
            var (official, token) = await _stage.PersonAsync(role, piece, relation);
            var (method, path, body) = (route.Operation.Method, route.PathTo(piece), _bodies.GetValueOrDefault(route));
            var atGateway = await Probe.AskAsync(route.Service, method, path, token, gateway: true, body, method == HttpMethod.Get ? null : StaleTag);
            var direct = await Probe.AskAsync(route.Service, method, path, token, gateway: false, body, method == HttpMethod.Get ? null : StaleTag);
            Interlocked.Add(ref asked, 2);
            if (atGateway.Status != direct.Status)
                differences.Add($"{route.Service} {route.Key} as {role} {relation}: {atGateway.Status} at the gateway, {direct.Status} at the service");
            if (Fault(route, official, role, _stage.PieceOf(route), direct.Status) is { } fault)
                differences.Add($"{route.Service} {route.Key} as {role} {relation}: {direct.Status}, {fault}");
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_routes.Count} routes x {Roles.All.Count} roles x {Piece.Places.Length} places: {asked} requests, {differences.Count} differences"));
        differences.ShouldBeEmpty(string.Join('\n', differences.Order(StringComparer.Ordinal).Take(40)));
    }

    [Fact]
    public async Task S_22_S_39_lists_and_searches_show_what_the_case_itself_shows_and_never_to_the_accused()
    {
        ConcurrentBag<string> differences = [];
        var questions = (from piece in _stage.Pieces from role in Roles.All from relation in piece.Relations select (piece, role, relation)).ToList();
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (question, _) =>
        {
            if (await DifferenceAsync(question.piece, question.role, question.relation) is { } difference)
                differences.Add(difference);
        });
        differences.ShouldBeEmpty(string.Join('\n', differences.Order(StringComparer.Ordinal).Take(40)));
    }

    [Fact]
    public async Task S_39_no_route_tells_the_accused_that_there_is_a_case()
    {
        var accusation = _stage.Pieces.First(piece => piece.Accused is not null);
        var petitioner = new Piece(accusation.Kind, accusation.Class, await IdAsync("anjie_reception", $"select id from petitioner where matter_id = '{accusation.Id}'"), accusation.MatterId, accusation.Paths, accusation.Accused);
        // It has neither letters nor files; those have tests of their own.
        var ofCase = _routes.Where(route => route.Service == "reception" && route.Rule.SeenKind == accusation.Kind && route.Key.Contains('{', StringComparison.Ordinal)
            && !route.Key.Contains("{letterId}", StringComparison.Ordinal) && !route.Key.Contains("{attachmentId}", StringComparison.Ordinal) && !WithoutCase.Contains(route.Key)).ToList();
        var ofPerson = _routes.Where(route => route.Service == "reception" && route.Key.Contains("/petitioners/{id}/", StringComparison.Ordinal)).ToList();
        Relation[] kept = [Relation.AccusedUnit, Relation.BelowAccused, Relation.AccusedPerson];
        var places = Roles.All.Order(StringComparer.Ordinal).SelectMany(role => kept.Select(relation => (Role: role, Relation: relation))).Append((Role: Roles.Discipline, Relation: Relation.Own)).ToList();
        var questions = (from route in ofCase.Concat(ofPerson) from place in places select (route, place.Role, place.Relation)).ToList();
        ConcurrentBag<string> differences = [];
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (question, _) =>
        {
            var (route, role, relation) = question;
            var (official, token) = await _stage.PersonAsync(role, accusation, relation);
            var (status, body) = await Probe.AskAsync(route.Service, route.Operation.Method, route.PathTo(ofPerson.Contains(route) ? petitioner : accusation), token, gateway: false, _bodies.GetValueOrDefault(route), route.Operation.IsRead ? null : StaleTag);
            // Who sees it is answered otherwise, so the question itself is right.
            var isRight = !Oracle.Admits(route.Rule, role) ? status == 403 : (status == 404) != Oracle.Sees(Policy.Shipped, official, accusation);
            if (!isRight)
                differences.Add($"{route.Key} as {role} {relation}: {status} {body}");
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ofCase.Count} routes of the case and {ofPerson.Count} of its petitioner: {questions.Count} requests, {differences.Count} differences"));
        differences.ShouldBeEmpty(string.Join('\n', differences.Order(StringComparer.Ordinal).Take(40)));
        (ofCase.Count, ofPerson.Count).ShouldSatisfyAllConditions(count => count.Item1.ShouldBeGreaterThan(40), count => count.Item2.ShouldBeGreaterThan(3));
    }

    [Fact]
    public async Task S_39_a_search_for_people_meets_their_ordinary_matters_only()
    {
        var (met, accusation) = (_stage.Pieces.First(piece => piece.Kind == "Encounter"), _stage.Pieces.First(piece => piece.Accused is not null));
        foreach (var role in Policy.Shipped.Grants.Where(grant => grant.Kind == "Encounter").Select(grant => grant.Role).Distinct().Where(role => Oracle.Admits(_routes.First(route => route.Key == "POST /person-search").Rule, role)))
        {
            (await MeetsAsync(role, met)).ShouldBeTrue(role);
            (await MeetsAsync(role, accusation)).ShouldBeFalse(role);
        }
    }

    [Fact]
    public async Task S_40_an_accusation_cannot_be_sent_where_the_accused_would_read_it_and_nobody_else_hears_of_it()
    {
        var accusation = _stage.Pieces.First(piece => piece.Accused is not null);
        using var anybody = await running.AsAsync("supervisor");
        foreach (var path in (string[])[$"api/supervision/matters/{accusation.MatterId}/timeline", $"api/reception/matters/{accusation.Id}", $"api/reception/matters/by-matter/{accusation.MatterId}"])
            ((int)(await anybody.GetAsync(path)).StatusCode).ShouldBe(404, path);
        (await ScalarAsync("anjie_reception", $"select count(*) from outbox where body::text like '%{accusation.Id}%' or body::text like '%{accusation.MatterId}%'")).ShouldBe(0);
        (await ScalarAsync("anjie_reception", $"select count(*) from case_history where case_id = '{accusation.Id}'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task S_31_no_act_on_a_case_takes_effect_without_the_version_it_changes_or_with_another_one()
    {
        // What is won by being first takes none; a look at a person or a note changes no version of a case.
        string[] without = ["/claim", "/disclosure", "/reading", "/person-search", "/query-slip", "/query-code"];
        var acts = _routes.Where(route => route.Operation.Method == HttpMethod.Post && _stage.PieceOf(route) is not null && !without.Any(end => route.Key.EndsWith(end, StringComparison.Ordinal))).ToList();
        var (missing, stale, wrong) = (0, 0, new List<string>());
        foreach (var route in acts)
        {
            var piece = _stage.PieceOf(route)!;
            var place = (await _stage.PersonAsync(Roles.SystemAdministrator, piece, Relation.Own)).Official;
            var token = await running.TokenAsync(new Official(place.UnitId, place.UnitPath, [.. Roles.All.Where(role => role != Roles.System)]) { Level = "City" });
            var table = TableOf(piece);
            var before = await ScalarAsync(table.Database, $"select version from {table.Name} where id = '{piece.Id}'");
            foreach (var tag in (string?[])[null, "", $"\"{before - 1}\"", StaleTag, "W/\"x\"", "*"])
            {
                var (status, body) = await Probe.AskAsync(route.Service, HttpMethod.Post, route.PathTo(piece), token, gateway: false, _bodies[route], tag);
                (missing, stale) = (missing + (status == 428 ? 1 : 0), stale + (status == 412 ? 1 : 0));
                // A rule may refuse first (409, 403), and an act that is done already answers as it did.
                if (status is not (403 or 409) && status != (tag is null or "" ? 428 : 412) && !(status == 200 && JsonDocument.Parse(body).RootElement.GetProperty("version").GetInt64() == before))
                    wrong.Add($"{route.Service} {route.Key} with {tag ?? "no tag"}: {status} {body}");
            }

            if (await ScalarAsync(table.Database, $"select version from {table.Name} where id = '{piece.Id}'") is var after && after != before)
                wrong.Add($"{route.Service} {route.Key} took effect: version {before} became {after}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{acts.Count} acts: {missing} answers 428, {stale} answers 412"));
        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(20)));
        acts.Count.ShouldBeGreaterThan(60);
        missing.ShouldBeGreaterThan(acts.Count);
    }

    [Fact]
    public async Task No_row_of_the_policy_can_go_or_grow_unnoticed()
    {
        var (mutants, unnoticed) = (0, new List<string>());
        try
        {
            foreach (var (name, policy, look) in Mutants())
            {
                mutants++;
                await PutInForceAsync(policy);
                if (!await look())
                    unnoticed.Add(name);
            }
        }
        finally
        {
            await PutInForceAsync(Policy.Shipped);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutants} mutants, {unnoticed.Count} unnoticed"));
        unnoticed.ShouldBeEmpty(string.Join('\n', unnoticed));
        mutants.ShouldBeGreaterThanOrEqualTo(40);
    }

    /// <summary>Each with a look that must see a difference to what the shipped policy says.</summary>
    IEnumerable<(string Name, Policy Policy, Func<Task<bool>> Look)> Mutants()
    {
        var shipped = Policy.Shipped;
        foreach (var grant in shipped.Grants)
        {
            var rest = shipped.Grants.Where(one => one != grant).ToList();
            yield return ($"without {grant}", With(grants: rest), () => ShowsAsync(grant.Role, grant.Kind, grant.Class));
            if (grant.Within != Reach.City && grant.Kind != "Quota")
                yield return ($"all of the city: {grant}", With(grants: [.. rest, grant with { Within = Reach.City }]), () => ShowsAsync(grant.Role, grant.Kind, grant.Class));
        }

        foreach (var role in Roles.All.Except(shipped.Grants.Where(grant => grant is { Kind: "Matter", Class: CaseClass.Accusation }).Select(grant => grant.Role)))
            yield return ($"accusations for {role}", With(grants: [.. shipped.Grants, new(role, "Matter", Reach.City, CaseClass.Accusation)]), () => ShowsAsync(role, "Matter", CaseClass.Accusation));
        yield return ("accusations in a search for people", With(grants: [.. shipped.Grants, new(Roles.Registrar, "Encounter", Reach.City, CaseClass.Accusation)]),
            () => MeetsAsync(Roles.Registrar, _stage.Pieces.First(piece => piece.Accused is not null)));
        foreach (var exclusion in shipped.Exclusions)
            yield return ($"without {exclusion}", With(exclusions: [.. shipped.Exclusions.Where(one => one != exclusion)]),
                async () => await ShowsAsync(Roles.Discipline, "Matter", CaseClass.Accusation));
        foreach (var route in _routes)
        {
            foreach (var role in route.Rule.Roles ?? [])
                yield return ($"{route.Service} {route.Key} without {role}", ForRoute(route, [.. route.Rule.Roles!.Where(one => one != role)]), () => RefusesAsync(route, role));
            yield return route.Rule.Roles is { } roles
                ? ($"{route.Service} {route.Key} for a grid worker or reviewer too", ForRoute(route, [.. roles, Outsider(route)]), async () => !await RefusesAsync(route, Outsider(route)))
                : ($"{route.Service} {route.Key} for nobody", ForRoute(route, []), () => RefusesAsync(route, Roles.SystemAdministrator));
        }

        Policy With(IReadOnlyList<Grant>? grants = null, IReadOnlyList<Exclusion>? exclusions = null) => new(grants ?? shipped.Grants, exclusions ?? shipped.Exclusions, shipped.Routes);

        static string Outsider(Route route) => route.Rule.Roles!.Contains(Roles.Grid) ? Roles.Reviewer : Roles.Grid;
    }

    static Policy ForRoute(Route route, IReadOnlyList<string> roles)
    {
        var routes = Policy.Shipped.Routes.ToDictionary(StringComparer.Ordinal);
        routes[route.Service] = new Dictionary<string, RouteRule>(routes[route.Service], StringComparer.Ordinal) { [route.Key] = new(roles, null) };
        return new(Policy.Shipped.Grants, Policy.Shipped.Exclusions, routes);
    }

    async Task<bool> ShowsAsync(string role, string kind, CaseClass of)
    {
        var piece = _stage.Pieces.First(one => one.Kind == kind && one.Class == of);
        foreach (var relation in piece.Relations)
            if (await DifferenceAsync(piece, role, relation) is not null)
                return true;
        return false;
    }

    // Both are of one petitioner, by whose name is asked.
    async Task<bool> MeetsAsync(string role, Piece piece)
    {
        var met = _stage.Pieces.First(one => one.Kind == "Encounter");
        return await Probe.ShowsAsync(piece with { Kind = met.Kind }, (await _stage.PersonAsync(role, met, Relation.Own)).Token);
    }

    async Task<string?> DifferenceAsync(Piece piece, string role, Relation relation)
    {
        var (official, token) = await _stage.PersonAsync(role, piece, relation);
        var expected = Oracle.Sees(Policy.Shipped, official, piece);
        var found = await Probe.FindsAsync(piece, token);
        return expected == found ? null : $"{piece.Kind} {piece.Class} as {role} {relation} ({official.UnitPath}): {(found ? "found" : "not found")}";
    }

    async Task<bool> RefusesAsync(Route route, string role)
    {
        var piece = _stage.AnyPieceOf(route);
        var (_, token) = await _stage.PersonAsync(role, piece, Relation.Own);
        var (status, body) = await Probe.AskAsync(route.Service, route.Operation.Method, route.PathTo(piece), token, gateway: false, _bodies.GetValueOrDefault(route), route.Operation.IsRead ? null : StaleTag);
        return status == 403 && body.Contains(CaseErrors.RoleForbidden, StringComparison.Ordinal);
    }

    async Task PutInForceAsync(Policy policy)
    {
        var next = running.PolicyFile + ".next";
        await using (var file = File.Create(next))
            policy.Write(file);
        File.Move(next, running.PolicyFile, overwrite: true);
        await Task.Delay(InForce);
    }

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    static string? Fault(Route route, Official official, string role, Piece? piece, int status)
    {
        if (status is 401 or >= 500)
            return "neither an answer nor a refusal";
        if (!Oracle.Admits(route.Rule, role))
            return status == 403 ? null : "should be refused";
        if (route.Rule.SeenKind is null)
            return status == 403 && route.Rule.Roles is null ? "is open to everybody" : null;
        if (piece is null || WithoutCase.Contains(route.Key))
            return status == 200 || !route.Operation.IsRead ? null : "is a list, empty for some";
        var sees = Oracle.Sees(Policy.Shipped, official, piece);
        return sees == (status != 404) ? route.Operation.IsRead && sees && status != 200 ? "should be shown" : null : sees ? "should be found" : "should not be found";
    }

    static (string Database, string Name) TableOf(Piece piece) => piece.Kind switch
    {
        "Dispute" => ("anjie_screening", "dispute"),
        "Session" or "Visit" or "Matter" => ("anjie_reception", piece.Kind == "Session" ? "session" : piece.Kind == "Visit" ? "visit" : "matter"),
        "BacklogCase" => ("anjie_backlog", "backlog_case"),
        _ => ("anjie_supervision", "supervision_item"),
    };

    // Creations are asked for with an empty body: refused or not is decided before, and nothing comes to be.
    // Acts get one that is well-formed, which shows when somebody who sees nothing is told that the case is not there.
    async Task<string> BodyOfAsync(Route route)
    {
        if (route.Operation.Creates || route.Operation.Body is not { } schema)
            return "{}";
        var piece = _stage.AnyPieceOf(route);
        var (official, token) = await _stage.PersonAsync(Roles.SystemAdministrator, piece, Relation.Own);
        var words = new Vocabulary(RunningSystem.FirstDay, [official.UnitId.ToString()], [official.PostId.ToString()], [official.PostId.ToString()]);
        for (var seed = 1; seed <= Shapes; seed++)
        {
            var body = new BodyWriter(new Random(seed), words, route.Operation.Schemas, [], []).Write(schema)!.ToJsonString();
            if ((await Probe.AskAsync(route.Service, route.Operation.Method, route.PathTo(piece), token, gateway: false, body, StaleTag)).Status != 400)
                return body;
        }

        throw new InvalidOperationException($"No well-formed body for {route.Key} was found.");
    }

    async Task<long> ScalarAsync(string database, string query) => Convert.ToInt64(await ReadAsync(database, query), CultureInfo.InvariantCulture);

    async Task<Guid> IdAsync(string database, string query) => (Guid)(await ReadAsync(database, query))!;

    async Task<object?> ReadAsync(string database, string query)
    {
        await using var connection = new Npgsql.NpgsqlConnection(running.ConnectionTo(database));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync();
    }
}
