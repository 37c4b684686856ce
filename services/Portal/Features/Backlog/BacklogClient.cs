using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Components.Parts;

namespace Anjie.Portal.Features.Backlog;

public sealed record BacklogLine(
    Guid Id, Guid MatterId, string Number, string State, string? Title, string Criterion, string? Batch, string? Level, Guid ResponsibleUnitId,
    Guid? LeaderPostId, string? LeaderName, DateOnly? ResolveBy, DateOnly? ObservedUntil, DateOnly? DueOn, string? Light);

public sealed record BacklogDemand(Guid DemandId, string Text, string Reasonableness, string? Outcome, string? Finding, string? Evidence);

public sealed record Measure(Guid DemandId, string Text, Guid PostId, DateOnly DueOn);

public sealed record Plan(
    int PlanVersion, string State, string Crux, string PolicyBasis, string Stability, DateOnly ResolveBy, string? ReasonBeyondBatch, DateTimeOffset SubmittedAt,
    DateOnly? ApprovedOn, string? Opinion, IReadOnlyList<Measure> Measures);

public sealed record BacklogStep(Guid Id, string Kind, DateOnly On, DateTimeOffset At, string By, string Text);

public sealed record FollowUp(DateOnly On, string By, string Text);

public sealed record BacklogDelivery(string Kind, string Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber);

public sealed record BacklogCase(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks, IReadOnlyList<FiveOne> FiveOnes,
    string? Title, string? Name, string Criterion, string Source, string? Batch, string? Level, Guid ResponsibleUnitId, Guid? ResponsiblePostId,
    Guid? LeaderPostId, string? LeaderName, bool Appointed, Guid? HeadPostId, IReadOnlyList<Guid> MemberPostIds, DateOnly? PetitionerMetOn, string? MeetingText,
    DateOnly? ResolveBy, string? PrimaryOutcome, IReadOnlyList<Guid> VerifierPostIds, string? Findings, string? LetterNumber, string? LetterText,
    string? Evaluation, string? EvaluationReason, DateOnly? ObservedUntil, DateOnly? ReboundedOn, string? LastReason,
    IReadOnlyList<BacklogDemand> Demands, IReadOnlyList<Plan> Plans, IReadOnlyList<BacklogStep> Progress, IReadOnlyList<FollowUp> FollowUps, IReadOnlyList<BacklogDelivery> Deliveries,
    IReadOnlyList<Recusal> Recusals, bool LeaderLeft, Guid? SuccessorPostId, string? HandoverReason, string? HandoverSheet) : ICaseView;

/// <summary>Backlog cases and their five ones.</summary>
public sealed class BacklogClient(AnjieApi api)
{
    const string Root = "api/backlog/cases";

    public Task<Answer<Page<BacklogLine>>> ListAsync(string? state = null, string? q = null, bool mine = false, bool unclaimed = false, string? after = null, int limit = 50) =>
        api.GetAsync<Page<BacklogLine>>(Query.Of(Root, ("state", state), ("q", q), ("mine", mine), ("unclaimed", unclaimed), ("after", after), ("limit", limit)));

    public Task<Answer<BacklogCase>> GetAsync(Guid id) => api.GetAsync<BacklogCase>($"{Root}/{id}");

    public Task<Answer<IReadOnlyList<HistoryLine>>> HistoryAsync(Guid id) => api.GetAsync<IReadOnlyList<HistoryLine>>($"{Root}/{id}/history");

    /// <summary>First come, first served: a claim names no version.</summary>
    public Task<Answer<BacklogCase>> ClaimAsync(Guid id) => api.PostAsync<BacklogCase>($"{Root}/{id}/claim", new JsonObject());

    public Task<Answer<BacklogCase>> NominateAsync(Guid id, JsonObject body) => api.PutAsync<BacklogCase>($"{Root}/{id}", body);

    public Task<Answer<BacklogCase>> ActAsync(Guid id, string path, JsonObject body, int? version) => api.PostAsync<BacklogCase>($"{Root}/{id}/{path}", body, version);
}
