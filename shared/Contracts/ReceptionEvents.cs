namespace Anjie.Contracts.Reception;

/// <summary>A leader's reception day was planned (R1; seed item 10).</summary>
/// <param name="LeaderId">The leader who will receive.</param>
/// <param name="LeaderPostId">The post in which the leader receives.</param>
/// <param name="On">Planned day.</param>
/// <param name="Kind">Form of reception: Fixed, ByAppointment, CarryingCase, Video or Unannounced.</param>
public sealed record SessionPlanned(Guid LeaderId, Guid LeaderPostId, DateOnly On, string Kind) : CaseEvent;

/// <summary>The reception day was made public (R2).</summary>
public sealed record SessionPublished : CaseEvent;

/// <summary>The leader began to receive (R3).</summary>
public sealed record SessionOpened : CaseEvent;

/// <summary>The reception ended (R4) and counts as one day for the leader who was present.</summary>
/// <param name="LeaderId">The leader who was present.</param>
/// <param name="LeaderPostId">The post in which the leader was present.</param>
/// <param name="HeldOn">The day it was held.</param>
/// <param name="Visits">Visits registered; zero is valid.</param>
public sealed record SessionClosed(Guid LeaderId, Guid LeaderPostId, DateOnly HeldOn, int Visits) : CaseEvent;

/// <summary>The reception day was called off before it began (R6); it counts for nobody.</summary>
public sealed record SessionCancelled : CaseEvent;

/// <summary>A visitor was registered at a reception (V1).</summary>
/// <param name="Number">Number for people, for instance <c>JF2026000045</c>.</param>
/// <param name="SessionId">The reception it belongs to.</param>
/// <param name="VisitedOn">Day of the visit.</param>
/// <param name="Visitors">People who came.</param>
/// <param name="OnKnownMatter">True when the visit was linked to a matter that already existed; then no new matter and no T1.</param>
public sealed record VisitRegistered(string Number, Guid SessionId, DateOnly VisitedOn, int Visitors, bool OnKnownMatter) : CaseEvent;

/// <summary>The leader confirmed the talk and is accountable until the item is struck off (V2; seed item 12).</summary>
/// <param name="ResponsibleLeaderId">The receiving leader.</param>
/// <param name="ResponsibleLeaderPostId">The post in which the leader received.</param>
public sealed record VisitReceived(Guid ResponsibleLeaderId, Guid ResponsibleLeaderPostId) : CaseEvent;

/// <summary>Solved on the spot: the measure is done, not promised (V3).</summary>
public sealed record VisitResolvedOnSpot : CaseEvent;

/// <summary>Not solvable on the spot: unit, person and date are fixed (V4; seed item 12).</summary>
/// <param name="ResponsibleUnitId">The responsible unit.</param>
/// <param name="ResponsiblePostId">The responsible person's post.</param>
/// <param name="DueOn">The leader's date, never later than the legal end.</param>
public sealed record VisitAssigned(Guid ResponsibleUnitId, Guid ResponsiblePostId, DateOnly DueOn) : CaseEvent;

/// <summary>The demand has no basis and this was explained (V8).</summary>
public sealed record VisitExplained : CaseEvent;

/// <summary>Guided to a legal route with a notice (V11; seed item 12).</summary>
/// <param name="Route">Code of the route, for instance <c>Arbitration</c>.</param>
/// <param name="Complete">No demand is left to handle; the visit ends this way.</param>
public sealed record VisitGuided(string Route, bool Complete = false) : CaseEvent;

/// <summary>The responsible unit signed for the assignment (V5).</summary>
/// <param name="Automatically">True when the unit let one working day pass.</param>
public sealed record VisitAssignmentSigned(bool Automatically) : CaseEvent;

/// <summary>The responsible unit reported its result (V6).</summary>
public sealed record VisitResultReported : CaseEvent;

/// <summary>The receiving leader approved the result (V7).</summary>
public sealed record VisitResultApproved : CaseEvent;

/// <summary>The receiving leader sent the result back (V5).</summary>
public sealed record VisitResultReturned : CaseEvent;

/// <summary>The visitor was told the result with proof (V8).</summary>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">Signed, RefusedWithWitness or Posted.</param>
public sealed record VisitNotified(DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>The visitor's evaluation was recorded (V9).</summary>
/// <param name="Value">Satisfied, Basically, Dissatisfied or NotGiven.</param>
public sealed record VisitEvaluated(string Value) : CaseEvent;

/// <summary>The item was struck off the reception ledger (V10).</summary>
public sealed record VisitClosed : CaseEvent;

/// <summary>Unresolved at the leader's date: proposed as a backlog case (V12).</summary>
/// <param name="Criterion">K1 to K8.</param>
/// <param name="ResponsibleUnitId">The unit that was responsible.</param>
public sealed record VisitNominatedForBacklog(string Criterion, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>The petition office handed the item to another leader, who answers for it from now on ("谁接待谁负责" goes on with the successor).</summary>
/// <param name="FromPostId">The post that answered so far.</param>
/// <param name="ToLeaderId">The successor.</param>
/// <param name="ToPostId">The post of the successor.</param>
/// <param name="Reason">Transfer, Retirement, LongIllness, Reorganisation or Recusal.</param>
public sealed record VisitLeaderHandedOver(Guid FromPostId, Guid ToLeaderId, Guid ToPostId, string Reason) : CaseEvent;

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

/// <summary>A clock of a visit or matter changed.</summary>
public sealed record ClockChanged : ClockEvent;

/// <summary>The details of unusually many petitioners were shown in full.</summary>
public sealed record ManyDisclosed : DisclosuresEvent;
