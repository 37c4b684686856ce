using System.Globalization;
using Anjie.Deadlines;
using Anjie.Portal.Forms;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Deadlines;

/// <summary>What the calculator asks: only what the chosen rule knows.</summary>
internal static class DeadlineForm
{
    public static FormState New(DateOnly today) => new("deadline",
    [
        Field.Choice("rule", "rule", [.. Legal.Select(rule => rule.Code)]).Must().Named("deadlineRule") with { ChoiceTexts = Legal.ToDictionary(rule => rule.Code, TextOf) },
        Field.Date("start").Must().Named("deadlineStart"),
        Field.Number("days").Must().Named("deadlineDays").If(values => Of(values)?.Length == TermLength.SetEachTime),
        Field.Number("extendDays").If(values => Of(values)?.LongestExtension > 0),
        Field.Date("pauseFrom").If(values => Of(values)?.MayPause == true),
        Field.Date("pauseTo").If(values => Of(values)?.MayPause == true),
    ], new() { ["start"] = today })
    { IsQuestion = true };

    static IEnumerable<ClockRule> Legal => ClockRules.All.Where(rule => rule.IsLegal);

    static ClockRule? Of(FormValues values) => ClockRules.Find(values.Text("rule") ?? "");

    static string TextOf(ClockRule rule)
    {
        var english = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        var length = rule.Length == TermLength.OfRule
            ? Texts.T("deadline.length", rule.Days, Texts.Word("dayunit", rule.Unit.ToString()))
            : Texts.T($"deadline.length.{rule.Length}");
        return Texts.T("deadline.choice", rule.Code, english ? rule.English : rule.Chinese, length, english ? rule.StartFactInEnglish : rule.StartFact);
    }
}
