using System.Globalization;
using Anjie.Cases;
using Anjie.Deadlines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Deadlines;

internal static class PreviewDeadline
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/deadlines/preview", Handle)
        .WithSummary("When a term would end, with the sentence that explains it.");

    public sealed record Response(
        string Rule, string Name, string Article, string Unit, DateOnly Start, DateOnly Nominal, DateOnly Legal, DateOnly Target, bool Provisional, string Explanation, IReadOnlyList<SkippedDay> Skipped);

    static Results<Ok<Response>, NotFound, ValidationProblem> Handle(string rule, DateOnly start, Act act, int? days = null)
    {
        if (ClockRules.Find(rule) is not { } known)
            return TypedResults.NotFound();
        if (days is <= 0 or > 1000 || (days is null && known.Days == 0))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["days"] = ["1–1000"] });

        var culture = CultureInfo.CurrentUICulture;
        var due = ClockReading.Due(Clock.Start(rule, start, act.Calendar, days), act.Calendar);
        return TypedResults.Ok(new Response(
            rule, culture.TwoLetterISOLanguageName == "en" ? known.English : known.Chinese, known.Article, known.Unit.ToString(), start,
            due.Nominal, due.Legal, due.Target, due.Provisional, due.Explain(culture), due.Skipped));
    }
}
