namespace Anjie.Contracts.Screening;

/// <summary>A dispute was found and written down at the doorstep (D1); nobody has petitioned yet, so no petition clock runs.</summary>
/// <param name="Number">Number for people, for instance <c>PC2026000123</c>.</param>
/// <param name="FoundOn">Day on which the dispute was found, Asia/Shanghai.</param>
/// <param name="Method">Code of the way it was found (排查方式, 1–10).</param>
/// <param name="TypeCode">Code of the kind of dispute, level one and two.</param>
/// <param name="ReportingUnitId">Unit of the person who reported it.</param>
/// <param name="PeopleConcerned">How many people are concerned.</param>
public sealed record DisputeReported(string Number, DateOnly FoundOn, int Method, string TypeCode, Guid ReportingUnitId, int PeopleConcerned) : CaseEvent;

/// <summary>Crux and root cause are known and the risk is graded (D2; seed item 9).</summary>
/// <param name="TypeCode">Code of the kind of dispute after the assessment.</param>
/// <param name="Risk">Risk colour: Red, Orange, Yellow or Blue.</param>
/// <param name="ResponsibleUnitId">The unit that must have the dispute handled.</param>
public sealed record DisputeAssessed(string TypeCode, string Risk, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>The report was found to be groundless or a repetition (D11).</summary>
/// <param name="Reason">Code: <c>Groundless</c> or <c>Duplicate</c>.</param>
public sealed record DisputeDismissed(string Reason) : CaseEvent;

/// <summary>All five guarantees are assigned and the date of resolution is set (D3; seed item 9).</summary>
/// <param name="ResolveBy">Day by which the dispute is to be resolved.</param>
/// <param name="ResponsibleUnitId">The unit that holds the dispute.</param>
public sealed record FiveGuaranteesAssigned(DateOnly ResolveBy, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>Work on the dispute began (D4).</summary>
public sealed record DisputeHandlingStarted : CaseEvent;

/// <summary>A step of work was written down.</summary>
/// <param name="Means">Code of the means used (化解方式).</param>
public sealed record DisputeProgressed(string Means) : CaseEvent;

/// <summary>The responsible unit says that the dispute is resolved and asks for the check (D5).</summary>
/// <param name="Outcome">Main outcome under 三到位一处理: A, B, C or D.</param>
public sealed record DisputeResolutionSubmitted(string Outcome) : CaseEvent;

/// <summary>The check found the resolution wanting; handling goes on (D5 to D4).</summary>
public sealed record DisputeReturned : CaseEvent;

/// <summary>The dispute was struck off the list (D6).</summary>
/// <param name="Outcome">Main outcome, or <c>Legal</c> when a legal route ended it.</param>
public sealed record DisputeClosed(string Outcome) : CaseEvent;

/// <summary>The dispute could not be solved where it lay and went one level up (D7).</summary>
/// <param name="FromUnitId">Unit that held it.</param>
/// <param name="ToUnitId">Unit that holds it now.</param>
/// <param name="Overdue">True when the resolve date had passed.</param>
public sealed record DisputeEscalated(Guid FromUnitId, Guid ToUnitId, bool Overdue) : CaseEvent;

/// <summary>A person stated a demand and wants it handled as a petition (D8). VisitReception makes a matter that awaits completion.</summary>
/// <param name="StatedOn">Day of the statement: the legal day of receipt.</param>
/// <param name="ReceivingUnitId">Unit that took the statement.</param>
/// <param name="TypeCode">Kind of dispute, a proposal for the content category.</param>
/// <param name="PeopleConcerned">How many people are concerned.</param>
public sealed record DisputeConvertedToPetition(DateOnly StatedOn, Guid ReceivingUnitId, string TypeCode, int PeopleConcerned) : CaseEvent;

/// <summary>The parties were guided to a legal route with a notice (D9).</summary>
/// <param name="Route">Code of the route, for instance <c>Arbitration</c>.</param>
public sealed record DisputeGuided(string Route) : CaseEvent;

/// <summary>A dispute with a petition history is proposed as a backlog case.</summary>
/// <param name="Criterion">K1 to K8.</param>
/// <param name="ResponsibleUnitId">Unit that holds the dispute.</param>
public sealed record DisputeNominatedForBacklog(string Criterion, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>A person keeps out of the case from now on (Art 28); in every post of theirs nothing of it is open to them.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="PostId">The post in which the interest was found.</param>
/// <param name="Reason">Relative, Party, FormerHandler or Other.</param>
/// <param name="Ordered">True when a superior ordered it; false when the person declared it.</param>
public sealed record OfficialRecused(Guid PersonId, Guid PostId, string Reason, bool Ordered) : CaseEvent;

/// <summary>The superior found that the person may take part again.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="PostId">The post in which the interest was found.</param>
public sealed record RecusalLifted(Guid PersonId, Guid PostId) : CaseEvent;

/// <summary>A clock of a dispute changed.</summary>
public sealed record ClockChanged : ClockEvent;

/// <summary>The details of unusually many parties to disputes were shown in full.</summary>
public sealed record ManyDisclosed : DisclosuresEvent;
