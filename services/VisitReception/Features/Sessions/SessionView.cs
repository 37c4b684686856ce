using System.Globalization;
using Anjie.Cases;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Sessions;

/// <summary>A reception day.</summary>
/// <param name="Warnings">Things to look at that forbid nothing.</param>
public sealed record SessionView(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<ClockView> Clocks,
    Guid LeaderPostId, Guid LeaderId, string LeaderLevel, DateOnly On, string From, string To, string Place, ReceptionKind Kind, Guid OfficeUnitId,
    Guid? ActualLeaderPostId, DateOnly? HeldOn, int? Visits, IReadOnlyList<string> Warnings)
{
    internal static SessionView Of(Session s, Act act, params IReadOnlyList<string> warnings) => new(
        s.Id, s.MatterId, s.Number, s.State.ToString(), s.Version, [.. s.OfferedTo(act)], [],
        s.LeaderPostId, s.LeaderPersonId, s.LeaderLevel, s.On, Hour(s.From), Hour(s.To), s.Place, s.Kind, s.OfficeUnitId,
        s.ActualLeaderPostId, s.HeldOn, s.Visits, warnings);

    internal static string Hour(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
