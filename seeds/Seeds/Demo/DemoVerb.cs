using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Anjie.Seeds.Demo;

/// <summary>
/// Fills a running Development system with seven months of work, most of it in the last four, by requests through the gateway and nothing
/// else. A finished run changes nothing any more; one that was broken off goes on where it stopped.
/// </summary>
internal sealed class DemoVerb(Gateway gateway, CancellationToken stop)
{
    const int Days = 220;
    static readonly TimeZoneInfo office = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    // Its id does not depend on the day of the run, so a later run finds it, and with it the first day.
    static readonly string anchor = $"api/screening/disputes/{StableId.Of("anchor", new(2020, 1, 1))}";

    readonly Stopwatch elapsed = Stopwatch.StartNew();
    readonly ConcurrentQueue<string> faults = new();

    public async Task<int> RunAsync()
    {
        var known = await gateway.As("grid").GetAsync(anchor, stop);
        var realToday = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), office).DateTime);
        var goesOn = known.IsSuccess;
        var start = goesOn ? DateOnly.ParseExact(known.Text("foundOn")!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : realToday.AddDays(-Days);
        var end = start.AddDays(Days);
        var today = goesOn ? await gateway.TodayAsync(stop) : await gateway.BeginOnAsync(start, stop);
        if (goesOn && today >= end && await IsFinishedAsync(end))
        {
            Say(today, "演示数据已经在了。 The demo data are there already.");
            return 0;
        }

        if (!goesOn)
        {
            await PutAnchorAsync(start);
        }

        await PlayAsync(today > end ? end : today, end, goesOn);
        if (faults.IsEmpty)
        {
            await PutLastAsync(end);
        }

        return Conclude(end);
    }

    async Task PlayAsync(DateOnly today, DateOnly end, bool goesOn)
    {
        var offices = await Offices.ReadAsync(gateway.As("clerk"), stop);
        var month = 0;
        var finished = 0;
        IReadOnlyList<(Story Story, Func<Task> Play)> stories = [];
        var walk = new Walk(gateway, today, end, OnDay, stop);
        var stage = new Stage(gateway, offices, walk, goesOn, stop);
        stories = DemoPlan.Of(stage, end);
        await walk.PlayAsync([.. stories.Select(story => (Func<Task>)(() => ToldAsync(story.Story, story.Play)))]);
        Say(end, $"{stories.Count} 个故事 stories");

        void OnDay(DateOnly day)
        {
            if (day.Month != month && day >= today)
            {
                month = day.Month;
                Say(day, $"{Volatile.Read(ref finished)}/{stories.Count}");
            }
        }

        async Task ToldAsync(Story story, Func<Task> play)
        {
            try
            {
                await play();
            }
            catch (StoryOverException)
            {
            }
            catch (RefusedException refusal)
            {
                faults.Enqueue($"{story.Name} {story.Today:yyyy-MM-dd}: {refusal.Message}");
            }

            Interlocked.Increment(ref finished);
        }
    }

    async Task PutAnchorAsync(DateOnly start)
    {
        var dispute = await PutDisputeAsync(anchor, start, "邻里口角");
        await gateway.As("town").ActAsync(dispute, "dismissal", new { reason = "Groundless", explanation = "双方当场和好。" }, stop);
    }

    // The last thing made: where it is, the run was complete.
    Task<CaseDoc> PutLastAsync(DateOnly end) => PutDisputeAsync(LastOf(end), end, "院墙界址不清");

    async Task<bool> IsFinishedAsync(DateOnly end) => (await gateway.As("grid").GetAsync(LastOf(end), stop)).IsSuccess;

    static string LastOf(DateOnly end) => $"api/screening/disputes/{StableId.Of("last", end)}";

    Task<CaseDoc> PutDisputeAsync(string path, DateOnly on, string title) => gateway.As("grid").PutAsync(path, new
    {
        title, foundOn = on, method = 1, typeCode = "04.05", place = "宁远堡镇西坡村一社", facts = "两家因小事争吵。", demands = "互相体谅", peopleConcerned = 2,
        parties = new[] { new { side = "First", name = "安守林" }, new { side = "Second", name = "柏玉梅" } },
    }, stop);

    int Conclude(DateOnly end)
    {
        foreach (var fault in faults.Take(20))
        {
            Console.Error.WriteLine(fault);
        }

        Say(end, faults.IsEmpty ? "完成 done" : $"{faults.Count} 处被拒 refused");
        return faults.IsEmpty ? 0 : 1;
    }

    void Say(DateOnly day, string text) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}  {text}  {gateway.Asked} 次请求 requests  {elapsed.Elapsed.TotalSeconds:0} s"));
}
