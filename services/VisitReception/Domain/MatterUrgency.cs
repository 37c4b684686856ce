using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Deadlines;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Whom a grave or urgent matter is reported to (Art 25): the party committee and government of the place, the authority in charge, the joint office, the office above.</summary>
public enum UrgentAddressee { Government, CompetentAuthority, JointOffice, UpperOffice }

/// <summary>Why a matter is grave or urgent, and that it was reported (Art 25).</summary>
/// <param name="ReportBy">The moment at which an alarm is raised; the law says at once.</param>
/// <param name="ReportedAt">Null until it was reported.</param>
internal sealed record Urgency(
    DateTimeOffset KnownAt, string Reason, DateTimeOffset ReportBy, DateTimeOffset? ReportedAt = null, IReadOnlyList<UrgentAddressee>? ReportedTo = null, string? Report = null);

/// <summary>重大、紧急: reported at once, in hours and not in days (T14).</summary>
internal sealed partial class Matter
{
    static readonly TimeSpan UntilAlarm = TimeSpan.FromHours(ClockRules.Get("T14").AlarmHours);

    public Secret? SealedUrgency { get; private set; }

    public Urgency? Urgency { get => Sheet.Read<Urgency>(SealedUrgency); private set => SealedUrgency = Sheet.Write(value); }

    public void MarkUrgent(Act act, string reason)
    {
        if (Urgency is not null)
            return;

        Apply(act, MatterAction.MarkUrgent);
        Urgency = new(act.Now, reason, act.Now + UntilAlarm);
        Record(act, new UrgentMatterMarked(act.Actor.UnitId, Urgency.ReportBy));
    }

    /// <summary>Reported by word or in writing; the government of the place is always among those who are told.</summary>
    public void ReportUrgent(Act act, IReadOnlyList<UrgentAddressee> to, string report)
    {
        if (Urgency is { ReportedAt: not null } known && known.Report == report)
            return;

        Require(act, MatterAction.ReportUrgent);
        BrokenRuleException.ThrowIf(!to.Contains(UrgentAddressee.Government), MatterErrors.GovernmentNotTold);
        Apply(act, MatterAction.ReportUrgent);
        UrgentAddressee[] told = [.. to.Distinct().Order()];
        Urgency = Urgency! with { ReportedAt = act.Now, ReportedTo = told, Report = report };
        Record(act, new UrgentMatterReported([.. told.Select(one => one.ToString())]));
    }

    // No other service hears of an accusation, so nobody there could raise an alarm; who takes it on reports by their own rules (Art 30).
    static bool MayMarkUrgent(Matter matter, Act act) => matter.Urgency is null && IsOrdinary(matter) && MayFile(matter, act);

    static bool MayReportUrgent(Matter matter, Act act) => matter.Urgency is { ReportedAt: null } && MayFile(matter, act);
}
