using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Components.Parts;
using Anjie.Portal.Features.Reception;

namespace Anjie.Portal.Features.Matters;

public sealed record MatterLine(
    Guid Id, Guid MatterId, string Number, string State, string Title, DateOnly ReceivedOn, int Form, string Category, string ContentCode, bool PetitionerPending,
    Guid RegisteringUnitId, Guid? HandlingUnitId, DateOnly? NextDueOn, string? Light);

public sealed record Investigation(Guid Id, DateOnly On, string By, string Text);

public sealed record Evaluation(string About, string Value, string? Reason, DateOnly RecordedOn);

public sealed record Letter(Guid Id, string Kind, string Number, Guid UnitId, DateOnly IssuedOn, string IssuedBy, string Body, bool Served);

/// <summary>Whom an accusation is about.</summary>
public sealed record AccusedParty(Guid UnitId, Guid? PersonId, string? Name);

public sealed record DraftFinding(Guid DemandId, string? Kind, string Opinion, string Basis);

public sealed record OpinionDraft(IReadOnlyList<DraftFinding> Findings, string Facts, string ReviewOrgan);

public sealed record Matter(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks,
    DateOnly ReceivedOn, int Form, string Category, string ContentCode, string Summary, string? ProblemPlace, bool Anonymous, bool PetitionerPending, int PeopleConcerned,
    Guid RegisteringUnitId, Guid? HandlingUnitId, string? DispatchKind, DateOnly? DispatchedOn, DateOnly? ReportBy, string? DispatchNote, DateOnly? AcceptedOn, bool Simple,
    OpinionDraft? OpinionDraft, Guid? AnswerLetterId, bool NominatedForBacklog, DateOnly? ClosesOn, AccusedParty? Accused,
    IReadOnlyList<Demand> Demands, IReadOnlyList<PersonOfCase> Petitioners, IReadOnlyList<Investigation> Investigations, IReadOnlyList<Letter> Letters,
    IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Evaluation> Evaluations, IReadOnlyList<Recusal> Recusals) : ICaseView;

/// <summary>Matters: the legal procedure.</summary>
public sealed class MatterClient(AnjieApi api)
{
    const string Root = "api/reception/matters";

    public Task<Answer<Page<MatterLine>>> ListAsync(LedgerQuery query) =>
        api.GetAsync<Page<MatterLine>>(Query.Of(Root, [.. query.Filters.Select(filter => (filter.Key, (object?)filter.Value)), ("q", query.Q), ("after", query.After), ("limit", query.Limit)]));

    public Task<Answer<Matter>> GetAsync(Guid id) => api.GetAsync<Matter>($"{Root}/{id}");

    /// <summary>The legal procedure of a matter, if there is one that the caller sees. A list, because to find none is no refusal and leaves no evidence of one.</summary>
    public async Task<Matter?> FindAsync(Guid matterId) =>
        (await api.GetAsync<Page<MatterLine>>(Query.Of(Root, ("matterId", matterId), ("limit", 1)))).Value?.Items is [var line] ? (await GetAsync(line.Id)).Value : null;

    public Task<Answer<IReadOnlyList<HistoryLine>>> HistoryAsync(Guid id) => api.GetAsync<IReadOnlyList<HistoryLine>>($"{Root}/{id}/history");

    public Task<Answer<Matter>> RegisterAsync(Guid id, JsonObject body) => api.PutAsync<Matter>($"{Root}/{id}", body);

    public Task<Answer<Matter>> ActAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<Matter>($"{Root}/{id}/{path}", body, version);
}
