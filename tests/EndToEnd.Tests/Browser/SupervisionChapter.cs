using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The supervisor finds the whole way of the matter, across all services, in one place.</summary>
internal sealed class SupervisionChapter(BrowserOffice office, MatterOfStory story)
{
    public Task PlayAsync() => office.StepAsync("the supervisor reads the ledger and the timeline of the matter", ReadAsync);

    async Task ReadAsync()
    {
        var supervisor = await office.AtAsync("supervisor", "/ledger");
        await supervisor.Page.GetByTestId("q").FillAsync(story.BacklogNumber);
        await supervisor.Page.GetByRole(AriaRole.Button, new() { Name = "搜索" }).ClickAsync();
        var line = supervisor.Page.GetByTestId("ledger").GetByRole(AriaRole.Row).Filter(new() { HasText = story.BacklogNumber });
        await Assertions.Expect(line).ToContainTextAsync("已销号");
        await supervisor.CheckAccessAsync("ledger");

        await line.GetByRole(AriaRole.Link, new() { Name = "全程时间线" }).ClickAsync();
        await supervisor.Page.GetByTestId("timeline").WaitForAsync();
        foreach (var page in new[] { story.Dispute, story.Visit, story.Matter, story.Backlog })
            await Assertions.Expect(supervisor.Page.GetByRole(AriaRole.Main).Locator($"a[href='{page}']").First).ToBeVisibleAsync();
        await supervisor.CheckAccessAsync("timeline");
    }
}
