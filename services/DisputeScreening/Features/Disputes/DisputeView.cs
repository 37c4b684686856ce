using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Anjie.DisputeScreening.Features.Disputes;

/// <summary>A dispute as its caller may see it.</summary>
public sealed record DisputeView(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<ClockView> Clocks,
    string Title, DateOnly FoundOn, int Method, string TypeCode, string Place, string Facts, string Demands, int PeopleConcerned,
    Guid ReportingUnitId, Guid HolderUnitId, RiskColour? Risk, string? Crux, string? RootCause, DateOnly? ResolveBy, Outcome? Outcome, string? Resolution,
    string? LastReason, string? PetitionStatement, bool NominatedForBacklog,
    IReadOnlyList<PartyView> Parties, IReadOnlyList<GuaranteeView> Guarantees, IReadOnlyList<ProgressView> Progress, IReadOnlyList<RecusalView> Recusals)
{
    internal static DisputeView Of(Dispute d, Act act) => new(
        d.Id, d.MatterId, d.Number, d.State.ToString(), d.Version, [.. d.OfferedTo(act)], CaseViews.ViewsOf(d.Clocks, act),
        d.Title.Text, d.FoundOn, d.Method, d.TypeCode, d.Place.Text, d.Facts.Text, d.Demands.Text, d.PeopleConcerned,
        d.ReportingUnitId, d.HolderUnitId, d.Risk, d.Crux?.Text, d.RootCause?.Text, d.ResolveBy, d.Outcome, d.Resolution?.Text,
        d.LastReason?.Text, d.PetitionStatement?.Text, d.NominatedForBacklog,
        [.. d.Parties.OrderBy(p => p.Side).ThenBy(p => p.Id).Select(p => PartyView.Of(p, act, d.IsRecused(act.Actor)))],
        [.. d.Guarantees.OrderBy(g => g.Item).Select(g => new GuaranteeView(g.Item, g.UnitId, g.PostId, g.Measure.Text, g.DueOn, g.State, g.DoneOn, g.Evidence?.Text))],
        [.. d.Progress.OrderBy(p => p.At).Select(p => new ProgressView(p.Id, p.At, p.By, p.Means, p.Text.Text))], d.RecusalsFor(act));
}

/// <summary>A party: numbers and address masked for everybody, the name too for those whose work does not need it.</summary>
/// <param name="MayDisclose">The caller may ask for the rest, see <see cref="DiscloseParty"/>; never one who keeps out.</param>
public sealed record PartyView(Guid Id, PartySide Side, string Name, string? IdentityNumber, string? Phone, string? Address, bool MayDisclose)
{
    internal static PartyView Of(Party p, Act act, bool isRecused)
    {
        var readsNames = act.MayDisclose("screening", DiscloseParty.Route);
        return new(
            p.Id, p.Side, readsNames ? p.Name.Text : Mask.Name(p.Name.Text),
            Mask.OrNull(p.IdentityNumber, Mask.IdentityNumber), Mask.OrNull(p.Phone, Mask.Phone), Mask.OrNull(p.Address, Mask.Address), readsNames && !isRecused);
    }
}

public sealed record GuaranteeView(GuaranteeItem Item, Guid UnitId, Guid PostId, string Measure, DateOnly DueOn, GuaranteeState State, DateOnly? DoneOn, string? Evidence);

public sealed record ProgressView(Guid Id, DateTimeOffset At, string By, string Means, string Text);

internal static class DisputeQueries
{
    /// <summary>The dispute, if it exists for this caller.</summary>
    public static Task<Dispute?> FindVisibleAsync(this ScreeningDb db, Guid id, Act act, CancellationToken ct) =>
        db.Disputes.VisibleTo(act).FirstOrDefaultAsync(d => d.Id == id, ct);
}
