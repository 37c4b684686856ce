using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Screening;

public sealed record DisputeLine(
    Guid Id, Guid MatterId, string Number, string State, string Title, DateOnly FoundOn, string TypeCode, string? Risk, Guid ReportingUnitId, Guid HolderUnitId, DateOnly? ResolveBy, Clock? Clock);

public sealed record DisputeGuarantee(string Item, Guid UnitId, Guid PostId, string Measure, DateOnly DueOn, string State, DateOnly? DoneOn, string? Evidence);

public sealed record DisputeStep(Guid Id, DateTimeOffset At, string By, string Means, string Text);

public sealed record Dispute(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks,
    string Title, DateOnly FoundOn, int Method, string TypeCode, string Place, string Facts, string Demands, int PeopleConcerned,
    Guid ReportingUnitId, Guid HolderUnitId, string? Risk, string? Crux, string? RootCause, DateOnly? ResolveBy, string? Outcome, string? Resolution,
    string? LastReason, string? PetitionStatement, bool NominatedForBacklog,
    IReadOnlyList<PersonOfCase> Parties, IReadOnlyList<DisputeGuarantee> Guarantees, IReadOnlyList<DisputeStep> Progress, IReadOnlyList<Recusal> Recusals) : ICaseView;

/// <summary>Disputes found at the doorstep.</summary>
public sealed class ScreeningClient(AnjieApi api)
{
    const string Service = "api/screening", Root = $"{Service}/disputes";

    public Task<Answer<Page<DisputeLine>>> ListAsync(string? state = null, string? q = null, Guid? matterId = null, string? after = null, int limit = 50) =>
        api.GetAsync<Page<DisputeLine>>(Query.Of(Root, ("state", state), ("q", q), ("matterId", matterId), ("after", after), ("limit", limit)));

    public Task<Answer<Dispute>> GetAsync(Guid id) => api.GetAsync<Dispute>($"{Root}/{id}");

    public Task<Answer<IReadOnlyList<HistoryLine>>> HistoryAsync(Guid id) => api.GetAsync<IReadOnlyList<HistoryLine>>($"{Root}/{id}/history");

    public Task<Answer<DisclosedPerson>> DiscloseAsync(Guid party, JsonObject body) => api.PostAsync<DisclosedPerson>($"{Service}/parties/{party}/disclosure", body);

    public Task<Answer<Dispute>> ReportAsync(Guid id, JsonObject body) => api.PutAsync<Dispute>($"{Root}/{id}", body);

    public Task<Answer<Dispute>> ActAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<Dispute>($"{Root}/{id}/{path}", body, version);
}
