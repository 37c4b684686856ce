using System.IO.Compression;
using Anjie.Cases;
using Anjie.Support;
using static Anjie.EndToEnd.Tests.Rights.Guards.Instead;

namespace Anjie.EndToEnd.Tests.Rights.Guards;

/// <summary>A guard, what somebody tries whom it keeps out, and what comes of it.</summary>
sealed record Guarded(Guard Guard, Func<Task<string>> Look, string Held);

/// <summary>For each guard somebody whom nothing but it keeps out.</summary>
static class Looks
{
    const string StaleTag = "\"999999\"";
    const int GuessesAfterWhichOneWaits = 7;

    static readonly object Urgent = new { reason = "多人聚集" };

    public static IReadOnlyList<Guarded> Of(GuardedDesk desk) => [.. Doors(desk), .. Sight(desk), .. Names(desk), .. Acts(desk), .. Evidence(desk), .. Input(desk), .. Petitioners(desk)];

    static IEnumerable<Guarded> Doors(GuardedDesk desk) =>
    [
        new(new("Hosting", "Hosting.Access", "IsOfNow", Yes), async () =>
        {
            var past = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
            return (await desk.AskAsync(await desk.TokenAsync(claims => claims["exp"] = claims["nbf"] = claims["iat"] = past), HttpMethod.Get, "matters", null)).ToString();
        }, "401 http.401"),
        new(new("Cases", "Cases.AccessWatch", "HoldsAsync", Yes), async () =>
        {
            var post = await desk.ReadAsync<Guid>("select id from post_copy where active order by id limit 1");
            return (await desk.GetAsync(desk.Somebody(Roles.Registrar) with { PostId = post, PostVersion = 0 }, "matters")).ToString();
        }, "401 http.401"),
        new(new("Cases", "Cases.Actor", "get_IsInPerson", Yes), async () =>
            (await desk.GetAsync(desk.Somebody(Roles.Registrar) with { ActingFor = Guid.CreateVersion7(), ActingUntil = RunningSystem.FirstDay.AddDays(-1) }, "matters")).ToString(), "401 http.401"),
        new(new("Cases", "Cases.RouteRule", "Admits", Yes), async () => (await desk.GetAsync(desk.Somebody(Roles.Registrar), "letter-texts")).ToString(), "403 case.role_forbidden"),
    ];

    static IEnumerable<Guarded> Sight(GuardedDesk desk)
    {
        var accusation = desk.Stage.Pieces.First(piece => piece.Accused is not null);
        yield return new(new("Cases", "Cases.Visibility", "VisibleTo", Whatever), async () =>
        {
            var matter = await desk.MatterAsync();
            return (await desk.GetAsync((await desk.Stage.PersonAsync(Roles.Registrar, desk.Stage.Pieces.First(piece => piece.Kind == "Matter"), Relation.OtherCounty)).Official, $"matters/{matter.Id}")).ToString();
        }, "404 http.404");
        yield return new(new("Cases", "Cases.Visibility", "ExceptHidden", Whatever),
            async () => (await desk.GetAsync((await desk.Stage.PersonAsync(Roles.Discipline, accusation, Relation.AccusedUnit)).Official, $"matters/{accusation.Id}")).ToString(), "404 http.404");
        yield return new(new("Cases", "Cases.Visibility", "Ordinary", Whatever), async () =>
        {
            var answer = await desk.GetAsync((await desk.Stage.PersonAsync(Roles.Discipline, accusation, Relation.Own)).Official, "matters/export");
            var number = await desk.ReadAsync<string>($"select number from matter where id = '{accusation.Id}'");
            using var workbook = new ZipArchive(new MemoryStream(answer.Content));
            foreach (var part in workbook.Entries)
            {
                using var reader = new StreamReader(await part.OpenAsync());
                if ((await reader.ReadToEndAsync()).Contains(number, StringComparison.Ordinal))
                    return "in the file";
            }

            return "not in the file";
        }, "not in the file");
    }

    static IEnumerable<Guarded> Names(GuardedDesk desk)
    {
        foreach (var (mask, field) in new[] { ("Phone", "phone"), ("IdentityNumber", "identityNumber"), ("Address", "address") })
            yield return new(new("PersonalData", "PersonalData.Mask", mask, Whatever), () => ShowsAsync(Roles.Registrar, field), "masked");
        yield return new(new("PersonalData", "PersonalData.Mask", "Name", Whatever), () => ShowsAsync(Roles.Supervisor, "name"), "masked");
        yield return new(new("VisitReception", "VisitReception.Features.PersonView", "MaySeePeople", Yes), () => ShowsAsync(Roles.Supervisor, "name"), "masked");
        yield return new(new("VisitReception", "VisitReception.Domain.Matter", "ShowsPeopleTo", Yes), async () =>
        {
            var matter = await desk.MatterAsync();
            await desk.ReadAsync<int>($"update matter set confidential = true where id = '{matter.Id}' returning 1");
            return (await desk.GetAsync(desk.Above(Roles.RegistrarHead), $"matters/{matter.Id}")).Shows("name");
        }, "masked");
        yield return new(new("Hosting", "Hosting.DisclosureDesk", "Demand", Nothing), async () =>
        {
            var (somebody, answer) = (desk.Somebody(Roles.Registrar), "");
            for (var person = 0; person < 2; person++)
            {
                var id = await desk.ReadAsync<Guid>($"select id from petitioner where matter_id = '{(await desk.MatterAsync()).Id}'");
                answer = (await desk.AskAsync(somebody, HttpMethod.Post, $"petitioners/{id}/disclosure", new { purpose = "Handling" })).ToString();
            }

            return answer;
        }, "429 disclosure.too_many");

        async Task<string> ShowsAsync(string role, string field)
        {
            var official = role == Roles.Registrar ? desk.Somebody(role) : desk.Above(role);
            return (await desk.GetAsync(official, $"matters/{(await desk.MatterAsync()).Id}")).Shows(field);
        }
    }

