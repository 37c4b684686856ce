using Anjie.Cases;
using Microsoft.AspNetCore.Http;

namespace Anjie.Hosting.Tests;

public sealed class UploadGateTests
{
    [Fact]
    public async Task S_69_few_come_in_at_a_time_two_of_a_person_and_whoever_is_too_many_is_told_at_once()
    {
        using var gate = new UploadGate();
        var one = Guid.CreateVersion7();
        var admitted = new List<IDisposable> { await gate.EnterAsync(one, Stop), await gate.EnterAsync(one, Stop) };
        var waiting = Enumerable.Range(0, 6).Select(_ => gate.EnterAsync(one, Stop)).ToList();
        waiting.ShouldAllBe(task => !task.IsCompleted);
        (await Should.ThrowAsync<BrokenRuleException>(() => gate.EnterAsync(one, Stop))).Code.ShouldBe(AttachmentErrors.Busy);

        // Nobody else has to wait for this person, until the process has enough in hand.
        for (var i = 0; i < 4; i++)
            admitted.Add(await gate.EnterAsync(Guid.CreateVersion7(), Stop));
        var other = gate.EnterAsync(Guid.CreateVersion7(), Stop);
        other.IsCompleted.ShouldBeFalse();
        admitted[^1].Dispose();
        (await other).Dispose();

        admitted.ForEach(lease => lease.Dispose());
        foreach (var task in waiting)
            (await task).Dispose();
    }

    [Fact]
    public async Task S_69_a_body_is_read_to_its_end_with_and_without_its_length_and_no_further_than_a_file_may_go()
    {
        foreach (var size in (int[])[0, 1, 64 * 1024, (64 * 1024) + 1, 1_000_000, UploadGate.MostBytes])
            foreach (var isTold in (bool[])[true, false])
                (await UploadGate.ReadAsync(Request(size, isTold ? size : null), Stop)).Length.ShouldBe(size, $"{size} {isTold}");

        foreach (var told in (long?[])[UploadGate.MostBytes + 1, null])
        {
            var request = Request(UploadGate.MostBytes + 1, told);
            (await Should.ThrowAsync<BrokenRuleException>(() => UploadGate.ReadAsync(request, Stop))).Code.ShouldBe(AttachmentErrors.TooLarge);
            if (told is not null)
                request.Body.Position.ShouldBe(0, "refused by what it says, before it is read");
        }
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static HttpRequest Request(int size, long? told)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(new byte[size]);
        http.Request.ContentLength = told;
        return http.Request;
    }
}
