using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Reception;

public sealed record SessionLine(
    Guid Id, Guid MatterId, string Number, string State, Guid LeaderPostId, string LeaderLevel, DateOnly On, string From, string To, string Place, string Kind, DateOnly? HeldOn, int? Visits, bool Mine);

public sealed record Session(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks,
    Guid LeaderPostId, string LeaderLevel, DateOnly On, string From, string To, string Place, string Kind, Guid? ActualLeaderPostId, DateOnly? HeldOn, int? Visits, IReadOnlyList<string>? Warnings) : ICaseView;

public sealed record VisitLine(
    Guid Id, Guid MatterId, string Number, string State, string Title, Guid SessionId, DateOnly VisitedOn, int Visitors, Guid LeaderPostId, Guid? ResponsibleUnitId, DateOnly? DueOn, string? Light);

public sealed record Demand(
    Guid Id, int Position, string Text, string State, string? Finding, string? Opinion, string? Basis, string? Route, string? Organ, string? TimeLimit, string? NoticeNumber);

public sealed record Delivery(
    Guid? LetterId, string Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber, DateTimeOffset? RecordedAt, string RecordedBy, string? Kind = null,
    string? Place = null, IReadOnlyList<string>? Servers = null, string? View = null);

public sealed record DemandOpinion(Guid DemandId, string Opinion);

public sealed record MatterReference(Guid Id, string Number, string State, IReadOnlyList<Clock> Clocks);

public sealed record Visit(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks, MatterReference? Matter,
    Guid SessionId, DateOnly VisitedOn, int Visitors, int Representatives, int PeopleConcerned, int Form, string Category, string ContentCode, string Summary, string? ProblemPlace,
    bool OnKnownMatter, Guid LeaderPostId, string? TalkDraft, string? Talk, Guid? ResponsibleLeaderPostId, string? Measure, DateOnly? DoneOn, string? Explanation, string? Basis,
    Guid? ResponsibleUnitId, Guid? ResponsiblePostId, DateOnly? DueOn, string? Requirements, string? Result, string? Evidence, string? LeaderNote, string? Evaluation, string? EvaluationReason,
    IReadOnlyList<DemandOpinion> Opinions, IReadOnlyList<Demand> Demands, IReadOnlyList<PersonOfCase> Petitioners, IReadOnlyList<Delivery> Deliveries,
    IReadOnlyList<Recusal> Recusals, bool LeaderLeft, string? HandoverReason, string? HandoverSheet) : ICaseView;

/// <summary>An earlier matter of the person at the window.</summary>
public sealed record PersonMatch(
    Guid MatterId, Guid Id, string MatterNumber, string State, DateOnly ReceivedOn, string? LastConclusion, IReadOnlyList<string>? Findings, int Visits, string MatchedBy, int Score);

public sealed record PersonMatches(IReadOnlyList<PersonMatch> Items);

/// <summary>Reception days and visits.</summary>
public sealed class ReceptionClient(AnjieApi api)
{
    const string Root = "api/reception";

    public Task<Answer<Page<SessionLine>>> SessionsAsync(DateOnly? from = null, DateOnly? to = null, bool mine = false, string? state = null, string? after = null, int limit = 50) =>
        api.GetAsync<Page<SessionLine>>(Query.Of($"{Root}/sessions", ("from", from), ("to", to), ("leader", mine ? "me" : null), ("state", state), ("after", after), ("limit", limit)));

    public Task<Answer<Session>> SessionAsync(Guid id) => api.GetAsync<Session>($"{Root}/sessions/{id}");

    public Task<Answer<Session>> PlanAsync(Guid id, JsonObject body) => api.PutAsync<Session>($"{Root}/sessions/{id}", body);

    public Task<Answer<Session>> ActOnSessionAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<Session>($"{Root}/sessions/{id}/{path}", body, version);

    public Task<Answer<Page<VisitLine>>> VisitsAsync(string? state = null, string? q = null, Guid? sessionId = null, bool mine = false, string? after = null, int limit = 50) =>
        api.GetAsync<Page<VisitLine>>(Query.Of($"{Root}/visits", ("state", state), ("q", q), ("sessionId", sessionId), ("mine", mine), ("after", after), ("limit", limit)));

    public Task<Answer<Visit>> VisitAsync(Guid id) => api.GetAsync<Visit>($"{Root}/visits/{id}");

    public Task<Answer<IReadOnlyList<HistoryLine>>> HistoryAsync(Guid id) => api.GetAsync<IReadOnlyList<HistoryLine>>($"{Root}/visits/{id}/history");

    public Task<Answer<Visit>> RegisterAsync(Guid id, JsonObject body) => api.PutAsync<Visit>($"{Root}/visits/{id}", body);

    public Task<Answer<Visit>> ActAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<Visit>($"{Root}/visits/{id}/{path}", body, version);

    public Task<Answer<DisclosedPerson>> DiscloseAsync(Guid petitioner, JsonObject body) => api.PostAsync<DisclosedPerson>($"{Root}/petitioners/{petitioner}/disclosure", body);

    /// <summary>Names and numbers of people go in a body, never into an address.</summary>
    public Task<Answer<PersonMatches>> FindPersonAsync(string? name, string? identityNumber, string? phone)
    {
        var body = new JsonObject();
        if (!string.IsNullOrWhiteSpace(name))
            body["name"] = name.Trim();
        if (!string.IsNullOrWhiteSpace(identityNumber))
            body["identityNumber"] = identityNumber.Trim();
        if (!string.IsNullOrWhiteSpace(phone))
            body["phone"] = phone.Trim();
        return api.PostAsync<PersonMatches>($"{Root}/person-search", body);
    }
}
