using System.Net;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>Many ids in one request: all of them are the case's own, or nothing happens.</summary>
public sealed class BatchTests(City city)
{
    const int Most = 20;

    [Fact]
    public async Task S_24_one_demand_of_another_matter_among_many_and_nothing_is_applied()
    {
        var (matter, other) = (await HandledAsync(Most), await HandledAsync(1));
        var (own, foreign) = (Demands(await city.SeeAsync(city.Clerk, matter)), Demands(await city.SeeAsync(city.Clerk, other))[0]);
        own.Length.ShouldBe(Most);
        var before = await BothAsync();

        foreach (var place in (int[])[0, Most / 2, Most - 1])
        {
            string[] mixed = [.. own];
            mixed[place] = foreign;
            (await city.PostAsync(city.Head, matter, "opinion", Opinion(mixed))).ShouldBe(HttpStatusCode.Conflict, "matter.unknown_demand");
        }
        (await city.PostAsync(city.Head, matter, "opinion", Opinion([.. own, foreign]))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.PostAsync(city.Head, matter, "opinion", Opinion([.. Enumerable.Repeat(own, 5).SelectMany(ids => ids)]))).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await city.PostAsync(city.Head, matter, "opinion", Opinion([own[0], .. own[..^1]]))).ShouldBe(HttpStatusCode.Conflict, "matter.findings_incomplete");

        (await BothAsync()).ShouldBe(before);
        (await city.DoAsync(city.Head, matter, "opinion", Opinion(own))).Text("state").ShouldBe("OpinionIssued");

        async Task<string> BothAsync() => (await city.SeeAsync(city.Head, matter)).GetRawText() + (await city.SeeAsync(city.Head, other)).GetRawText();
    }

    async Task<string> HandledAsync(int demands)
    {
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", new
        {
            receivedOn = city.Day(0), form = 1, category = "Appeal", contentCode = "02.01", summary = "来信反映征地补偿",
            demands = Enumerable.Range(1, demands).Select(n => new { text = $"诉求{n}" }).ToArray(), petitioners = new[] { new { name = "李四", phone = "13912345678" } }, peopleConcerned = 2,
        })).ShouldBe(HttpStatusCode.Created);
        await city.DoAsync(city.Clerk, $"/matters/{id}", "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        await city.DoAsync(city.Handler, $"/matters/{id}", "acceptance", new { acceptedOn = city.Day(0), simple = true });
        return $"/matters/{id}";
    }

    static object Opinion(IEnumerable<string> demands) => new
    {
        findings = demands.Select(demandId => new { demandId, finding = "Supported", opinion = "应予支付", basis = "《土地管理法》第四十八条" }).ToArray(), facts = "经查属实", reviewOrgan = "金川区人民政府",
    };
}
