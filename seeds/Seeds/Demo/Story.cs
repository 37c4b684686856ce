using System.Globalization;

namespace Anjie.Seeds.Demo;

/// <summary>One thread of the demonstration: its days, its own chance, and requests that do no harm when they are repeated.</summary>
internal sealed class Story(Stage stage, string name, DateOnly begin)
{
    // As planned; what falls between two office days is done on the later one, and the plan does not slip by that.
    DateOnly planned = begin;
    DateOnly day = stage.Walk.OfficeDayOf(begin);

    public string Name => name;

    public Stage Stage => stage;

    public DateOnly Today => day;

    public Invented Invented { get; } = new(name);

    CancellationToken Stop => stage.Stop;

    // What lies before the day on which a broken-off run goes on has been done.
    bool IsPast => day < stage.Walk.First;

    public Guid Id(string part) => StableId.Of($"{name}/{part}", day);

    public Task BeginAsync() => stage.Walk.UntilAsync(day);

    public Task AfterAsync(int days)
    {
        day = DayAfter(days);
        planned = planned.AddDays(days);
        return stage.Walk.UntilAsync(day);
    }

    /// <summary>The day on which <see cref="AfterAsync"/> would arrive.</summary>
    public DateOnly DayAfter(int days) => stage.Walk.OfficeDayOf(planned.AddDays(days));

    public async Task<CaseDoc> CreateAsync(string user, string folder, string part, object body)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{folder}/{Id(part)}");
        return IsPast ? await stage.As(user).ReadAsync(path, Stop) : await stage.As(user).PutAsync(path, body, Stop);
    }

    /// <summary>Does an act; on the day on which a broken-off run goes on it may have been done already.</summary>
    public async Task DoAsync(string user, CaseDoc doc, string noun, object? body = null)
    {
        if (IsPast)
        {
            return;
        }

        var answer = await stage.As(user).TryAsync(doc, noun, body, Stop);
        if (!answer.IsSuccess && !(answer.Status == 409 && stage.GoesOn && day == stage.Walk.First))
        {
            throw answer.Refusal();
        }
    }

    public Task<CaseDoc> ReadAsync(string user, string path) => stage.As(user).ReadAsync(path, Stop);

    public Task ReadAgainAsync(string user, CaseDoc doc) => stage.As(user).RereadAsync(doc, Stop);

    /// <summary>Reads a case that another service makes by itself, as soon as it is there.</summary>
    public async Task<CaseDoc> AwaitAsync(string user, string path)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await stage.As(user).GetAsync(path, Stop);
            if (answer.Status != 404 || tries == 40)
            {
                return new CaseDoc(path).Read(answer);
            }

            await Task.Delay(250, Stop);
        }
    }
}
