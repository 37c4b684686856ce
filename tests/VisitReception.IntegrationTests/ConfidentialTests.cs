using System.Net;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>保密, seen from outside: units above the one that handles the matter see the matter and not the name.</summary>
public sealed class ConfidentialTests(City city)
{
    [Fact]
    public async Task Who_only_sees_the_matter_neither_reads_nor_unmasks_who_asks()
    {
        var county = new Official(Guid.CreateVersion7(), "6203.620302.", "unithead");
        var (open, closed) = (await SentAsync(confidential: false), await SentAsync(confidential: true));
        foreach (var (matter, caller, shown) in new[] { (open, county, true), (closed, county, false), (closed, city.Handler, true), (closed, city.Clerk, true) })
        {
            var seen = await city.SeeAsync(caller, matter);
            var person = seen.GetProperty("petitioners")[0];
            (person.Text("name"), person.GetProperty("mayDisclose").GetBoolean()).ShouldBe((shown ? "李四" : "李*", shown));
            (await city.SendAsync(HttpMethod.Post, caller, $"/petitioners/{person.Text("id")}/disclosure", new { purpose = "Contact" })).ShouldBe(shown ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            seen.GetProperty("confidential").GetBoolean().ShouldBe(matter == closed);
            foreach (var letter in seen.GetProperty("letters").EnumerateArray())
                LetterTests.Words((await city.FileAsync(HttpMethod.Get, caller, $"{matter}/letters/{letter.Text("id")}/docx")).Bytes).Contains("李四", StringComparison.Ordinal)
                    .ShouldBe(shown && (matter == open || letter.Text("kind") != "transfer"), $"{letter.Text("kind")} for {caller.Roles[0]}");
        }
    }

    async Task<string> SentAsync(bool confidential)
    {
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", new
        {
            receivedOn = city.Day(0), form = 1, category = "Appeal", contentCode = "02.01", summary = "来信反映征地补偿", demands = new[] { new { text = "支付补偿款" } },
            petitioners = new[] { new { name = "李四", phone = "13912345678" } }, peopleConcerned = 1, confidential,
        })).ShouldBe(HttpStatusCode.Created);
        await city.DoAsync(city.Clerk, $"/matters/{id}", "dispatch", new { kind = "Transfer", toUnitId = city.Head.UnitId });
        await city.DoAsync(city.Handler, $"/matters/{id}", "acceptance", new { acceptedOn = city.Day(0) });
        return $"/matters/{id}";
    }
}
