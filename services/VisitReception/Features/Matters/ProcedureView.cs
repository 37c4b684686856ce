using Anjie.Cases;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>Where the matter stands beside its state: what was sent back, refused, extended, and what became of it.</summary>
/// <param name="ProvinceStatus">信访件状态 of the province's exchange, 1 to 15; null where the province knows none.</param>
/// <param name="EndedAs">The state in which the procedure ended; null while it goes on.</param>
public sealed record ProcedureView(
    int? ProvinceStatus, Substance Substance, string? OutcomeText, string? EndedAs, DateOnly? CertifiedOn, Guid? ParentId, DateOnly? UpstreamOn, string? UpstreamOrgan,
    ObjectionView? Objection, RefusalView? Refusal, ExtensionView? Extension, string? SwitchReason, string? DeskNote, UrgencyView? Urgency)
{
    internal static ProcedureView Of(Matter m, Act act) => new(
        Domain.ProvinceStatus.Of(m, act.Today), m.Substance, m.OutcomeText?.Text, m.EndedAs?.ToString(), m.CertifiedOn, m.ParentId, m.UpstreamOn, m.UpstreamOrgan,
        m.Objection is { } o ? new(o.On, o.Reason, o.Basis, o.ProposedUnitId, o.Answer) : null,
        m.Refusal is { } r ? new(r.Ground, r.Reason, r.Basis, r.CompetentOrgan, r.FinalNumber) : null,
        m.Extension is { } e ? new(e.Days, e.Reason, e.LetterId, e.ApprovedOn, e.ToldOn) : null,
        m.SwitchReason?.Text, m.DeskNote?.Text,
        m.Urgency is { } u ? new(u.KnownAt, u.Reason, u.ReportBy, u.ReportedAt, u.ReportedTo, u.Report) : null);
}

/// <summary>What the unit says against having to handle it.</summary>
public sealed record ObjectionView(DateOnly On, string Reason, string Basis, Guid? ProposedUnitId, string? Answer);

/// <summary>Why it was not accepted.</summary>
public sealed record RefusalView(string Ground, string Reason, string Basis, string? CompetentOrgan, string? FinalNumber);

/// <summary>A longer term; in force from the day the petitioner was told.</summary>
public sealed record ExtensionView(int Days, string Reason, Guid? LetterId, DateOnly? ApprovedOn, DateOnly? ToldOn);

/// <summary>Why it is grave or urgent, when an alarm is raised, and whom it was reported to.</summary>
public sealed record UrgencyView(DateTimeOffset KnownAt, string Reason, DateTimeOffset ReportBy, DateTimeOffset? ReportedAt, IReadOnlyList<UrgentAddressee>? ReportedTo, string? Report);

/// <summary>A review (level 1) or re-review (level 2).</summary>
public sealed record ReviewView(
    Guid Id, int Level, DateOnly FiledOn, string Request, string Grounds, string? LateReason, Guid? OrganId, string OrganName,
    ReviewDecision? Decision, DateOnly? DecidedOn, Guid? LetterId, string? Inquiry, string? Text, string? Basis, string? Reviewers, DateOnly? ServedOn)
{
    internal static IReadOnlyList<ReviewView> Of(Matter m) => [.. m.Reviews.OrderBy(r => r.Position).Select(r => new ReviewView(
        r.Id, r.Level, r.FiledOn, r.Request.Text, r.Grounds.Text, r.LateReason?.Text, r.OrganId, r.OrganName,
        r.Decision, r.DecidedOn, r.LetterId, r.Inquiry?.Text, r.Text?.Text, r.Basis, r.Reviewers?.Text, r.ServedOn))];
}
