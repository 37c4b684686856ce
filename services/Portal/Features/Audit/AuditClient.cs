using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Audit;

public sealed record AuditLine(
    Guid Id, DateTimeOffset OccurredAt, Guid ActorId, Guid PostId, Guid UnitId, string Roles, string Action, string Subject, string Result, string? Address, string? TraceId, string? Purpose, Guid? ActingFor, bool Linked)
{
    public bool IsDone => Result == "done";
}

/// <summary>Evidence of each service; every service keeps its own.</summary>
public sealed class AuditClient(AnjieApi api)
{
    public static readonly IReadOnlyList<string> Services = ["reception", "screening", "backlog", "supervision", "directory"];

    public Task<Answer<Page<AuditLine>>> ListAsync(string service, string? subject, DateOnly? from, DateOnly? to, bool refused, string? after, int limit) =>
        api.GetAsync<Page<AuditLine>>(Query.Of(
            $"api/{service}/audit", ("subject", subject), ("from", from), ("to", to), ("refused", refused), ("after", after), ("limit", limit)));
}
