using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Anjie.Support;
using static Anjie.Support.SampleFiles;
using static Anjie.VisitReception.IntegrationTests.Scene;

namespace Anjie.VisitReception.IntegrationTests;

public sealed class AttachmentTests(City city)
{
    const int Largest = 20 * 1024 * 1024;

    [Fact]
    public async Task S_67_S_72_a_file_comes_back_as_it_was_under_its_name_and_harms_no_browser()
    {
        var (visit, matter) = await city.AssignedVisitAsync();
        foreach (var subject in (string[])[visit, matter])
            foreach (var (file, name, kind, type) in new[]
            {
                (Docx(), "张三 \"丰\"\r\n补偿.docx", "Docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (Pdf(), "a.pdf", "Pdf", "application/pdf"),
                (Text(), "记录.txt", "Text", "text/plain; charset=utf-8"), (Png(), "图.png", "Png", "image/png"), (RandomPdf(5_000_000), "大.pdf", "Pdf", "application/pdf"),
            })
            {
                var id = NewId();
                var added = await city.AttachAsync(city.Handler, subject, file, name, id);
                added.ShouldBe(HttpStatusCode.Created);
                (added.Body.Text("kind"), added.Body.GetProperty("size").GetInt32(), added.Body.Text("sha256")).ShouldBe((kind, file.Length, Convert.ToHexStringLower(SHA256.HashData(file))));

                var (_, bytes, answer) = await city.FileAsync(HttpMethod.Get, city.Clerk, $"{subject}/attachments/{id}");
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                bytes.ShouldBe(file);
                answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
                answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe(name.Replace("\"", "_", StringComparison.Ordinal).Replace("\r\n", "", StringComparison.Ordinal));
                answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
                answer.Content.Headers.ContentLength.ShouldBe(file.Length);
                (Header(answer, "X-Content-Type-Options"), Header(answer, "Content-Security-Policy"), Header(answer, "Cache-Control"), Header(answer, "Cross-Origin-Resource-Policy"))
                    .ShouldBe(("nosniff", "sandbox; default-src 'none'", "no-store", "same-origin"));
            }
    }

    [Fact]
    public async Task A_file_sent_again_is_the_same_file_and_another_one_under_its_id_is_refused()
    {
        var matter = await city.HandledMatterAsync();
        var (id, file) = (NewId(), Docx());
        (await city.AttachAsync(city.Handler, matter, file, "a.docx", id)).ShouldBe(HttpStatusCode.Created);
        (await city.AttachAsync(city.Handler, matter, file, "a.docx", id)).ShouldBe(HttpStatusCode.OK);
        (await city.AttachAsync(city.Clerk, matter, file, "b.docx", id)).Body.Text("name").ShouldBe("a.docx");
        (await city.AttachAsync(city.Handler, matter, Docx("别的"), "a.docx", id)).ShouldBe(HttpStatusCode.Conflict, "id.reused");
        // The id is the file's in its case; in another case it is another file's.
        (await city.AttachAsync(city.Handler, await city.HandledMatterAsync(), Docx("别的"), "a.docx", id)).ShouldBe(HttpStatusCode.Created);
        (await ListAsync(city.Handler, matter)).Length.ShouldBe(1);
        (await city.CountAsync($"select count(*) from attachment_part where attachment_id = '{id}' and case_id = '{IdOf(matter)}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_who_send_at_the_same_time_under_one_id_the_first_is_kept_whole()
    {
        var matter = await city.HandledMatterAsync();
        var id = NewId();
        var files = Enumerable.Range(0, 4).Select(i => RandomPdf(1_500_000 + i)).ToList();
        var answers = await Task.WhenAll(files.Concat(files).Select((file, i) => city.AttachAsync(i % 2 == 0 ? city.Handler : city.Head, matter, file, "a.pdf", id)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status is not (HttpStatusCode.Created or HttpStatusCode.OK)).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Code == "id.reused");
        files.ShouldContain(file => file.SequenceEqual(DownloadAsync(city.Clerk, matter, id).Result));
    }

    [Fact]
    public async Task S_69_a_file_too_large_is_refused_with_and_without_its_length_and_so_is_one_too_many()
    {
        var matter = await city.HandledMatterAsync();
        (await city.AttachAsync(city.Handler, matter, RandomPdf(Largest), "a.pdf")).ShouldBe(HttpStatusCode.Created);
        (await city.AttachAsync(city.Handler, matter, RandomPdf(Largest + 1), "a.pdf")).ShouldBe(HttpStatusCode.RequestEntityTooLarge, "attachment.too_large");
        (await city.AttachAsync(city.Handler, matter, [], "a.txt")).ShouldBe(HttpStatusCode.Conflict, "attachment.empty");

        // As if nine more of that size had come before.
        await city.ScalarAsync(string.Create(CultureInfo.InvariantCulture, $"update attachment set size = {10 * Largest} where case_id = '{IdOf(matter)}'"));
        (await city.AttachAsync(city.Handler, matter, Text(), "a.txt")).ShouldBe(HttpStatusCode.Conflict, "attachment.case_full");
        var other = await city.HandledMatterAsync();
        await AddAsync(other, 49);
        (await city.AttachAsync(city.Handler, other, Text(), "a.txt")).ShouldBe(HttpStatusCode.Created);
        var refused = await city.AttachAsync(city.Handler, other, Text(), "a.txt");
        refused.ShouldBe(HttpStatusCode.Conflict, "attachment.too_many");
        refused.Body.Text("title").ShouldContain("50");
    }

    [Fact]
    public async Task S_69_of_files_at_the_same_time_no_more_are_kept_than_a_case_may_have()
    {
        var matter = await city.HandledMatterAsync();
        await AddAsync(matter, 48);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => city.AttachAsync(i % 2 == 0 ? city.Handler : city.Head, matter, Text($"{i}"), "a.txt")));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(2);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "attachment.too_many");
    }

    [Fact]
    public async Task S_63_S_66_S_67_what_is_refused_is_told_why_in_both_languages_and_leaves_nothing()
    {
        var matter = await city.HandledMatterAsync();
        foreach (var (file, name, code) in new[]
        {
            (Eicar, "a.txt", "attachment.malware"), (Docx("x", ("word/eicar.txt", Eicar)), "a.docx", "attachment.malware"), (Docx("x", ("word/vbaProject.bin", Text())), "a.docx", "attachment.macro"),
            (Text("<html><script>"), "a.jpg", "attachment.kind"), (Docx("x", ("word/a.bmp", new byte[60_000_000])), "a.docx", "attachment.archive"), (Png(65_535, 65_535), "a.png", "attachment.pixels"),
            (Pdf("<</S /JavaScript>>"), "a.pdf", "attachment.script"),
        })
        {
            var answer = await city.AttachAsync(city.Handler, matter, file, name);
            answer.ShouldBe(HttpStatusCode.Conflict, code);
            answer.Body.Text("title").ShouldNotBe(code);
        }

        (await city.FileAsync(HttpMethod.Put, city.Handler, $"{matter}/attachments/{NewId()}", Text())).Answer.ShouldBe(HttpStatusCode.BadRequest, "attachment.name");
        (await ListAsync(city.Handler, matter)).ShouldBeEmpty();
        (await city.CountAsync($"select count(*) from attachment where case_id = '{IdOf(matter)}'")).ShouldBe(0);
    }

    [Fact]
    public async Task S_71_who_does_not_see_the_case_finds_no_file_and_who_takes_no_part_adds_none()
    {
        var (_, matter) = await city.AssignedVisitAsync();
        var id = NewId();
        (await city.AttachAsync(city.Handler, matter, Text(), "a.txt", id)).ShouldBe(HttpStatusCode.Created);
        foreach (var stranger in (Official[])[city.Stranger, city.Town, city.Administrator])
        {
            (await city.GetAsync(stranger, $"{matter}/attachments")).ShouldBe(HttpStatusCode.NotFound);
            (await city.GetAsync(stranger, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.NotFound);
            (await city.AttachAsync(stranger, matter, Text(), "a.txt")).ShouldBe(HttpStatusCode.NotFound);
            (await city.SendAsync(HttpMethod.Delete, stranger, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.NotFound);
        }

        var inspector = new Official(city.JointOffice.UnitId, "6203.", "inspection");
        (await city.FileAsync(HttpMethod.Get, inspector, $"{matter}/attachments/{id}")).Bytes.ShouldBe(Text());
        (await city.SeeAsync(inspector, $"{matter}/attachments")).GetProperty("mayAttach").GetBoolean().ShouldBeFalse();
        (await city.AttachAsync(inspector, matter, Text(), "a.txt")).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        (await city.SendAsync(HttpMethod.Delete, inspector, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.Forbidden, "case.role_forbidden");
        // By the id in another case that is seen, it is not found either.
        (await city.GetAsync(city.Handler, $"{await city.HandledMatterAsync()}/attachments/{id}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task S_39_a_file_of_an_accusation_does_not_exist_for_the_accused()
    {
        var id = NewId();
        (await city.PutAsync(city.Clerk, $"/matters/{id}", new
        {
            receivedOn = city.Day(0), form = 1, category = "Accusation", contentCode = "02.01", summary = "反映截留补偿款", anonymous = true, demands = new[] { new { text = "查处" } },
            petitioners = Array.Empty<object>(), peopleConcerned = 1, accusedUnitId = city.Handler.UnitId, accusedPostId = city.Handler.PostId,
        })).ShouldBe(HttpStatusCode.Created);
        var file = NewId();
        (await city.AttachAsync(city.Clerk, $"/matters/{id}", Text(), "证据.txt", file)).ShouldBe(HttpStatusCode.Created);
        (await city.FileAsync(HttpMethod.Get, city.Clerk, $"/matters/{id}/attachments/{file}")).Bytes.ShouldBe(Text());
        foreach (var accused in (Official[])[city.Handler, city.Head, city.JointOffice])
        {
            (await city.GetAsync(accused, $"/matters/{id}/attachments")).ShouldBe(HttpStatusCode.NotFound);
            (await city.GetAsync(accused, $"/matters/{id}/attachments/{file}")).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task S_41_who_keeps_out_reads_the_files_and_touches_none()
    {
        var matter = await city.HandledMatterAsync();
        var id = NewId();
        (await city.AttachAsync(city.Handler, matter, Text(), "a.txt", id)).ShouldBe(HttpStatusCode.Created);
        await city.DoAsync(city.Handler, matter, "recusal", new { reason = "Relative" });

        (await city.AttachAsync(city.Handler, matter, Text(), "b.txt")).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
        (await city.SendAsync(HttpMethod.Delete, city.Handler, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.Forbidden, "case.recused");
        (await city.FileAsync(HttpMethod.Get, city.Handler, $"{matter}/attachments/{id}")).Bytes.ShouldBe(Text());
    }

    [Fact]
    public async Task A_file_is_taken_away_by_who_added_it_and_leaves_who_and_when_but_not_its_content()
    {
        var matter = await city.HandledMatterAsync();
        var id = NewId();
        (await city.AttachAsync(city.Handler, matter, Text(), "a.txt", id)).ShouldBe(HttpStatusCode.Created);
        (await ListAsync(city.Head, matter))[0].GetProperty("mayRemove").GetBoolean().ShouldBeFalse();
        (await ListAsync(city.Handler, matter))[0].GetProperty("mayRemove").GetBoolean().ShouldBeTrue();
        (await city.SendAsync(HttpMethod.Delete, city.Head, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.Forbidden, "case.not_open_to_you");
        (await city.SendAsync(HttpMethod.Delete, city.Handler, $"{matter}/attachments/{NewId()}")).ShouldBe(HttpStatusCode.NotFound);

        (await city.SendAsync(HttpMethod.Delete, city.Handler, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await city.SendAsync(HttpMethod.Delete, city.Handler, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.NoContent);

        (await ListAsync(city.Handler, matter)).ShouldBeEmpty();
        (await city.GetAsync(city.Handler, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await city.AttachAsync(city.Handler, matter, Text(), "a.txt", id)).ShouldBe(HttpStatusCode.Conflict, "attachment.removed");
        (await city.CountAsync($"select count(*) from attachment_part where case_id = '{IdOf(matter)}'")).ShouldBe(0);
        (await city.CountAsync($"select count(*) from attachment where case_id = '{IdOf(matter)}' and key is null and removed_by_id = '{city.Handler.PersonId}' and removed_at is not null")).ShouldBe(1);
        var history = (await city.SeeAsync(city.Clerk, $"{matter}/history")).EnumerateArray().Select(line => (line.Text("fact"), line.Text("state"), line.GetProperty("actorId").GetGuid())).ToList();
        history[^2..].ShouldBe([("FileAttached", history[^3].Item2, city.Handler.PersonId), ("FileRemoved", history[^3].Item2, city.Handler.PersonId)]);
    }

    [Fact]
    public async Task To_a_case_that_has_ended_no_file_comes_and_none_goes()
    {
        var matter = await city.ServedMatterAsync();
        var (id, file) = (NewId(), Text());
        (await city.AttachAsync(city.Handler, matter, file, "a.txt", id)).ShouldBe(HttpStatusCode.Created);
        foreach (var about in (string[])["PetitionOffice", "ResponsibleUnit"])
            await city.DoAsync(city.Clerk, matter, "evaluation", new { about, value = "Satisfied" });
        await city.DoAsync(city.Clerk, matter, "closure", new { acceptance = true, proof = city.Signed() });

        (await city.AttachAsync(city.Handler, matter, file, "b.txt")).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        (await city.SendAsync(HttpMethod.Delete, city.Handler, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.Conflict, "case.transition_forbidden");
        (await city.AttachAsync(city.Handler, matter, file, "a.txt", id)).ShouldBe(HttpStatusCode.OK);
        (await DownloadAsync(city.Clerk, matter, id)).ShouldBe(file);
        (await city.SeeAsync(city.Handler, $"{matter}/attachments")).GetProperty("mayAttach").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Each_file_that_comes_is_read_or_goes_is_one_row_of_evidence_and_the_case_counts_no_version()
    {
        var matter = await city.HandledMatterAsync();
        var (id, version) = (NewId(), (await city.SeeAsync(city.Clerk, matter)).GetProperty("version").GetInt32());
        var subject = $"{IdOf(matter)}/{id}";
        await city.AttachAsync(city.Handler, matter, Text(), "证据.txt", id);
        await city.AttachAsync(city.Handler, matter, Text(), "证据.txt", id);
        await DownloadAsync(city.Clerk, matter, id);
        await DownloadAsync(city.Clerk, matter, id);
        await city.SendAsync(HttpMethod.Delete, city.Handler, $"{matter}/attachments/{id}");

        foreach (var (method, actor, rows) in new[] { ("PUT", city.Handler, 1), ("GET", city.Clerk, 2), ("DELETE", city.Handler, 1) })
            (await city.CountAsync($"select count(*) from audit_row where subject = '{subject}' and action like '{method} %attachments/%' and actor_id = '{actor.PersonId}' and result = 'done'")).ShouldBe(rows, method);
        await Eventually.HoldsAsync(async () => await city.CountAsync($"select count(*) from audit_row a join audit_link l on l.row_id = a.id where a.subject = '{subject}'") == 4, City.Patience, "four links");
        (await city.SeeAsync(city.Clerk, matter)).GetProperty("version").GetInt32().ShouldBe(version);
    }

    [Fact]
    public async Task S_91_neither_content_nor_name_lies_readable_in_the_database()
    {
        const string Marked = "张三丰的补偿协议书";
        var matter = await city.HandledMatterAsync();
        var id = NewId();
        (await city.AttachAsync(city.Handler, matter, Text(Marked), $"{Marked}.txt", id)).ShouldBe(HttpStatusCode.Created);
        foreach (var table in (string[])["attachment", "attachment_part", "audit_row", "case_history", "outbox"])
            (await city.CountAsync($"select count(*) from {table} t where t::text like '%{Marked}%' or t::text like '%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Marked))}%'")).ShouldBe(0, table);

        // A part at another place, or a row of another file, opens nothing.
        await city.ScalarAsync($"update attachment_part set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where case_id = '{IdOf(matter)}'");
        (await city.GetAsync(city.Clerk, $"{matter}/attachments/{id}")).ShouldBe(HttpStatusCode.InternalServerError, "http.500");
    }

    [Fact]
    public async Task S_92_with_another_key_every_file_opens_and_its_content_need_not_be_sealed_anew()
    {
        var matter = await city.HandledMatterAsync();
        var (id, file) = (NewId(), RandomPdf(3_000_000));
        (await city.AttachAsync(city.Handler, matter, file, "a.pdf", id)).ShouldBe(HttpStatusCode.Created);
        var content = $"select string_agg(md5(sealed), '' order by position) from attachment_part where case_id = '{IdOf(matter)}'";
        var before = await city.ScalarAsync(content);

        await city.RotateKeysAsync("k2");

        (await city.CountAsync("select count(*) from attachment where convert_from(substring(coalesce(key, name) from 3 for 2), 'UTF8') <> 'k2' or convert_from(substring(name from 3 for 2), 'UTF8') <> 'k2'")).ShouldBe(0);
        (await city.ScalarAsync(content)).ShouldBe(before);
        (await DownloadAsync(city.Clerk, matter, id)).ShouldBe(file);
    }

    [Fact]
    public async Task S_70_a_photograph_is_kept_without_the_place_where_it_was_taken()
    {
        var matter = await city.HandledMatterAsync();
        var (id, photograph) = (NewId(), Jpeg(place: "GPS 38.5N 102.2E 张三丰"));
        (await city.AttachAsync(city.Handler, matter, photograph, "现场.jpg", id)).ShouldBe(HttpStatusCode.Created);
        (await city.AttachAsync(city.Handler, matter, photograph, "现场.jpg", id)).ShouldBe(HttpStatusCode.OK);
        var kept = await DownloadAsync(city.Clerk, matter, id);
        Encoding.UTF8.GetString(kept).ShouldNotContain("GPS");
        (await ListAsync(city.Clerk, matter))[0].Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(kept)));
    }

    [Fact]
    public async Task What_a_file_was_cannot_be_changed_by_the_service_itself()
    {
        foreach (var statement in (string[])["update attachment set added_by_id = added_by_id", "update attachment set size = 1", "delete from attachment", "update attachment_part set sealed = ''"])
            await Should.ThrowAsync<Npgsql.PostgresException>(() => city.AsServiceAsync(statement), statement);
    }

    // A PDF whose content no archive makes smaller.
    static byte[] RandomPdf(int size)
    {
        var frame = Pdf();
        byte[] end = [.. "\n%%EOF\n"u8];
        return [.. frame, .. Encoding.ASCII.GetBytes(Convert.ToHexString(RandomNumberGenerator.GetBytes(((size - frame.Length - end.Length) / 2) + 1)))[..(size - frame.Length - end.Length)], .. end];
    }

    async Task AddAsync(string matter, int files)
    {
        for (var i = 0; i < files; i++)
            (await city.AttachAsync(city.Handler, matter, Text($"{i}"), "a.txt")).ShouldBe(HttpStatusCode.Created);
    }

    async Task<System.Text.Json.JsonElement[]> ListAsync(Official reader, string subject) => [.. (await city.SeeAsync(reader, $"{subject}/attachments")).GetProperty("items").EnumerateArray()];

    async Task<byte[]> DownloadAsync(Official reader, string subject, string id)
    {
        var (_, bytes, answer) = await city.FileAsync(HttpMethod.Get, reader, $"{subject}/attachments/{id}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return bytes;
    }

    static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
