using System.Net;
using Anjie.Support;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class PrivacyTests(City city)
{
    [Fact]
    public async Task S_88_numbers_and_address_are_masked_for_everybody_and_names_for_those_whose_work_does_not_need_them()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        foreach (var path in (string[])[visit, matter])
            foreach (var (reader, name) in new[] { (city.Clerk, "张三丰"), (city.Handler, "张三丰"), (city.Head, "张三丰"), (city.Leader, "张三丰"), (city.JointOffice, "张**") })
            {
                var answer = await city.GetAsync(reader, path);
                var person = answer.Body.GetProperty("petitioners")[0];
                (person.Text("name"), person.Text("phone"), person.Text("identityNumber"), person.Text("address")).ShouldBe((name, "138****5678", "110***********002X", "甘肃省金昌市金川区****"), $"{reader.Roles[0]} {path}");
                person.GetProperty("mayDisclose").GetBoolean().ShouldBe(reader != city.JointOffice);
                foreach (var clear in (string[])["13812345678", "11010519491231002X", "桂林路"])
                    answer.Text.ShouldNotContain(clear, Case.Sensitive, $"{reader.Roles[0]} {path}");
            }
    }

    [Fact]
    public async Task S_88_where_a_letter_was_served_is_masked_as_an_address_except_on_its_proof()
    {
        const string Home = "甘肃省金昌市金川区桂林路1号";
        var matter = await city.HandledMatterAsync(simple: true);
        var letter = (await city.DoAsync(city.Head, matter, "opinion", await city.OpinionBodyAsync(matter))).GetProperty("letters").EnumerateArray().Last().Text("id");
        await city.DoAsync(city.Clerk, matter, "service", new { proof = new { means = "Signed", servedOn = city.Day(0), recipient = "李四", place = Home } });
        foreach (var reader in (Official[])[city.Clerk, city.Handler, city.Head, city.JointOffice])
            foreach (var path in (string[])[matter, matter + "/letters"])
            {
                var answer = await city.GetAsync(reader, path);
                answer.Body.GetProperty("deliveries").EnumerateArray().Last().Text("place").ShouldBe("甘肃省金昌市金川区****", $"{reader.Roles[0]} {path}");
                answer.Text.ShouldNotContain("桂林路", Case.Sensitive, $"{reader.Roles[0]} {path}");
            }

        // The form in the file says where; whoever does not read the name on it does not read that either.
        (await ProofAsync(city.Head)).ShouldContain(Home);
        (await ProofAsync(city.JointOffice)).ShouldNotContain("桂林路");

        async Task<string> ProofAsync(Official reader) => System.Text.Encoding.UTF8.GetString((await city.FileAsync(HttpMethod.Get, reader, $"{matter}/letters/{letter}/proof-of-service/print")).Bytes);
    }

    [Fact]
    public async Task S_88_in_full_a_person_is_shown_for_a_purpose_and_each_look_leaves_one_row_of_evidence()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        var person = await PersonOfAsync(visit);
        var version = (await city.SeeAsync(city.Handler, matter)).GetProperty("version").GetInt32();

        for (var look = 1; look <= 2; look++)
        {
            var answer = await DiscloseAsync(city.Handler, person, new { purpose = "Contact" });
            answer.ShouldBe(HttpStatusCode.OK);
            answer.Cache.ShouldBe("no-store");
            (answer.Body.Text("name"), answer.Body.Text("phone"), answer.Body.Text("identityNumber"), answer.Body.Text("address")).ShouldBe(("张三丰", "13812345678", "11010519491231002X", "甘肃省金昌市金川区桂林路1号"));
            (await city.CountAsync($"select count(*) from audit_row where subject = '{person}' and result = 'done' and purpose = 'Contact' and actor_id = '{city.Handler.PersonId}'")).ShouldBe(look);
            (await city.CountAsync($"select count(*) from disclosure where person_id = '{person}' and actor_id = '{city.Handler.PersonId}'")).ShouldBe(look);
        }

        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}'")).ShouldBe(2);
        (await city.SeeAsync(city.Handler, matter)).GetProperty("version").GetInt32().ShouldBe(version);
    }

    [Fact]
    public async Task S_88_another_purpose_is_told_in_words_that_are_sealed()
    {
        var person = await PersonOfAsync((await city.RegisterVisitAsync()).Visit);
        var silent = await DiscloseAsync(city.Clerk, person, new { purpose = "Other" });
        silent.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        silent.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("note", StringCompareShould.IgnoreCase);
        (await DiscloseAsync(city.Clerk, person, new { })).ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
        (await DiscloseAsync(city.Clerk, person, new { purpose = "Curiosity" })).ShouldBe(HttpStatusCode.BadRequest, "request.malformed");

        (await DiscloseAsync(city.Clerk, person, new { purpose = "Other", note = "应张三丰家属要求核对" })).ShouldBe(HttpStatusCode.OK);

        (await city.CountAsync($"select count(*) from disclosure where person_id = '{person}' and note is not null")).ShouldBe(1);
        foreach (var table in (string[])["disclosure", "audit_row"])
            (await city.CountAsync($"select count(*) from {table} t where t::text like '%家属%' or t::text like '%{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes("家属"))}%'")).ShouldBe(0, table);
    }

    [Fact]
    public async Task S_88_who_may_not_or_does_not_see_the_case_is_shown_nobody()
    {
        var person = await PersonOfAsync((await city.RegisterVisitAsync()).Visit);

        (await DiscloseAsync(city.JointOffice, person, new { purpose = "Handling" })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await DiscloseAsync(city.Administrator, person, new { purpose = "Handling" })).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await DiscloseAsync(city.Stranger, person, new { purpose = "Handling" })).ShouldBe(HttpStatusCode.NotFound, "http.404");
        (await DiscloseAsync(city.Town, person, new { purpose = "Handling" })).ShouldBe(HttpStatusCode.NotFound, "http.404");
        (await DiscloseAsync(city.Clerk, Guid.CreateVersion7().ToString(), new { purpose = "Handling" })).ShouldBe(HttpStatusCode.NotFound, "http.404");

        (await city.CountAsync($"select count(*) from disclosure where person_id = '{person}'")).ShouldBe(0);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}' and result = 'done'")).ShouldBe(0);
        (await city.CountAsync($"select count(*) from audit_row where subject = '{person}'")).ShouldBe(4);
    }

    [Fact]
    public async Task S_88_a_mask_that_comes_back_is_never_stored_and_no_complaint_repeats_what_was_sent()
    {
        var session = await city.OpenSessionAsync();
        foreach (var (field, value) in new[] { ("name", "张**"), ("identityNumber", "110***********002X"), ("phone", "138****5678"), ("address", "甘肃省金昌市金川区****"), ("identityNumber", "110105194912310021"), ("phone", "1381234567") })
        {
            var body = System.Text.Json.JsonSerializer.SerializeToNode(city.VisitBody(session))!;
            body["petitioners"]![0]![field] = value;
            var answer = await city.PutAsync(city.Clerk, $"/visits/{NewId()}", body);
            answer.ShouldBe(HttpStatusCode.BadRequest, "request.invalid");
            answer.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldEndWith(field, Case.Insensitive);
            answer.Text.ShouldNotContain(value, Case.Sensitive);
        }
    }

    [Fact]
    public async Task Nothing_personal_stands_readable_in_the_database_or_in_events()
    {
        var (visit, _) = await city.AssignedVisitAsync();
        foreach (var table in (string[])["visit", "matter", "demand", "petitioner", "outbox", "case_history", "audit_row", "disclosure", "visit_delivery", "letter"])
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

    async Task<string> PersonOfAsync(string visit) => (await city.SeeAsync(city.Clerk, visit)).GetProperty("petitioners")[0].Text("id");

    Task<Answer> DiscloseAsync(Official reader, string person, object body) => city.SendAsync(HttpMethod.Post, reader, $"/petitioners/{person}/disclosure", body);

    async Task<List<System.Text.Json.JsonElement>> Search(object person)
    {
        var answer = await city.SendAsync(HttpMethod.Post, city.Clerk, "/person-search", person);
        answer.ShouldBe(HttpStatusCode.OK);
        return [.. answer.Body.GetProperty("items").EnumerateArray()];
    }
}
