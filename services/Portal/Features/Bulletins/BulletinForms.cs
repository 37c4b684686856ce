using System.Globalization;
using System.Text.Json.Nodes;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Bulletins;

/// <summary>What each act on a bulletin asks for.</summary>
internal static class BulletinForms
{
    public static readonly string[] States = ["Drafted", "Submitted", "Published"];

    public static readonly Field[] Draft = [Field.Text("period").Must().Named("bulletinPeriod"), Field.Date("cutOffOn")];

    /// <summary>The month before the present one, which is over.</summary>
    public static string LastMonth(DateOnly today) => today.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The request: a day of cut-off counts to its end, today to this moment.</summary>
    public static JsonObject BodyOf(FormValues values, DateOnly today)
    {
        var body = new JsonObject { ["period"] = values.Text("period")?.Trim() };
        if (values.Date("cutOffOn") is { } day && day != today)
            body["cutOff"] = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T23:59:59+08:00");
        return body;
    }

    /// <summary>Who may be named are the units and leaders of the figures.</summary>
    public static ActionForm[] Actions(Bulletin bulletin)
    {
        Dictionary<string, string> subjects = [];
        foreach (var (id, name) in bulletin.Handling.Select(row => (row.UnitId, row.Unit)).Concat(bulletin.Backlog.Select(row => (row.UnitId, row.Unit))).Where(row => row.UnitId is not null))
            subjects.TryAdd(id!.Value.ToString(), name);
        foreach (var row in bulletin.Receptions)
            subjects.TryAdd(row.LeaderPostId.ToString(), $"{row.Unit}{row.Title}");
        var subject = Field.Choice("subjectId", "subject", [.. subjects.Keys]).Must().Named("bulletinSubject") with { ChoiceTexts = subjects };
        Field Names(string name) => Field.Rows(name, subject, Field.Text("words").Must().Named("bulletinWords")) with { StartRows = 0 };
        return
        [
            new("Submit", "submission"),
            new("Approve", "approval"),
            new("Edit", "words",
                Field.Long("overall"), Names("praised"), Names("criticised"), Field.Rows("nextSteps", Field.Text("text").Must().Named("nextStep"))),
            new("Return", "return", Field.Long("reason").Must()) { Grave = true },
        ];
    }

    /// <summary>Fills in what was written before.</summary>
    public static void Prepare(Bulletin bulletin, FormValues values)
    {
        values["overall"] = bulletin.Overall;
        foreach (var (name, named) in ((string, IReadOnlyList<Named>)[])[("praised", bulletin.Praised), ("criticised", bulletin.Criticised)])
            foreach (var one in named)
                values.Rows(name).Add(new() { ["subjectId"] = one.SubjectId.ToString(), ["words"] = one.Words });
        foreach (var step in bulletin.NextSteps)
            values.Rows("nextSteps").Add(new() { ["text"] = step });
    }
}
