using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Anjie.Support;

namespace Anjie.DisputeScreening.IntegrationTests;

public sealed class AttachmentTests(Town town)
{
    [Fact]
    public async Task S_71_a_grid_worker_adds_a_photograph_that_the_town_reads_and_another_town_does_not_find()
    {
        var dispute = (await town.ReportAsync()).GetProperty("id").GetGuid();
        var (file, path) = (SampleFiles.Png(), $"/api/screening/disputes/{dispute}/attachments/{Guid.CreateVersion7()}");
        (await SendAsync(town.GridWorker, HttpMethod.Put, path, file)).Status.ShouldBe(HttpStatusCode.Created);
        (await SendAsync(town.GridWorker, HttpMethod.Put, path, file)).Status.ShouldBe(HttpStatusCode.OK);

        (await SendAsync(town.Officer, HttpMethod.Get, path)).Bytes.ShouldBe(file);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete])
            (await SendAsync(town.OtherHead, method, path, method == HttpMethod.Put ? file : null)).Status.ShouldBe(HttpStatusCode.NotFound, $"{method}");
        (await SendAsync(town.Officer, HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(town.GridWorker, HttpMethod.Delete, path)).Status.ShouldBe(HttpStatusCode.NoContent);
        using var reader = town.As(town.Officer);
        (await reader.GetFromJsonAsync<JsonElement>($"/api/screening/disputes/{dispute}/history")).EnumerateArray().Select(line => line.GetProperty("fact").GetString()).TakeLast(2).ShouldBe(["FileAttached", "FileRemoved"]);
    }

    async Task<(HttpStatusCode Status, byte[] Bytes)> SendAsync(Official caller, HttpMethod method, string path, byte[]? file = null)
    {
        using var client = town.As(caller);
        using var request = new HttpRequestMessage(method, path) { Content = file is null ? null : new ByteArrayContent(file) };
        request.Headers.Add("X-File-Name", "a.png");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }
}
