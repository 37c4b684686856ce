namespace Anjie.Seeds.Demo;

/// <summary>
/// Takes many stories through the days together: each says on which day it goes on, the clock walks to the earliest of
/// these days, and all that wait for it play at once.
/// </summary>
internal sealed class Walk(Gateway gateway, DateOnly today, DateOnly end, Action<DateOnly> onDay, CancellationToken stop)
{
    readonly Lock gate = new();
    readonly SortedDictionary<DateOnly, List<TaskCompletionSource>> waiting = [];
    TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int playing;

    /// <summary>The day on which the stories stand.</summary>
    public DateOnly Today { get; private set; } = DateOnly.MinValue;

    /// <summary>The day on which the walk began; what lies before has been played already.</summary>
    public DateOnly First => today;

    /// <summary>
    /// The stories meet on Mondays, Wednesdays and Fridays, two days after the planned one at most: each day more is a walk of the clock more.
    /// The last day of all is one of them whatever it is called.
    /// </summary>
    public DateOnly OfficeDayOf(DateOnly day)
    {
        var next = day.AddDays(day.DayOfWeek switch { DayOfWeek.Saturday => 2, DayOfWeek.Sunday or DayOfWeek.Tuesday or DayOfWeek.Thursday => 1, _ => 0 });
        return day <= end && next > end ? end : next;
    }

    /// <summary>Ends when the day has come. The story of a day after the end is over.</summary>
    public Task UntilAsync(DateOnly day)
    {
        if (day > end)
        {
            throw new StoryOverException();
        }

        if (day <= Today)
        {
            return Task.CompletedTask;
        }

        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (!waiting.TryGetValue(day, out var others))
            {
                waiting[day] = others = [];
            }

            others.Add(come);
            Leave();
        }

        return come.Task;
    }

    public async Task PlayAsync(IReadOnlyList<Func<Task>> stories)
    {
        playing = stories.Count;
        var all = stories.Select(story => Task.Run(() => PlayOneAsync(story), stop)).ToList();
        while (true)
        {
            await settled.Task.WaitAsync(stop);
            if (waiting.Count == 0)
            {
                break;
            }

            await GoOnAsync();
        }

        await Task.WhenAll(all);
        // Whatever nobody waits for on the last days still has to happen by itself.
        if (Today < end && end > today)
        {
            await gateway.WalkToAsync(end, stop);
        }
    }

    async Task GoOnAsync()
    {
        var (day, next) = waiting.First();
        if (day > today)
        {
            await gateway.WalkToAsync(day, stop);
        }

        Today = day;
        onDay(day);
        lock (gate)
        {
            waiting.Remove(day);
            playing = next.Count;
            settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        next.ForEach(story => story.SetResult());
    }

    async Task PlayOneAsync(Func<Task> story)
    {
        try
        {
            await story();
        }
        finally
        {
            lock (gate)
            {
                Leave();
            }
        }
    }

    void Leave()
    {
        if (--playing == 0)
        {
            settled.SetResult();
        }
    }
}

/// <summary>The days of the demonstration end before the story does; it stays as it is.</summary>
internal sealed class StoryOverException : Exception;
