using System.Text.Json;

namespace Anjie.Seeds.Demo;

/// <summary>The offices' own days: units answer what reaches them, supervisors review, some letters stay open.</summary>
internal static class SupervisionStory
{
    /// <summary>Letters come when cases are late, not before.</summary>
    public const int DaysBeforeEnd = 120;

    const int Days = 8;
    const string Items = "api/supervision/items";
    static readonly string[] heads = ["townhead", "townhead3", "unithead", "unithead2", "districthead", "jointoffice", "clerkhead"];

    public static async Task PlayAsync(Story story)
    {
        await story.BeginAsync();
        for (var round = 0; ; round++)
        {
            await story.AfterAsync(Days);
            if (story.Today < story.Stage.Walk.First)
            {
                continue;
            }

            foreach (var head in heads)
            {
                await EachAsync(story, head, "mine=true&state=Signed", async (item, at) =>
                {
                    // Some units are slow to answer.
                    if ((at + round) % 3 != 2)
                    {
                        await ReplyAsync(story, head, item);
                    }
                });
            }

            await EachAsync(story, "supervisor", "state=Replied", (item, at) => ReviewAsync(story, item, returned: (at + round) % 5 == 4));
            await EachAsync(story, "supervisor", "open=true", CloseAsync(story));
            await EachAsync(story, "supervisorhead", "open=true", SignAsync(story, round));
        }
    }

    static async Task EachAsync(Story story, string user, string filter, Func<CaseDoc, int, Task> act)
    {
        var list = (await story.Stage.As(user).GetAsync($"{Items}?{filter}&limit=100", story.Stage.Stop)).OrThrow().Body.GetProperty("items");
        var at = 0;
        foreach (var line in list.EnumerateArray().Where(line => Concerns(line, user)))
        {
            await act(await story.ReadAsync(user, $"{Items}/{line.GetProperty("id").GetGuid()}"), at++);
        }
    }

    // Open items are many; a supervisor looks at those proposed for closing, the head at the drafts to sign.
    static bool Concerns(JsonElement line, string user) => user switch
    {
        "supervisor" => line.GetProperty("state").GetString() == "Replied" || (line.GetProperty("subjectEnded").GetBoolean() && line.GetProperty("level").GetInt32() <= 2),
        "supervisorhead" => line.GetProperty("awaitedLevel") is { ValueKind: JsonValueKind.Number },
        _ => true,
    };

    static Task ReplyAsync(Story story, string head, CaseDoc item) => story.Stage.As(head).TryAsync(item, "reply", new
    {
        answers = item.Field("requirements").EnumerateArray().Where(requirement => requirement.GetProperty("current").GetBoolean())
            .Select(requirement => new { requirementId = requirement.GetProperty("id").GetGuid(), text = "已经安排专人办理，三日内办结并报告结果。" }),
    }, story.Stage.Stop);

    static async Task ReviewAsync(Story story, CaseDoc item, bool returned)
    {
        var supervisor = story.Stage.As("supervisor");
        await supervisor.TryAsync(item, "review", new { verdict = returned ? "Return" : "Pass", method = "Papers", text = returned ? "没有说明办理时限，请补充。" : "措施具体，同意反馈。" }, story.Stage.Stop);
        if (!returned)
        {
            await supervisor.TryAsync(item, "closure", null, story.Stage.Stop);
        }
    }

    static Func<CaseDoc, int, Task> CloseAsync(Story story) => (item, _) =>
        item.Actions.Contains("Close") ? story.Stage.As("supervisor").TryAsync(item, "closure", null, story.Stage.Stop) : Task.CompletedTask;

    static Func<CaseDoc, int, Task> SignAsync(Story story, int round) => (item, at) =>
        (at + round) % 2 == 0 && item.Actions.Contains("Issue")
            ? story.Stage.As("supervisorhead").TryAsync(item, "issue", new
            {
                requirements = new[] { new { text = "说明超期原因，明确办结时限和责任人。" } }, replyBy = story.Today.AddDays(5), reason = "超过期限仍未办结。",
            }, story.Stage.Stop)
            : Task.CompletedTask;
}
