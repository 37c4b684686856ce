using System.Net;
using System.Text.Json;
using Anjie.Contracts.Directory;
using Anjie.Support;

namespace Anjie.VisitReception.IntegrationTests;

/// <summary>The calculator: no case, no right but a sign-in, and a code for everything that has no answer.</summary>
public sealed class DeadlineTests(City city)
{
    // A year of its own: no case of the other tests reaches it.
    static readonly CalendarException[] Days = [new(new(2031, 1, 26), true, "春节"), .. new[] { 22, 23, 24, 25, 27, 28 }.Select(day => new CalendarException(new(2031, 1, day), false, "春节"))];
    static readonly CalendarPublished Notice = new(Guid.CreateVersion7(), 2031, "2031.1", Days) { Version = 1 };

    [Fact]
    public async Task A_term_is_answered_with_its_dates_its_skipped_days_and_a_sentence()
    {
        await city.PublishAsync(Notice);
        await Eventually.HoldsAsync(async () => await city.CountAsync("select count(*) from calendar_copy where year = 2031") == 1, City.Patience, "the notice");
        JsonElement preview = default;
        await Eventually.HoldsAsync(async () => !(preview = await city.SeeAsync(city.Handler, "/deadlines/preview?rule=T4&start=2031-01-20")).GetProperty("provisional").GetBoolean(), City.Patience, "the notice in force");

        // 21 counts, 22 to 25 are off, Sunday 26 is worked, 27 and 28 are off, 29, 30 and 31 count.
        (preview.Text("nominal"), preview.Text("legal"), preview.Text("target"), preview.Text("unit")).ShouldBe(("2031-01-31", "2031-01-31", "2031-01-31", "WorkingDays"));
        preview.Text("explanation").ShouldBe("5个工作日，自2031-01-20起算，止日2031-01-31（跳过春节共6天），2031-01-26调休上班计入");
        preview.Text("article").ShouldBe("《信访工作条例》第二十三条第三款");
        preview.GetProperty("skipped").EnumerateArray().Select(day => (day.Text("date"), day.Text("kind"), day.Text("reason")))
            .ShouldBe(((string[])["22", "23", "24", "25", "27", "28"]).Select(day => ($"2031-01-{day}", "Holiday", "春节")));

        var english = await city.SendAsync(HttpMethod.Get, city.Handler, "/deadlines/preview?rule=T1&start=2031-01-10", language: "en");
        english.Body.Text("article").ShouldBe("Regulations on Petition Work, Art. 22");
        english.Body.Text("explanation").ShouldBe("15 days from 2031-01-10, nominal end 2031-01-25, moved by Spring Festival to 2031-01-26");
        english.Body.GetProperty("skipped")[0].Text("reason").ShouldBe("Spring Festival");
    }

    [Theory]
    [InlineData("rule=T5&start=2026-08-03&extendDays=30", "2026-11-01")]
    [InlineData("rule=T10&start=2026-03-02&pauseFrom=2026-03-10&pauseTo=2026-03-20", "2026-04-11")]
    [InlineData("rule=T11&start=2026-03-02&days=20", "2026-03-22")]
    public async Task What_a_rule_knows_can_be_asked(string query, string nominal) =>
        (await city.SeeAsync(city.Clerk, $"/deadlines/preview?{query}")).Text("nominal").ShouldBe(nominal);

    [Theory]
    [InlineData("rule=T99&start=2026-03-02", "rule", "deadline.rule_unknown")]
    [InlineData("start=2026-03-02", "rule", "deadline.rule_unknown")]
    [InlineData("rule=T14&start=2026-03-02", "rule", "deadline.at_once")]
    [InlineData("rule=T15&start=2026-03-02", "rule", "deadline.unnumbered")]
    [InlineData("rule=T1&start=2026-02-30", "start", "deadline.date_impossible")]
    [InlineData("rule=T1&start=9999-12-31", "start", "deadline.date_out_of_range")]
    [InlineData("rule=T11&start=2026-03-02", "days", "deadline.days_missing")]
    [InlineData("rule=T11&start=2026-03-02&days=-1", "days", "deadline.days_out_of_range")]
    [InlineData("rule=T11&start=2026-03-02&days=99999999999999999999", "days", "deadline.days_out_of_range")]
    [InlineData("rule=T1&start=2026-03-02&days=16", "days", "deadline.days_over_law")]
    [InlineData("rule=T1&start=2026-03-02&extendDays=5", "extendDays", "deadline.no_extension")]
    [InlineData("rule=T10&start=2026-03-02&pauseFrom=2026-03-10&pauseTo=2026-03-20&extendDays=5", "extendDays", "deadline.no_extension")]
    [InlineData("rule=T5&start=2026-03-02&extendDays=31", "extendDays", "deadline.extension_out_of_range")]
    [InlineData("rule=T5&start=2026-03-02&pauseFrom=2026-03-10&pauseTo=2026-03-20", "pauseFrom", "deadline.no_pause")]
    [InlineData("rule=T10&start=2026-03-02&pauseFrom=2026-03-10", "pauseTo", "deadline.pause_incomplete")]
    [InlineData("rule=T10&start=2026-03-02&pauseFrom=2026-03-20&pauseTo=2026-03-10", "pauseTo", "deadline.pause_order")]
    [InlineData("rule=T10&start=2026-03-02&pauseFrom=2026-05-20&pauseTo=2026-05-21", "pauseFrom", "deadline.pause_after_end")]
    public async Task What_has_no_answer_is_refused_at_its_field_in_both_languages(string query, string field, string code)
    {
        var chinese = await city.GetAsync(city.Clerk, $"/deadlines/preview?{query}");
        var english = await city.SendAsync(HttpMethod.Get, city.Clerk, $"/deadlines/preview?{query}", language: "en");

        chinese.ShouldBe(HttpStatusCode.BadRequest, code);
        english.ShouldBe(HttpStatusCode.BadRequest, code);
        (chinese.Body.Text("title"), english.Body.Text("title")).ShouldBe((SentenceAt(chinese), SentenceAt(english)));
        SentenceAt(chinese).ShouldMatch(@"^\P{IsBasicLatin}.*。$|^《.*。$");
        SentenceAt(english).ShouldMatch(@"^[\x20-\x7e]+\.$");

        string SentenceAt(Answer answer) => answer.Body.GetProperty("errors").GetProperty(field)[0].GetString()!;
    }
}
