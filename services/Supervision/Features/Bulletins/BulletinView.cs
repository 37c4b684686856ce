using System.Globalization;
using Anjie.Cases;
using Anjie.Supervision.Domain;

namespace Anjie.Supervision.Features.Bulletins;

/// <summary>A bulletin as its caller may see it. The figures are those of the cut-off.</summary>
/// <param name="CutOff">Moment at which the figures were frozen.</param>
/// <param name="ReturnReason">Why the approver sent it back, while it is a draft.</param>
/// <param name="Definitions">What each figure counts, in the language of the caller.</param>
public sealed record BulletinView(
    Guid Id, string Number, string Period, DateOnly From, DateOnly To, DateTimeOffset CutOff, string State, int Version, IReadOnlyList<OfferedAction> Actions,
    Guid UnitId, string WrittenBy, string? ReturnReason, DateOnly? PublishedOn, string? ApprovedBy,
    IReadOnlyList<HandlingView> Handling, IReadOnlyList<ReceptionView> Receptions, IReadOnlyList<BacklogView> Backlog, IReadOnlyList<PressingView> Pressing, IReadOnlyList<FigureView> Definitions,
    string? Overall, IReadOnlyList<NamedView> Praised, IReadOnlyList<NamedView> Criticised, IReadOnlyList<string> NextSteps)
{
    internal static BulletinView Of(Bulletin b, Act act)
    {
        var (period, figures, words) = (b.Window.Period, b.Figures, b.Said);
        return new(
            b.Id, b.Number, b.Period, period.From, period.To, b.CutOff, b.State.ToString(), b.Version, [.. b.OfferedTo(act)], b.UnitId, b.WrittenBy, b.ReturnReason?.Text, b.PublishedOn, b.ApprovedBy,
            [.. figures.Handling.Select(row => new HandlingView(row.UnitId, row.Unit, row.Kind, row.Opened, row.Closed, row.ClosedInTime, Share.Of(row.ClosedInTime, row.Closed), row.Overdue))],
            [.. figures.Receptions.Select(row => new ReceptionView(row.LeaderPostId, row.UnitId, row.Unit, row.Title, row.Level, row.Owed, row.Held, row.Exempt, row.Missed))],
            [.. figures.Backlog.Select(row => new BacklogView(row.UnitId, row.Unit, row.Claimed, row.Resolved, row.StruckOff, row.Open))],
            [.. figures.Pressing.Select(row => new PressingView(row.Level, row.Issued, row.Due, row.AnsweredInTime, Share.Of(row.AnsweredInTime, row.Due), row.Open))],
            [.. BulletinFigure.All.Select(figure => new FigureView(figure.Code, figure.NameIn(CultureInfo.CurrentUICulture), figure.DefinitionIn(CultureInfo.CurrentUICulture)))],
            words.Overall, ViewsOf(words.Praised), ViewsOf(words.Criticised), words.NextSteps);
    }

    static IReadOnlyList<NamedView> ViewsOf(IReadOnlyList<NamedFor> named) => [.. named.Select(one => new NamedView(one.SubjectId, one.IsLeader, one.Name, one.For))];
}

/// <param name="Unit">Name of the unit at the cut-off.</param>
/// <param name="InTimeRate">In percent, to one decimal; null where nothing was closed.</param>
public sealed record HandlingView(Guid? UnitId, string Unit, CaseKind Kind, int Opened, int Closed, int ClosedInTime, decimal? InTimeRate, int Overdue);

/// <param name="Title">Of the leader's post.</param>
/// <param name="Owed">Periods that ask for a day of reception.</param>
/// <param name="Held">Days held.</param>
/// <param name="Missed">Periods owed without a day.</param>
public sealed record ReceptionView(Guid LeaderPostId, Guid UnitId, string Unit, string Title, string Level, int Owed, int Held, int Exempt, int Missed);

public sealed record BacklogView(Guid? UnitId, string Unit, int Claimed, int Resolved, int StruckOff, int Open);

/// <param name="AnswerRate">In percent, to one decimal; null where no answer was due.</param>
public sealed record PressingView(int Level, int Issued, int Due, int AnsweredInTime, decimal? AnswerRate, int Open);

/// <param name="Code">Of the figure, as the rows name it.</param>
public sealed record FigureView(string Code, string Name, string Definition);

/// <param name="SubjectId">Of the unit, or of the leader's post.</param>
/// <param name="Words">For what.</param>
public sealed record NamedView(Guid SubjectId, bool IsLeader, string Name, string Words);
