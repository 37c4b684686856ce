using Anjie.Portal.Api;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Components.Parts;

/// <summary>One line of a timeline, in words.</summary>
public sealed record TimelineLine(DateTimeOffset At, string Fact, string? State, string? Detail, Guid UnitId, string Actor, string Role, string? Case = null)
{
    public static TimelineLine Of(string kind, HistoryLine line) => new(
        line.OccurredAt, Texts.Fact(line.Fact), Texts.State(kind, line.State), null, line.ActorUnitId, line.ActorName, line.ActorRole);
}
