using System.Text.Json;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>A matter as its caller may see it.</summary>
public sealed record MatterView(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<ClockView> Clocks,
    DateOnly ReceivedOn, int Form, MatterCategory Category, string ContentCode, string Summary, string? ProblemPlace, bool Anonymous, bool PetitionerPending, int PeopleConcerned,
    Guid RegisteringUnitId, Guid? HandlingUnitId, DispatchKind? DispatchKind, DateOnly? DispatchedOn, DateOnly? ReportBy, string? DispatchNote, DateOnly? AcceptedOn, bool Simple,
    OpinionDraft? OpinionDraft, Guid? AnswerLetterId, bool NominatedForBacklog, DateOnly? ClosesOn, AccusedView? Accused,
    IReadOnlyList<DemandView> Demands, IReadOnlyList<PersonView> Petitioners, IReadOnlyList<InvestigationView> Investigations,
    IReadOnlyList<LetterView> Letters, IReadOnlyList<DeliveryView> Deliveries, IReadOnlyList<EvaluationView> Evaluations, IReadOnlyList<RecusalView> Recusals,
    ProcedureView Procedure, IReadOnlyList<ReviewView> Reviews)
{
    internal static MatterView Of(Matter m, Act act) => new(
        m.Id, m.MatterId, m.Number, m.State.ToString(), m.Version, [.. m.OfferedTo(act)], CaseViews.ViewsOf(m.Clocks, act),
        m.ReceivedOn, m.Form, m.Category, m.ContentCode, m.Summary.Text, m.ProblemPlace?.Text, m.Anonymous, m.PetitionerPending, m.PeopleConcerned,
        m.RegisteringUnitId, m.HandlingUnitId, m.DispatchKind, m.DispatchedOn, m.ReportBy, m.DispatchNote?.Text, m.AcceptedOn, m.Simple,
        OpinionDraft.Read(m.OpinionDraft?.Text), m.AnswerLetterId, m.NominatedForBacklog, m.ClosesOn, AccusedView.Of(m),
        DemandView.Of(m.Demands), [.. m.Petitioners.Select(p => PersonView.Of(p, m, act))],
        [.. m.Investigations.OrderBy(i => i.On).ThenBy(i => i.Id).Select(i => new InvestigationView(i.Id, i.Kind, i.On, i.By, i.Text.Text))],
        LetterView.Of(m, act), DeliveryView.Of(m.Deliveries, act),
        [.. m.Evaluations.Select(e => new EvaluationView(e.About, e.Value, e.Reason?.Text, e.RecordedOn))], m.RecusalsFor(act),
        ProcedureView.Of(m, act), ReviewView.Of(m));
}

/// <summary>Whom an accusation is about; such a matter is not shown to them.</summary>
public sealed record AccusedView(Guid UnitId, Guid? PersonId, string? Name)
{
    internal static AccusedView? Of(Matter m) => m.AccusedUnitId is { } unit ? new(unit, m.AccusedPersonId, m.AccusedName?.Text) : null;
}

public sealed record InvestigationView(Guid Id, InvestigationKind Kind, DateOnly On, string By, string Text);

public sealed record EvaluationView(EvaluationSubject About, Satisfaction Value, string? Reason, DateOnly RecordedOn);

/// <summary>What the handler has written so far for the head who signs.</summary>
public sealed record OpinionDraft(IReadOnlyList<OpinionDraft.Finding> Findings, string Facts, string ReviewOrgan)
{
    public sealed record Finding(Guid DemandId, DemandFindingKind? Kind, string Opinion, string Basis);

    internal string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static OpinionDraft? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<OpinionDraft>(text, JsonSerializerOptions.Web);
}
