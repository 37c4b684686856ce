using System.Text.Json;
using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Features.Matters;

namespace Anjie.Portal.Features.Supervision;

public sealed record LedgerLine(
    Guid CaseId, Guid MatterId, string Kind, string Number, string State, DateOnly OpenedOn, string LastFact, DateTimeOffset LastAt, Guid? UnitId,
    DateOnly? NextDueOn, string? Light, int? Level, bool Complete)
{
    /// <summary>Page of the case in this Portal.</summary>
    public string Href => HrefOf(Kind, CaseId, MatterId);

    public static string HrefOf(string kind, Guid caseId, Guid matterId) => kind switch
    {
        "Dispute" => $"/disputes/{caseId}",
        "Visit" => $"/visits/{caseId}",
        "Matter" => $"/matters/{caseId}",
        "Backlog" => $"/backlog/{caseId}",
        "Supervision" or "Item" => $"/supervision/items/{caseId}",
        _ => $"/timeline/{matterId}",
    };
}

public sealed record NoticeLine(
    Guid Id, string Kind, int Level, Guid? MatterId, Guid? CaseId, string? CaseKind, string? Number, Guid? ItemId, string? Rule, string? Situation, DateOnly? DueOn,
    Guid? ByPersonId, Guid? ByUnitId, string? Service, int? People, int? Hours, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

public sealed record NoticePage(IReadOnlyList<NoticeLine> Items, string? Next, int Unread);

public sealed record TimelineCase(Guid CaseId, string Kind, string Number, string State, int? Level);

public sealed record TimelineEntry(
    DateTimeOffset OccurredAt, string Service, string Kind, Guid CaseId, int Version, string Fact, Guid ActorId, Guid ActorUnitId, string ActorRole, JsonElement Data);

public sealed record WatchedClock(
    Guid Id, Guid CaseId, string Rule, string Name, string State, string Light, DateOnly StartedOn, DateOnly? StoppedOn, DateOnly Nominal, DateOnly Legal, DateOnly Target,
    bool Provisional, string Article, Guid ResponsibleUnitId);

public sealed record MatterTimeline(Guid MatterId, bool Complete, IReadOnlyList<TimelineCase> Cases, IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<WatchedClock> Clocks);

public sealed record LevelCount(int Level, int Count);

public sealed record Board(IReadOnlyList<LedgerLine> Overdue, int OverdueTotal, IReadOnlyList<LedgerLine> DueThisWeek, int DueThisWeekTotal, IReadOnlyList<LevelCount> ByLevel, int OpenItems);

public sealed record ItemLine(Guid Id, Guid MatterId, string Number, string State, int Level, int? AwaitedLevel, Guid UnitId, Guid SubjectCaseId, bool SubjectEnded, string? Situation, DateOnly? ReplyBy, string? Light);

public sealed record Requirement(Guid Id, int Round, bool Current, string Text, string? Answer, DateOnly? AnsweredOn);

public sealed record Review(string Verdict, string Method, string Text, DateOnly On, string By);

public sealed record SupervisionItem(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks,
    int Level, int? AwaitedLevel, Guid UnitId, Guid SubjectCaseId, bool SubjectEnded, string? Situation, string? Reason, DateOnly? ReplyBy, int Returns,
    IReadOnlyList<Requirement> Requirements, IReadOnlyList<Review> Reviews, IReadOnlyList<ItemLetter> Letters) : ICaseView;

/// <summary>A letter of the item; the letter itself is read by its id.</summary>
public sealed record ItemLetter(Guid Id, string Kind, string KindName, string Number, Guid UnitId, DateOnly IssuedOn, string IssuedBy);

public sealed record QuotaLine(Guid LeaderPostId, Guid UnitId, string Level, string Period, DateOnly From, DateOnly To, int Required, int Done, string Light);

public sealed record Quotas(IReadOnlyList<QuotaLine> Items);

/// <summary>Ledger, timeline, supervision items, the bell and quotas.</summary>
public sealed class SupervisionClient(AnjieApi api)
{
    const string Root = "api/supervision";

    public Task<Answer<Page<LedgerLine>>> LedgerAsync(string? kind = null, bool open = false, Guid? unitId = null, string? light = null, string? q = null, string? after = null, int limit = 50) =>
        api.GetAsync<Page<LedgerLine>>(Query.Of($"{Root}/ledger", ("kind", kind), ("open", open), ("unitId", unitId), ("light", light), ("q", q), ("after", after), ("limit", limit)));

    public Task<Answer<MatterTimeline>> TimelineAsync(Guid matterId) => api.GetAsync<MatterTimeline>($"{Root}/matters/{matterId}/timeline");

    public Task<Answer<Page<ItemLine>>> ItemsAsync(string? state = null, int? level = null, bool mine = false, bool open = false, string? q = null, string? after = null, int limit = 50) =>
        api.GetAsync<Page<ItemLine>>(Query.Of($"{Root}/items", ("state", state), ("level", level), ("mine", mine), ("open", open), ("q", q), ("after", after), ("limit", limit)));

    public Task<Answer<SupervisionItem>> ItemAsync(Guid id) => api.GetAsync<SupervisionItem>($"{Root}/items/{id}");

    public Task<Answer<IReadOnlyList<HistoryLine>>> ItemHistoryAsync(Guid id) => api.GetAsync<IReadOnlyList<HistoryLine>>($"{Root}/items/{id}/history");

    public Task<Answer<SupervisionItem>> ActAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<SupervisionItem>($"{Root}/items/{id}/{path}", body, version);

    /// <summary>How the letter of an act would look; nothing is kept of it.</summary>
    public Task<Answer<LetterPreview>> PreviewAsync(Guid id, JsonObject body) => api.PostAsync<LetterPreview>($"{Root}/items/{id}/letters/preview", body);

    public Task<Answer<NoticePage>> NoticesAsync(bool unread = false, string? after = null, int limit = 50) =>
        api.GetAsync<NoticePage>(Query.Of($"{Root}/notices", ("unread", unread), ("after", after), ("limit", limit)));

    public Task<Answer<object>> ReadAsync(Guid notice) => api.PostAsync<object>($"{Root}/notices/{notice}/reading", new JsonObject());

    public Task<Answer<Board>> BoardAsync() => api.GetAsync<Board>($"{Root}/board");

    public Task<Answer<Quotas>> QuotasAsync(string? period) => api.GetAsync<Quotas>(Query.Of($"{Root}/quotas", ("period", period)));
}
