using System.Net.Http.Json;
using Anjie.Support;
using Microsoft.Playwright;

namespace Anjie.EndToEnd.Tests.Browser;

/// <summary>Files come to a case by the hands of one person and are read by another; what must not come is refused with the reason.</summary>
public sealed class AttachmentTests(RunningSystem running, ITestOutputHelper output)
{
    const string Picture = "现场照片.png", Document = "情况说明 \"一\".docx", Macro = "带宏.docx";

    [Fact]
    public async Task A_picture_and_a_document_come_to_a_matter_a_colleague_reads_them_and_a_macro_stays_outside()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = await RegisterAsync();
        await office.StepAsync("a picture and a document are chosen", async () =>
        {
            var clerk = await FilesOfAsync(office, "clerk", $"/matters/{matter}");
            await clerk.Page.GetByTestId("choose-files").SetInputFilesAsync([File(Picture, "image/png", SampleFiles.Png()), File(Document, "", SampleFiles.Docx())]);
            await Assertions.Expect(Rows(clerk)).ToHaveCountAsync(2);
            await clerk.CheckAccessAsync("files");
        });
        await office.StepAsync("a document with macros is refused at its name, with the sentence", async () =>
        {
            var clerk = await office.AtAsync("clerk");
            await clerk.Page.GetByTestId("choose-files").SetInputFilesAsync(File(Macro, "", SampleFiles.Docx("x", ("word/vbaProject.bin", SampleFiles.Text()))));
            await Assertions.Expect(Uploads(clerk).Filter(new() { HasText = Macro })).ToContainTextAsync("文件含宏");
            await Assertions.Expect(Rows(clerk)).ToHaveCountAsync(2);
            await clerk.CheckAccessAsync("a file refused");
        });
        await office.StepAsync("one that is too large is not even sent, and one is dropped", async () =>
        {
            var clerk = await office.AtAsync("clerk");
            await DropAsync(clerk, "大.txt", 21 * 1024 * 1024);
            await Assertions.Expect(Uploads(clerk).Filter(new() { HasText = "大.txt" })).ToContainTextAsync("20 MB");
            await DropAsync(clerk, "拖来.txt", 10);
            await Assertions.Expect(Rows(clerk)).ToHaveCountAsync(3);
        });
        await office.StepAsync("a colleague reads them, under their names", async () =>
        {
            var colleague = await FilesOfAsync(office, "clerkhead", $"/matters/{matter}");
            var download = await colleague.Page.RunAndWaitForDownloadAsync(() => Rows(colleague).Filter(new() { HasText = "情况说明" }).GetByRole(AriaRole.Link).ClickAsync());
            download.SuggestedFilename.ShouldBe(Document.Replace('"', '_'));
            (await System.IO.File.ReadAllBytesAsync(await download.PathAsync())).ShouldBe(SampleFiles.Docx());
            await Assertions.Expect(colleague.Page.GetByTestId("remove-file")).ToHaveCountAsync(0);
        });
        await office.StepAsync("who added one takes it away by keyboard, and the history keeps both", async () =>
        {
            var clerk = await office.AtAsync("clerk");
            await Rows(clerk).Filter(new() { HasText = Picture }).GetByTestId("remove-file").PressAsync("Enter");
            await clerk.Page.GetByRole(AriaRole.Dialog).GetByTestId("submit").PressAsync("Enter");
            await Assertions.Expect(Rows(clerk)).ToHaveCountAsync(2);
            await clerk.Page.GetByRole(AriaRole.Tab, new() { Name = "办理流程" }).ClickAsync();
            await Assertions.Expect(clerk.Page.GetByTestId("timeline").GetByRole(AriaRole.Listitem).First).ToContainTextAsync("移除附件");
            await Assertions.Expect(clerk.Page.GetByTestId("timeline").GetByText("上传附件")).ToHaveCountAsync(3);
        });
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task A_photograph_comes_from_a_phone_and_the_page_speaks_English()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var dispute = await ReportAsync();
        var grid = await FilesOfAsync(office, "grid", $"/disputes/{dispute}");
        await Assertions.Expect(grid.Page.GetByText("拍照")).ToBeVisibleAsync();
        (await grid.Page.GetByTestId("photograph").GetAttributeAsync("capture")).ShouldBe("environment");
        await grid.Page.GetByTestId("photograph").SetInputFilesAsync(File("IMG_1.jpg", "image/jpeg", SampleFiles.Jpeg()));
        await Assertions.Expect(Rows(grid)).ToHaveCountAsync(1);
        (await grid.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("nothing leaves the phone's screen");
        await grid.CheckAccessAsync("files on a phone");
        await grid.OpenAsync($"/language?to=en&back=/disputes/{dispute}");
        await grid.Page.GetByRole(AriaRole.Tab, new() { Name = "Files" }).ClickAsync();
        await Assertions.Expect(grid.Page.GetByText("Take a picture")).ToBeVisibleAsync();
        await Assertions.Expect(Rows(grid)).ToContainTextAsync("JPEG picture");
        office.Obstacles.ShouldBeEmpty(string.Join('\n', office.Obstacles));
    }