    static IEnumerable<Guarded> Acts(GuardedDesk desk)
    {
        yield return new(new("Cases", "Cases.RecusableCase`3", "IsRecused", No), async () =>
        {
            var (matter, somebody) = (await desk.MatterAsync(), desk.Somebody(Roles.Registrar));
            await desk.ReadAsync<int>($"update matter set recused_ids = array['{somebody.PersonId}']::uuid[] where id = '{matter.Id}' returning 1");
            return (await desk.AskAsync(somebody, HttpMethod.Post, $"matters/{matter.Id}/urgency", Urgent, StaleTag)).ToString();
        }, "403 case.recused");
        yield return new(new("VisitReception", "VisitReception.Domain.Matter", "ThrowIfAccused", Nothing), async () =>
        {
            var (matter, unit) = await desk.AccusationAsync();
            return (await desk.AskAsync(desk.Somebody(Roles.RegistrarHead), HttpMethod.Post, $"matters/{matter.Id}/dispatch", new { kind = "Transfer", toUnitId = unit }, StaleTag)).ToString();
        }, "409 matter.accused_in_target");
        yield return new(new("VisitReception", "VisitReception.Domain.Matter", "IsAtDesk", Yes), async () =>
            (await desk.AskAsync(desk.Above(Roles.RegistrarHead), HttpMethod.Post, $"matters/{(await desk.MatterAsync()).Id}/dispatch", new { kind = "Transfer", toUnitId = await desk.ReadAsync<Guid>("select id from unit_copy where path = '6203.rsj.'") }, StaleTag)).ToString(),
            "403 case.not_open_to_you");
        yield return new(new("Hosting", "Hosting.Precondition", "Change", Instead.Act), async () =>
            (await desk.AskAsync(desk.Somebody(Roles.Registrar), HttpMethod.Post, $"matters/{(await desk.MatterAsync()).Id}/urgency", Urgent, StaleTag)).ToString(), "412 precondition.failed");
    }

    static IEnumerable<Guarded> Evidence(GuardedDesk desk) =>
    [
        new(new("Cases", "Cases.AuditScope", "Begin", Nothing), async () =>
        {
            var matter = await desk.MatterAsync();
            var version = await desk.ReadAsync<int>($"select version from matter where id = '{matter.Id}'");
            (await desk.AskAsync(desk.Somebody(Roles.Registrar), HttpMethod.Post, $"matters/{matter.Id}/urgency", Urgent, $"\"{version}\"")).Status.ShouldBe(200);
            return await desk.CountAsync($"select count(*) from audit_row where subject = '{matter.Id}' and action like '%/urgency'");
        }, "1"),
        new(new("Hosting", "Hosting.Access", "RecordDenialAsync", Nothing), async () =>
        {
            var somebody = desk.Somebody(Roles.Registrar);
            await desk.GetAsync(somebody, "letter-texts");
            return await desk.CountAsync($"select count(*) from audit_row where actor_id = '{somebody.PersonId}'");
        }, "1"),
    ];

    static IEnumerable<Guarded> Input(GuardedDesk desk)
    {
        yield return new(new("PersonalData", "PersonalData.SafeText", "IsAcceptable", Yes), async () =>
            (await desk.AskAsync(desk.Somebody(Roles.Registrar), HttpMethod.Post, $"matters/{(await desk.MatterAsync()).Id}/urgency", new { reason = "多人\u202e聚集" }, StaleTag)).ToString(), "400 request.invalid");
        yield return new(new("Hosting", "Hosting.Malware", "IsIn", No), () => SendFileAsync(SampleFiles.Eicar), "409 attachment.malware");
        yield return new(new("Hosting", "Hosting.ContentCheck", "CheckText", Nothing), () => SendFileAsync([0, 1, 2, 3]), "409 attachment.kind");

        async Task<string> SendFileAsync(byte[] bytes)
        {
            var matter = await desk.MatterAsync();
            using var content = new ByteArrayContent(bytes);
            content.Headers.Add("X-File-Name", "a.txt");
            return (await desk.AskAsync(await desk.TokenAsync(_ => { }), HttpMethod.Put, $"matters/{matter.Id}/attachments/{Guid.CreateVersion7()}", content)).ToString();
        }
    }

    static IEnumerable<Guarded> Petitioners(GuardedDesk desk)
    {
        yield return new(new("VisitReception", "VisitReception.Domain.LastFour", "AreOf", Yes), () => QueryAsync(1), "404 query.no_match");
        yield return new(new("VisitReception", "VisitReception.Persistence.CountedGuess", "get_Wait", Nothing), () => QueryAsync(GuessesAfterWhichOneWaits), "429 query.locked");

        async Task<string> QueryAsync(int times)
        {
            var slip = await desk.AskAsync(desk.Somebody(Roles.Registrar), HttpMethod.Post, $"matters/{(await desk.MatterAsync()).Id}/query-slip");
            var (code, answer) = (slip.Body.GetProperty("code").GetString(), "");
            for (var time = 0; time < times; time++)
                answer = (await desk.AskAsync((string?)null, HttpMethod.Post, "public/query", System.Net.Http.Json.JsonContent.Create(new { code, lastFour = "1234" }))).ToString();
            return answer;
        }
    }
}
