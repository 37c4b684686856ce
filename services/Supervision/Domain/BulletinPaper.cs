using System.Globalization;
using System.Resources;
using Anjie.Cases;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Domain;

/// <summary>The paper of the joint office that issues a bulletin.</summary>
/// <param name="Unit">Its name.</param>
/// <param name="Telephone">Of its desk; null when nobody has set one.</param>
internal sealed record BulletinPaper(LetterText Text, string Unit, string? Telephone)
{
    public static LetterKind Kind { get; } = LetterKinds.Get("bulletin");

    /// <summary>Null before it is published.</summary>
    public DocumentNumber? Number { get; init; }

    public LetterDraft Fill(Bulletin bulletin, Act act)
    {
        var (period, figures, words) = (bulletin.Window.Period, bulletin.Figures, bulletin.Said);
        return LetterDraft.Fill(Text, new LetterFacts()
            .With(F.Unit, Unit).With(F.Phone, Telephone).With(F.Officer, bulletin.WrittenBy).With(F.Number, Number).With(F.IssuedOn, act.Today)
            .With(F.PeriodFrom, period.From).With(F.PeriodTo, period.To).With(F.CutOff, OfficeWords.Of("bulletin.cut_off", OfficeDay.Clock(bulletin.CutOff)))
            .With(F.Overall, string.Join('\n', ((string?[])[Overall(figures.Handling), words.Overall]).Where(text => !string.IsNullOrWhiteSpace(text))))
            .With(F.ReceptionTable, Receptions(figures.Receptions)).With(F.MatterTable, Handling(figures.Handling)).With(F.BacklogTable, Backlog(figures.Backlog))
            .With(F.Supervised, Pressing(figures.Pressing)).With(F.Praised, Named(words.Praised)).With(F.Criticised, Named(words.Criticised)).With(F.NextSteps, words.NextSteps)
            .With(F.Definitions, BulletinFigure.All.Select(figure => $"{figure.NameIn(Office)}：{figure.DefinitionIn(Office)}").ToList()));
    }

    static readonly CultureInfo Office = new("zh-CN");

    static string Overall(IReadOnlyList<HandlingRow> rows)
    {
        var (closed, inTime) = (rows.Sum(row => row.Closed), rows.Sum(row => row.ClosedInTime));
        return OfficeWords.Of("bulletin.overall", Opened(CaseKind.Visit), Opened(CaseKind.Matter), Opened(CaseKind.Backlog), closed, inTime, Share.Text(inTime, closed), rows.Sum(row => row.Overdue));

        int Opened(CaseKind kind) => rows.Where(row => row.Kind == kind).Sum(row => row.Opened);
    }

    static string Pressing(IReadOnlyList<PressingRow> rows)
    {
        var (due, inTime) = (rows.Sum(row => row.Due), rows.Sum(row => row.AnsweredInTime));
        return OfficeWords.Of("bulletin.pressing", rows.Sum(row => row.Issued), Issued(2), Issued(3), Issued(4), due, inTime, Share.Text(inTime, due), rows.Sum(row => row.Open));

        int Issued(int level) => rows.Where(row => row.Level == level).Sum(row => row.Issued);
    }

    static LetterTable Handling(IReadOnlyList<HandlingRow> rows) => new(
        Columns("unit", "kind", "opened", "closed", "closedInTime", "inTimeRate", "overdue"),
        [.. rows.Select(row => (string[])[row.Unit, OfficeWords.Of($"kind.{row.Kind}"), Digits(row.Opened), Digits(row.Closed), Digits(row.ClosedInTime), Share.Text(row.ClosedInTime, row.Closed), Digits(row.Overdue)])]);

    static LetterTable Receptions(IReadOnlyList<ReceptionRow> rows) => new(
        Columns("unit", "leader", "owed", "held", "exempt", "missed"),
        [.. rows.Select(row => (string[])[row.Unit, row.Title, Digits(row.Owed), Digits(row.Held), Digits(row.Exempt), Digits(row.Missed)])]);

    static LetterTable Backlog(IReadOnlyList<BacklogRow> rows) => new(
        Columns("unit", "claimed", "resolved", "struckOff", "backlogOpen"),
        [.. rows.Select(row => (string[])[row.Unit, Digits(row.Claimed), Digits(row.Resolved), Digits(row.StruckOff), Digits(row.Open)])]);

    static IReadOnlyList<string> Named(IReadOnlyList<NamedFor> named) => [.. named.Select(one => $"{one.Name}：{one.For}")];

    static IReadOnlyList<string> Columns(params string[] names) => [.. names.Select(name => new BulletinFigure(name).NameIn(Office))];

    static string Digits(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A figure of a bulletin by its code: its name and what is counted, in words.</summary>
internal readonly record struct BulletinFigure(string Code)
{
    static readonly ResourceManager Words = new("Anjie.Supervision.Resources.Bulletin", typeof(BulletinFigure).Assembly);

    /// <summary>All that are defined, in the order of the tables.</summary>
    public static IReadOnlyList<BulletinFigure> All { get; } =
    [
        .. ((string[])["opened", "closed", "closedInTime", "inTimeRate", "overdue", "owed", "held", "exempt", "missed", "claimed", "resolved", "struckOff", "backlogOpen", "issued", "due", "answeredInTime", "answerRate", "pressingOpen"])
            .Select(code => new BulletinFigure(code)),
    ];

    public string NameIn(CultureInfo culture) => Words.GetString($"{Code}.name", culture)!;

    public string DefinitionIn(CultureInfo culture) => Words.GetString($"{Code}.definition", culture)!;
}
