using System.Globalization;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>A reception day as it is made public: who receives, in which post, with which duties.</summary>
/// <param name="Leader">Name; names of people are kept by the directory, so whoever announces says it.</param>
/// <param name="Duties">分管工作; null where nobody said.</param>
internal sealed record AnnouncedDay(Session Session, string Leader, string Title, string? Duties);

/// <summary>领导接访安排公示: who receives when and where (Art 18). No petitioner is in it, and no day that is to come as a surprise.</summary>
internal static class ReceptionAnnouncement
{
    public const int LongestPeriod = 366;

    static readonly string[] Columns = ["接访领导", "职务", "分管工作", "接访时间", "接访地点", "接访形式"];

    static readonly Dictionary<ReceptionKind, string> KindNames = new()
    {
        [ReceptionKind.Fixed] = "定点接访", [ReceptionKind.ByAppointment] = "重点约访", [ReceptionKind.CarryingCase] = "带案下访", [ReceptionKind.Video] = "视频接访",
    };

    public static LetterKind Kind { get; } = LetterKinds.Get(LetterCodes.ReceptionAnnouncement);

    /// <summary>Whether a day is told beforehand.</summary>
    public static bool IsPublic(Session session) => session.State != SessionState.Cancelled && session.Kind != ReceptionKind.Unannounced;

    public static LetterFacts Facts(string unit, DateOnly today, DateOnly from, DateOnly to, string? telephone, IReadOnlyList<AnnouncedDay> days) => new LetterFacts()
        .With(F.Unit, unit).With(F.IssuedOn, today).With(F.PeriodFrom, from).With(F.PeriodTo, to).With(F.Appointment, telephone).With(F.Receptions, Table(days));

    static LetterTable Table(IReadOnlyList<AnnouncedDay> days)
    {
        // A column that nobody has anything for would only be asked about.
        var tellsDuties = days.Any(day => !string.IsNullOrWhiteSpace(day.Duties));
        return new(Kept(Columns, tellsDuties), [.. days.OrderBy(day => (day.Session.On, day.Session.From)).Select(day => Kept(Row(day), tellsDuties))]);
    }

    static string[] Row(AnnouncedDay day) =>
        [day.Leader, day.Title, day.Duties ?? "", $"{ChineseStyle.Date(day.Session.On)}{Hour(day.Session.From)}至{Hour(day.Session.To)}", day.Session.Place, KindNames[day.Session.Kind]];

    static string Hour(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    static string[] Kept(string[] cells, bool tellsDuties) => tellsDuties ? cells : [.. cells.Where((_, at) => Columns[at] != "分管工作")];
}
