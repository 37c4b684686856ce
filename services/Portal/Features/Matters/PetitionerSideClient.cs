using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Matters;

public sealed record QueryCodeState(DateOnly GivenOn, int Issue, int Slips);

public sealed record EvaluationState(string About, string? Status, int? Code);

public sealed record ReviewRequest(Guid Id, string Rule, DateOnly FiledOn, string Request, string Grounds, bool Pending);

public sealed record PetitionerSide(
    QueryCodeState? Code, bool MayBeQueried, string? NotAskedBecause, string? WithheldBecause, DateOnly? EvaluateUntil, IReadOnlyList<EvaluationState> Evaluations, IReadOnlyList<ReviewRequest> ReviewRequests,
    bool MayTakeSlip, bool MayRenewCode);

public sealed record QuerySlip(string Number, string Code, Uri Address, Uri Opens, int PictureSize, string Picture, bool ByPhone);

/// <summary>The petitioner's side of a matter, as the desk sees it.</summary>
public sealed class PetitionerSideClient(AnjieApi api)
{
    const string Root = "api/reception/matters";

    public Task<Answer<PetitionerSide>> GetAsync(Guid id) => api.GetAsync<PetitionerSide>($"{Root}/{id}/petitioner-side");

    /// <summary>Takes the code out; each time leaves a row of evidence.</summary>
    public Task<Answer<QuerySlip>> TakeSlipAsync(Guid id) => api.PostAsync<QuerySlip>($"{Root}/{id}/query-slip", new System.Text.Json.Nodes.JsonObject());

    public Task<Answer<QuerySlip>> RenewCodeAsync(Guid id) => api.PostAsync<QuerySlip>($"{Root}/{id}/query-code", new System.Text.Json.Nodes.JsonObject());
}
