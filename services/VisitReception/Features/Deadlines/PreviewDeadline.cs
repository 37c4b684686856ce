using System.Globalization;
using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Deadlines;

internal static class PreviewDeadline
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/deadlines/preview", Handle)
        .WithSummary("When a term would end, with the sentence that explains it and the days it skips. What has no end is refused with 400 and a code of its own.");

    public sealed record Response(
        string Rule, string Name, string Article, string StartFact, string Unit, DateOnly Start, int? Counted, DateOnly Nominal, DateOnly Legal, DateOnly Target,
        bool Provisional, string CalendarVersion, string Explanation, IReadOnlyList<Skipped> Skipped);

    /// <summary>A rest day that does not count, or over which the end moves.</summary>
    public sealed record Skipped(DateOnly Date, string Kind, string Reason);

    static Results<Ok<Response>, ValidationProblem> Handle(
        Act act, ErrorTexts texts, string? rule = null, string? start = null, string? days = null, string? extendDays = null, string? pauseFrom = null, string? pauseTo = null)
    {
        var (clock, refusal) = new DeadlineQuestion(rule, start, days, extendDays, pauseFrom, pauseTo).Read(act.Calendar);
        if (refusal is not null)
        {
            var sentence = texts.For(refusal.Code, refusal.Values);
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { [refusal.Field] = [sentence] }, title: sentence, extensions: [new("code", refusal.Code)]);
        }

        var culture = CultureInfo.CurrentUICulture;
        var inEnglish = culture.TwoLetterISOLanguageName == "en";
        var known = ClockRules.Get(clock!.Rule);
        var due = ClockReading.Due(clock, act.Calendar);
        return TypedResults.Ok(new Response(
            known.Code, inEnglish ? known.English : known.Chinese, inEnglish ? known.ArticleInEnglish : known.Article, inEnglish ? known.StartFactInEnglish : known.StartFact,
            known.Unit.ToString(), clock.StartedOn, due.Counted, due.Nominal, due.Legal, due.Target, due.Provisional, act.Calendar.Version, due.Explain(culture),
            [.. due.Skipped.Select(day => new Skipped(day.Date, day.Kind.ToString(), day.NameIn(culture)))]));
    }
}
