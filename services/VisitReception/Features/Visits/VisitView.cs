using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Visits;

/// <summary>A visit as its caller may see it, with the demands and people of its matter.</summary>
public sealed record VisitView(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<ClockView> Clocks,
    MatterReference Matter, Guid SessionId, DateOnly VisitedOn, int Visitors, int Representatives, int PeopleConcerned, int Form, MatterCategory Category, string ContentCode,
    string Summary, string? ProblemPlace, bool OnKnownMatter, Guid LeaderPostId, string? TalkDraft, string? Talk, Guid? ResponsibleLeaderId, Guid? ResponsibleLeaderPostId,
    string? Measure, DateOnly? DoneOn, string? Explanation, string? Basis, Guid? ResponsibleUnitId, Guid? ResponsiblePostId, DateOnly? DueOn, string? Requirements,
    string? Result, string? Evidence, string? LeaderNote, Satisfaction? Evaluation, string? EvaluationReason,
    IReadOnlyList<DemandOpinionView> Opinions, IReadOnlyList<DemandView> Demands, IReadOnlyList<PersonView> Petitioners, IReadOnlyList<DeliveryView> Deliveries,
    IReadOnlyList<RecusalView> Recusals, bool LeaderLeft, HandoverReason? HandoverReason, string? HandoverSheet)
{
    internal static VisitView Of(Visit v, Matter m, Act act) => new(
        v.Id, v.MatterId, v.Number, v.State.ToString(), v.Version, [.. v.OfferedTo(act)], CaseViews.ViewsOf(v.Clocks, act),
        new(m.Id, m.Number, m.State.ToString(), CaseViews.ViewsOf(m.Clocks, act)), v.SessionId, v.VisitedOn, v.Visitors, v.Representatives, v.PeopleConcerned, v.Form, v.Category, v.ContentCode,
        v.Summary.Text, v.ProblemPlace?.Text, v.OnKnownMatter, v.LeaderPostId, v.TalkDraft?.Text, v.Talk?.Text, v.ResponsibleLeaderId, v.ResponsibleLeaderPostId,
        v.Measure?.Text, v.DoneOn, v.Explanation?.Text, v.Basis?.Text, v.ResponsibleUnitId, v.ResponsiblePostId, v.DueOn, v.Requirements?.Text,
        v.Result?.Text, v.Evidence?.Text, v.LeaderNote?.Text, v.Evaluation, v.EvaluationReason?.Text,
        [.. v.Opinions.Select(o => new DemandOpinionView(o.DemandId, o.Opinion.Text))],
        DemandView.Of(m.Demands), [.. m.Petitioners.Select(p => PersonView.Of(p, m, act))], DeliveryView.Of(v.Deliveries, act),
        v.RecusalsFor(act), v.LeaderLeft, v.HandoverReason, v.HandoverSheet?.Text);
}

/// <summary>The legal procedure behind a visit; its clocks run whatever the leader grants.</summary>
public sealed record MatterReference(Guid Id, string Number, string State, IReadOnlyList<ClockView> Clocks);

public sealed record DemandOpinionView(Guid DemandId, string Opinion);