    [Fact]
    public async Task S_71_a_foreign_page_adds_no_file_and_who_has_signed_in_without_rights_reads_none()
    {
        await using var office = new BrowserOffice(running, output);
        await office.OpenAsync();
        var matter = await RegisterAsync();
        var clerk = await FilesOfAsync(office, "clerk", $"/matters/{matter}");
        await clerk.Page.GetByTestId("choose-files").SetInputFilesAsync(File("a.txt", "", SampleFiles.Text()));
        var address = await Rows(clerk).GetByRole(AriaRole.Link).GetAttributeAsync("href");

        // With the cookie and without the token of the page, as a foreign page would send it.
        (await StatusAsync(clerk, "PUT", $"/files/reception/matters/{matter}/{Guid.CreateVersion7()}")).ShouldBe(400);
        (await StatusAsync(clerk, "GET", $"/files/directory/people/{matter}/{Guid.CreateVersion7()}")).ShouldBe(404);
        (await StatusAsync(clerk, "GET", address!)).ShouldBe(200);
        var stranger = await office.AtAsync("sysadmin");
        (await StatusAsync(stranger, "GET", address!)).ShouldBe(404);
    }

    static async Task<Desk> FilesOfAsync(BrowserOffice office, string user, string path)
    {
        var desk = await office.AtAsync(user, path);
        await desk.Page.GetByRole(AriaRole.Tab, new() { Name = "附件" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByTestId("attach")).ToBeVisibleAsync();
        return desk;
    }

    static ILocator Rows(Desk desk) => desk.Page.GetByTestId("files").Locator("tbody tr");

    static ILocator Uploads(Desk desk) => desk.Page.GetByTestId("attach").GetByRole(AriaRole.Listitem);

    static FilePayload File(string name, string type, byte[] content) => new() { Name = name, MimeType = type, Buffer = content };

    static Task DropAsync(Desk desk, string name, int size) => desk.Page.GetByTestId("attach").EvaluateAsync(
        "(at, { name, size }) => { const data = new DataTransfer(); data.items.add(new File(['x'.repeat(size)], name)); at.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })); }", new { name, size });

    static Task<int> StatusAsync(Desk desk, string method, string path) => desk.Page.EvaluateAsync<int>(
        "async ({ method, path }) => (await fetch(path, { method, headers: { 'X-File-Name': 'a.txt' }, body: method === 'PUT' ? 'x' : undefined })).status", new { method, path });

    async Task<Guid> RegisterAsync()
    {
        var id = Guid.CreateVersion7();
        using var clerk = await running.AsAsync("clerk");
        using var answer = await clerk.PutAsJsonAsync($"api/reception/matters/{id}", new
        {
            receivedOn = await running.TodayAsync(), form = 1, category = "Appeal", contentCode = "02.01", summary = "反映征地补偿款", demands = new[] { new { text = "核实" } }, petitioners = new[] { new { name = "李四" } }, peopleConcerned = 1,
        });
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        return id;
    }

    async Task<Guid> ReportAsync()
    {
        var id = Guid.CreateVersion7();
        using var grid = await running.AsAsync("grid");
        using var answer = await grid.PutAsJsonAsync($"api/screening/disputes/{id}", new
        {
            title = "水渠纠纷", foundOn = await running.TodayAsync(), method = 1, typeCode = "06.01", place = "一组", facts = "水渠改道", demands = "恢复", peopleConcerned = 2, parties = new[] { new { side = "First", name = "李四" } },
        });
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        return id;
    }
}
