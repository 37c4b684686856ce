using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Letters;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Items;

/// <summary>A supervision item as its caller may see it.</summary>
public sealed record ItemView(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<ClockView> Clocks,
    int Level, int? AwaitedLevel, Guid UnitId, Guid SubjectCaseId, bool SubjectEnded, string? Situation, string? Reason, DateOnly? ReplyBy, int Returns, DateTimeOffset CreatedAt,
    IReadOnlyList<RequirementView> Requirements, IReadOnlyList<ReviewView> Reviews, IReadOnlyList<ItemLetterView> Letters)
{
    internal static async Task<ItemView> OfAsync(SupervisionDb db, SupervisionItem i, Act act, CancellationToken ct) => new(
        i.Id, i.MatterId, i.Number, i.State.ToString(), i.Version, [.. i.OfferedTo(act)], CaseViews.ViewsOf(i.Clocks, act),
        i.Level, i.AwaitedLevel, i.UnitId, i.SubjectCaseId, i.SubjectEnded, i.Situation, i.Reason?.Text, i.ReplyBy, i.Returns, i.CreatedAt,
        [.. i.Requirements.OrderBy(r => r.Round).ThenBy(r => r.Position).ThenBy(r => r.Id).Select(r => new RequirementView(r.Id, r.Round, r.Round == i.Round, r.Text.Text, r.Answer?.Text, r.AnsweredOn))],
        [.. i.Reviews.OrderBy(r => r.Id).Select(r => new ReviewView(r.Verdict, r.Method, r.Text.Text, r.On, r.By))],
        await ItemLetterView.OfAsync(db, i.Id, ct));
}

/// <param name="Current">True for the requirements of the letter in hand; these are the ones to answer.</param>
public sealed record RequirementView(Guid Id, int Round, bool Current, string Text, string? Answer, DateOnly? AnsweredOn);

public sealed record ReviewView(Verdict Verdict, ReviewMethod Method, string Text, DateOnly On, string By);

internal static class ItemQueries
{
    /// <summary>The item, if it exists for this caller.</summary>
    public static Task<SupervisionItem?> FindVisibleAsync(this SupervisionDb db, Guid id, Act act, CancellationToken ct) =>
        db.Items.VisibleTo(act).FirstOrDefaultAsync(i => i.Id == id, ct);
}
