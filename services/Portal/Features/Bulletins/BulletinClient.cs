using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Bulletins;

public sealed record BulletinLine(Guid Id, string Period, string State, string Number, Guid UnitId, DateTimeOffset CutOff, DateOnly? PublishedOn);

public sealed record HandlingRow(Guid? UnitId, string Unit, string Kind, int Opened, int Closed, int ClosedInTime, decimal? InTimeRate, int Overdue);

public sealed record ReceptionRow(Guid LeaderPostId, Guid UnitId, string Unit, string Title, string Level, int Owed, int Held, int Exempt, int Missed);

public sealed record BacklogRow(Guid? UnitId, string Unit, int Claimed, int Resolved, int StruckOff, int Open);

public sealed record PressingRow(int Level, int Issued, int Due, int AnsweredInTime, decimal? AnswerRate, int Open);

/// <summary>What a figure is called and what it counts.</summary>
public sealed record Figure(string Code, string Name, string Definition);

public sealed record Named(Guid SubjectId, bool IsLeader, string Name, string Words);

/// <summary>A bulletin with the figures of its cut-off.</summary>
public sealed record Bulletin(
    Guid Id, string Number, string Period, DateOnly From, DateOnly To, DateTimeOffset CutOff, string State, int Version, IReadOnlyList<OfferedAction> Actions,
    Guid UnitId, string WrittenBy, string? ReturnReason, DateOnly? PublishedOn, string? ApprovedBy,
    IReadOnlyList<HandlingRow> Handling, IReadOnlyList<ReceptionRow> Receptions, IReadOnlyList<BacklogRow> Backlog, IReadOnlyList<PressingRow> Pressing, IReadOnlyList<Figure> Definitions,
    string? Overall, IReadOnlyList<Named> Praised, IReadOnlyList<Named> Criticised, IReadOnlyList<string> NextSteps);

public sealed class BulletinClient(AnjieApi api)
{
    const string Root = "api/supervision/bulletins";

    public Task<Answer<Page<BulletinLine>>> ListAsync(string? state = null, string? period = null, string? after = null, int limit = 50) =>
        api.GetAsync<Page<BulletinLine>>(Query.Of(Root, ("state", state), ("period", period), ("after", after), ("limit", limit)));

    public Task<Answer<Bulletin>> GetAsync(Guid id) => api.GetAsync<Bulletin>($"{Root}/{id}");

    public Task<Answer<Bulletin>> DraftAsync(Guid id, JsonObject body) => api.PutAsync<Bulletin>($"{Root}/{id}", body);

    public Task<Answer<Bulletin>> ActAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<Bulletin>($"{Root}/{id}/{path}", body, version);
}
