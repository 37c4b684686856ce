using System.Globalization;
using System.Resources;

namespace Anjie.Deadlines;

/// <summary>Why a clock ends when it ends, in a sentence.</summary>
static class Explanation
{
    static readonly ResourceManager Texts = new("Anjie.Deadlines.Resources.Explanations", typeof(Explanation).Assembly);

    public static string Of(Term term, CultureInfo culture, DateOnly? keptEnd = null)
    {
        List<string> parts = [Length()];
        if (term.ExtendedBy > 0)
            parts.Add(Text("Extended", term.ExtendedBy, UnitText(term.ExtendedBy)));
        if (term.PausedDays > 0)
            parts.Add(Text("PausedDays", term.PausedDays, UnitText(term.PausedDays)));
        if (term.PausedSince is { } since)
            parts.Add(Text("PausedSince", Iso(since)));
        if (keptEnd is { } kept)
        {
            parts.Add(term.StoppedOn is null ? Text("Kept", Iso(kept), Iso(term.Legal)) : Text("KeptThen", Iso(kept)));
            return string.Join(Text("Comma"), parts);
        }

        parts.Add(End());
        if (term.MakeUpDays() is { Count: > 0 } makeUp)
            parts.Add(Text("MakeUp", string.Join(Text("And"), makeUp.Select(Iso))));
        if (term.IsProvisional)
            parts.Add(Text("Provisional"));
        return string.Join(Text("Comma"), parts);

        string Length() => term.FixedEnd is { } end
            ? Text("Named", Iso(term.Start), Iso(end))
            : Text("Counted", term.Days, UnitText(term.Days), Iso(term.Start));

        string End()
        {
            var skipped = term.Skipped();
            if (term.IsCountedInWorkingDays)
                return skipped.Count == 0 ? Text("End", Iso(term.Legal)) : Text(skipped.Count == 1 ? "EndSkippingOne" : "EndSkipping", Iso(term.Legal), Reasons(skipped), skipped.Count);
            return term.Nominal == term.Legal ? Text("End", Iso(term.Legal)) : Text("EndRolled", Iso(term.Nominal), Reasons(skipped), Iso(term.Legal));
        }

        // A weekend beside a holiday explains nothing more.
        string Reasons(IReadOnlyList<SkippedDay> skipped)
        {
            string[] holidays = [.. skipped.Where(day => day.Kind == DayKind.Holiday).Select(day => day.Reason).Distinct().Select(Holiday)];
            return holidays.Length == 0 || (term.IsCountedInWorkingDays && skipped.Any(day => day.Kind == DayKind.Weekend))
                ? string.Join(Text("And"), [.. holidays, Text("Weekend")])
                : string.Join(Text("And"), holidays);
        }

        // The notices name holidays in Chinese; a reason typed by an administrator has no translation and stays as it is.
        string Holiday(string reason) => HolidayName(reason, culture);

        string UnitText(int count) => Text(term.Unit == TermUnit.WorkingDays
            ? count == 1 ? "WorkingDay" : "WorkingDays"
            : count == 1 ? "NaturalDay" : "NaturalDays");

        string Text(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, culture)!, values);
    }

    internal static string HolidayName(string reason, CultureInfo culture) => Texts.GetString($"Holiday.{reason}", culture) ?? reason;

    internal static string ReasonOf(DayKind kind, string reason, CultureInfo culture) =>
        kind == DayKind.Weekend || reason.Length == 0 ? Texts.GetString("Weekend", culture)! : HolidayName(reason, culture);

    static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
