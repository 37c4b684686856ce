using System.Net;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class PrivacyTests(City city)
{
    [Fact]
    public async Task Who_need_not_know_sees_masks()
    {
        var (visit, _) = await city.AssignedVisitAsync();
        var full = (await city.SeeAsync(city.Handler, visit)).GetProperty("petitioners")[0];
        (full.Text("name"), full.Text("phone")).ShouldBe(("张三丰", "13812345678"));
        var masked = (await city.SeeAsync(city.JointOffice, visit)).GetProperty("petitioners")[0];
        (masked.Text("name"), masked.Text("phone"), masked.Text("identityNumber")).ShouldBe(("张**", "138****5678", "110***********002X"));
    }

    [Fact]
    public async Task Nothing_personal_stands_readable_in_the_database_or_in_events()
    {
        var (visit, _) = await city.AssignedVisitAsync();
        foreach (var table in (string[])["visit", "matter", "demand", "petitioner", "outbox", "case_history", "audit_row", "visit_delivery", "letter"])
            foreach (var text in (string[])["张三丰", "11010519491231002X", "13812345678", "桂林路", "征地补偿未到位", "支付补偿款"])
                (await city.CountAsync($"select count(*) from \"{table}\" t where t::text like '%{text}%' or t::text like '%{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text))}%'"))
                    .ShouldBe(0, $"{text} in {table} of {visit}");
    }

    [Fact]
    public async Task A_person_is_found_by_number_by_name_and_phone_and_never_in_another_city()
    {
        var (_, matter) = await city.RegisterVisitAsync();
        var byNumber = await Search(new { identityNumber = "11010519491231002x" });
        byNumber.ShouldContain(match => match.Text("id") == IdOf(matter) && match.Text("matchedBy") == "IdentityNumber");
        (await Search(new { name = "张三丰", phone = "138 1234 5678" })).ShouldContain(match => match.Text("id") == IdOf(matter) && match.Text("matchedBy") == "NameAndPhone" && match.GetProperty("visits").GetInt32() == 1);
        (await Search(new { name = "张三" })).ShouldNotContain(match => match.Text("id") == IdOf(matter));
        (await city.SendAsync(HttpMethod.Post, city.Stranger, "/person-search", new { name = "张三丰" })).Body.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await city.SendAsync(HttpMethod.Post, city.Handler, "/person-search", new { name = "张三丰" })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
    }

    [Fact]
    public async Task A_deadline_is_explained()
    {
        var preview = await city.SeeAsync(city.Clerk, "/deadlines/preview?rule=T5&start=2026-08-03");
        preview.Text("nominal").ShouldBe("2026-10-02");
        preview.Text("explanation").ShouldNotBeEmpty();
        (await city.GetAsync(city.Clerk, "/deadlines/preview?rule=T99&start=2026-08-03")).ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<List<System.Text.Json.JsonElement>> Search(object person)
    {
        var answer = await city.SendAsync(HttpMethod.Post, city.Clerk, "/person-search", person);
        answer.ShouldBe(HttpStatusCode.OK);
        return [.. answer.Body.GetProperty("items").EnumerateArray()];
    }
}
