using System.Globalization;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>The clerk completes the matter, the petitioner comes to a leader's reception day, the leader talks and assigns.</summary>
internal sealed class ReceptionChapter(BrowserOffice office, MatterOfStory story)
{
    const int NoticeDays = 2;

    // What is promised, and something for a busy machine.
    static readonly TimeSpan HiddenWithin = RunningSystem.ShownFor + TimeSpan.FromSeconds(15);

    Task _hidden = Task.CompletedTask;

    public async Task PlayAsync()
    {
        await office.StepAsync("the clerk completes the matter that the dispute became", CompleteAsync);
        await office.StepAsync("a reception day is planned, published and opened", OpenDayAsync);
        await office.StepAsync("the clerk sees the history and links the visit to the known matter", RegisterAsync);
        await office.StepAsync("the clerk has the visitor's number shown for a purpose", RevealAsync);
        await office.StepAsync("the leader talks and assigns unit, person and date, on a phone", TalkAsync);
    }

    async Task CompleteAsync()
    {
        var clerk = await office.AtAsync("clerk");
        await clerk.CheckAccessAsync("home of the clerk");
        await clerk.OpenAsync("/matters?pending=true");
        await (await clerk.AwaitRowAsync((await office.TodayAsync()).ToString("O", null))).GetByRole(AriaRole.Link).First.ClickAsync();
        await clerk.ExpectStateAsync("Registered");
        story.Matter = $"/matters/{clerk.Id}";
        // What the dispute knows is there already; only the petition's own category is chosen.
        await clerk.Page.GetByTestId("action-Complete").ClickAsync();
        var dialog = clerk.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByTestId("privacy-notice")).ToBeVisibleAsync();
        await dialog.GetByTestId("petitioners[0].underFourteen").ClickAsync();
        await Assertions.Expect(dialog.GetByTestId("petitioners[0].guardianName")).ToBeVisibleAsync();
        await clerk.CheckAccessAsync("complete a child");
        await dialog.GetByTestId("petitioners[0].phone").PressAsync("F4");
        await Assertions.Expect(dialog.GetByTestId("petitioners[0].guardianName")).ToHaveCountAsync(0);
        await new Sheet(clerk.Page, dialog.GetByTestId("form-Complete")).FillAsync(("contentCode", "02.01"));
        await dialog.GetByTestId("submit").ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await clerk.ExpectStateAsync("Registered");
        story.MatterNumber = await clerk.NumberAsync();
    }

    async Task OpenDayAsync()
    {
        var day = await office.TodayAsync();
        day = day.AddDays(NoticeDays);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        var leader = await office.NameOfAsync("leader");
        var clerk = await office.AtAsync("clerk", "/sessions");
        await clerk.FollowAsync("安排接访");
        await clerk.Sheet("session").FillAsync(("leaderPostId", leader), ("on", day.ToString("O", null)), ("place", "市群众来访接待中心一号接访室"));
        story.Session = $"/sessions/{await clerk.SubmitAsync("Planned")}";
        await clerk.ActAsync("Publish", "Published");
        await office.PassToAsync(day);
        await clerk.OpenAsync(story.Session);
        await clerk.ActAsync("Open", "Open");
    }

    async Task RegisterAsync()
    {
        var clerk = await office.AtAsync("clerk", story.Session);
        await clerk.FollowAsync("来访登记");
        var visit = clerk.Sheet("visit");
        await visit.FillAsync(("petitioners[0].name", MatterOfStory.Petitioner), ("petitioners[0].identityNumber", MatterOfStory.IdentityNumber));
        var known = clerk.Page.GetByTestId("person-history").GetByRole(AriaRole.Row).Filter(new() { HasText = story.MatterNumber });
        await known.GetByTestId("link").ClickAsync();
        await clerk.Page.GetByTestId("linked").WaitForAsync();
        await Assertions.Expect(clerk.Page.GetByTestId("demands[0].text")).Not.ToBeEmptyAsync();
        (await visit.ReadAsync("petitioners[0].name")).ShouldBe(MatterOfStory.Petitioner);
        await visit.FillAsync(("summary", "补偿款一直没有发放，要求按实际面积补发。"));
        await clerk.CheckAccessAsync("visit register");
        story.Visit = $"/visits/{await clerk.SubmitAsync("Registered")}";
    }

    async Task RevealAsync()
    {
        var clerk = await office.AtAsync("clerk", story.Visit);
        var shown = clerk.Page.GetByTestId("revealed");
        await Assertions.Expect(clerk.Page.GetByTestId("petitioners")).ToContainTextAsync("620***********0015");
        (await clerk.Page.ContentAsync()).ShouldNotContain(MatterOfStory.IdentityNumber);

        await clerk.RevealAsync("Verification");
        await Assertions.Expect(shown).ToContainTextAsync(MatterOfStory.IdentityNumber);
        await Assertions.Expect(shown).ToBeFocusedAsync();
        (await shown.GetAttributeAsync("data-mark")).ShouldNotBeNull().ShouldContain(clerk.Person);
        await clerk.CheckAccessAsync("details shown");
        await clerk.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(shown).ToHaveCountAsync(0);
        await Assertions.Expect(clerk.Page.GetByTestId("reveal").First).ToBeFocusedAsync();

        // In a window nobody touches while the story goes on.
        var left = await office.BesideAsync("clerk");
        await left.OpenAsync(story.Visit);
        await left.RevealAsync("Contact");
        await Assertions.Expect(left.Page.GetByTestId("revealed")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{RunningSystem.ShownFor.TotalSeconds}秒"));
        _hidden = Assertions.Expect(left.Page.GetByTestId("revealed")).ToHaveCountAsync(0, new() { Timeout = (float)HiddenWithin.TotalMilliseconds });
    }

    /// <summary>What was left open has hidden itself, not at once and in time.</summary>
    public async Task SeeHiddenAsync()
    {
        await _hidden;
        var left = await office.BesideAsync("clerk");
        (await left.Page.ContentAsync()).ShouldNotContain(MatterOfStory.IdentityNumber);
    }

    async Task TalkAsync()
    {
        var person = await office.AtAsync("unithead");
        var leader = await office.AtAsync("leader", "/my/sessions");
        await leader.CheckAccessAsync("the leader's visits");
        await leader.Page.Locator($"a[href='{story.Visit}']").First.ClickAsync();
        await leader.ActAsync("RecordTalk", "Received", ("opinion", "按政策该办的马上办。"), ("demandOpinions[0].opinion", "请自然资源部门核实面积。"));
        await leader.ActAsync("Assign", "Assigned", ("responsibleUnitId", person.Unit), ("responsiblePostId", person.Person), ("requirements", "三十日内拿出处理结果，当面答复。"));
    }
}
