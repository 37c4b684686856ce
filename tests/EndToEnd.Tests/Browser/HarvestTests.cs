using System.Globalization;
using System.Text.Json;
using Anjie.EndToEnd.Tests.PersonalData;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>From the desk of whoever is shown too many people to the bell of whoever watches over it.</summary>
public sealed class HarvestTests(RunningSystem running, ITestOutputHelper output)
{
    const string Collector = "clerkhead";

    [Fact]
    public async Task S_97_what_is_shown_carries_who_read_it_and_who_was_shown_too_many_is_refused_and_told_of()
    {
        using var registry = new Office(running);
        var (matter, _) = await registry.RegisterMatterAsync(await running.TodayAsync(), Canary.Of(981), Canary.Of(982));
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var (_, me, _) = await registry.AskAsync(Collector, HttpMethod.Get, "api/directory/me");
        var person = JsonDocument.Parse(me).RootElement.GetProperty("person").GetProperty("id").GetString()!;
        var (collector, security) = (await office.AtAsync(Collector, $"/matters/{matter.GetProperty("id").GetString()}"), await office.AtAsync("secadmin", "/notices"));
        var mark = $"{collector.Person} {person[^8..]}";
        await Assertions.Expect(collector.Page.Locator(".marked")).ToContainTextAsync(mark);
        await Assertions.Expect(collector.Page.Locator(".watermark span").First).ToContainTextAsync(mark);

        var made = Guid.CreateVersion7();
        await registry.RowsAsync<int>("anjie_reception", $"""
            insert into disclosure (id, person_id, case_id, actor_id, post_id, unit_id, at, purpose)
            select gen_random_uuid(), gen_random_uuid(), '{made}', '{person}', '{made}', '{made}', (select max(occurred_at) from audit_row) - interval '1 minute', 'Handling'
            from generate_series(2, {RunningSystem.PeoplePerHour}) returning 1
            """);
        try
        {
            await collector.RevealAsync("Contact");
            (await collector.Page.GetByTestId("revealed").GetAttributeAsync("data-mark")).ShouldNotBeNull().ShouldContain(mark);

            await collector.Page.GetByTestId("reveal").Nth(1).ClickAsync();
            await new Sheet(collector.Page, collector.Page.GetByTestId("form-Disclose")).FillAsync(("purpose", "Contact"));
            await collector.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit").ClickAsync();
            await Assertions.Expect(collector.Page.GetByTestId("problem")).ToHaveAttributeAsync("data-code", "disclosure.too_many");
            await Assertions.Expect(collector.Page.GetByTestId("problem")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"已达上限（{RunningSystem.PeoplePerHour} 人）"));
        }
        finally
        {
            await registry.RowsAsync<int>("anjie_reception", $"delete from disclosure where case_id = '{made}' returning 1");
        }

        await running.AwaitCalmAsync(TimeSpan.FromSeconds(30));
        await security.OpenAsync("/notices");
        var told = security.Page.GetByTestId("notices").GetByRole(AriaRole.Listitem);
        await Assertions.Expect(told).ToHaveCountAsync(1);
        await Assertions.Expect(told).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"近 1 小时 {RunningSystem.PeoplePerHour} 人"));
        await Assertions.Expect(told).ToContainTextAsync(collector.Person);
        await Assertions.Expect(security.Page.GetByTestId("unread")).ToHaveTextAsync("1");
        await security.CheckAccessAsync("notices of the security administrator");
        await told.GetByTestId("read").ClickAsync();
        await Assertions.Expect(told.GetByTestId("read")).ToHaveCountAsync(0);
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }
}
