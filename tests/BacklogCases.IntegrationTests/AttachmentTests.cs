using System.Net;
using Anjie.Support;

namespace Anjie.BacklogCases.IntegrationTests;

public sealed class AttachmentTests(Office office)
{
    [Fact]
    public async Task S_71_the_team_adds_a_document_that_the_joint_office_reads_and_another_bureau_does_not_find()
    {
        var steps = await new Steps(office).ConfirmedAsync();
        var (file, path) = (SampleFiles.Xlsx(), $"/api/backlog{steps.Path}/attachments/{Guid.CreateVersion7()}");
        (await SendAsync(office.UnitHead, HttpMethod.Put, path, file)).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(office.UnitHead, HttpMethod.Put, path, file)).Status.ShouldBe(HttpStatusCode.OK);

        (await SendAsync(office.JointOffice, HttpMethod.Get, path)).Bytes.ShouldBe(file);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete])
            (await SendAsync(office.OtherUnitHead, method, path, method == HttpMethod.Put ? file : null)).Status.ShouldBe(HttpStatusCode.NotFound, $"{method}");
        (await SendAsync(office.JointOffice, HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(office.UnitHead, HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await office.GetAsync(office.JointOffice, $"{steps.Path}/history")).Body.EnumerateArray().Select(line => line.GetProperty("fact").GetString()).TakeLast(2).ShouldBe(["FileAttached", "FileRemoved"]);
    }

    async Task<(HttpStatusCode Status, byte[] Bytes)> SendAsync(Official caller, HttpMethod method, string path, byte[]? file = null)
    {
        using var client = office.As(caller);
        using var request = new HttpRequestMessage(method, path) { Content = file is null ? null : new ByteArrayContent(file) };
        request.Headers.Add("X-File-Name", "a.xlsx");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }
}
