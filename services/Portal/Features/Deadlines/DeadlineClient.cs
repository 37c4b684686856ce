using Anjie.Portal.Api;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Deadlines;

public sealed record SkippedDay(DateOnly Date, string Kind, string Reason);

/// <summary>When a term ends, and why.</summary>
public sealed record Deadline(
    string Rule, string Name, string Article, string StartFact, string Unit, DateOnly Start, int? Counted, DateOnly Nominal, DateOnly Legal, DateOnly Target,
    bool Provisional, string CalendarVersion, string Explanation, IReadOnlyList<SkippedDay> Skipped);

public sealed class DeadlineClient(AnjieApi api)
{
    /// <param name="question">What was filled in, by the names of the query; what the rule does not ask for is left out.</param>
    public Task<Answer<Deadline>> PreviewAsync(FormState question)
    {
        var body = question.Values.ToBody(question.Fields);
        return api.GetAsync<Deadline>(Query.Of("api/reception/deadlines/preview", [.. body.Select(pair => (pair.Key, (object?)pair.Value?.ToString()))]));
    }
}
