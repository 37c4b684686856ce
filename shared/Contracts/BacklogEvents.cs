namespace Anjie.Contracts.Backlog;

/// <summary>A matter was proposed as a backlog case (B1, domain rule 3.5).</summary>
/// <param name="Number">Number for people, for instance <c>HJ2026000007</c>.</param>
/// <param name="Criterion">K1 to K8.</param>
/// <param name="Source">Dispute, Visit, Matter or Office.</param>
/// <param name="ResponsibleUnitId">The unit responsible so far.</param>
public sealed record BacklogNominated(string Number, string Criterion, string Source, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>The joint office confirmed the case (B2).</summary>
/// <param name="Batch">Half-year batch, for instance <c>2026H2</c> (seed item 10).</param>
/// <param name="Level">Level of the leader wanted: City, County, Department or Town.</param>
/// <param name="ResponsibleUnitId">The responsible unit.</param>
public sealed record BacklogConfirmed(string Batch, string Level, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>The joint office declined the proposal (B15).</summary>
public sealed record BacklogDeclined : CaseEvent;

/// <summary>Exactly one leader carries the case (B3; the second of the five ones).</summary>
/// <param name="LeaderId">The leader.</param>
/// <param name="LeaderPostId">The post in which the leader carries it.</param>
/// <param name="Appointed">True when the joint office appointed the leader; false when the leader claimed the case.</param>
public sealed record BacklogLeaderClaimed(Guid LeaderId, Guid LeaderPostId, bool Appointed) : CaseEvent;

/// <summary>The team was named (B4; the third of the five ones).</summary>
/// <param name="HeadPostId">Head of the team.</param>
/// <param name="MemberPostIds">The other members.</param>
/// <param name="ResponsibleUnitId">The responsible unit.</param>
/// <param name="ResponsiblePostId">The responsible person.</param>
public sealed record BacklogTeamFormed(Guid HeadPostId, IReadOnlyList<Guid> MemberPostIds, Guid ResponsibleUnitId, Guid ResponsiblePostId) : CaseEvent;

/// <summary>The leader met the petitioner in person; without it no plan can be submitted.</summary>
/// <param name="MetOn">Day of the meeting.</param>
public sealed record BacklogPetitionerMet(DateOnly MetOn) : CaseEvent;

/// <summary>A version of the plan awaits approval (B5).</summary>
/// <param name="PlanVersion">Version of the plan, from 1.</param>
/// <param name="ResolveBy">Date of resolution the plan promises.</param>
public sealed record BacklogPlanSubmitted(int PlanVersion, DateOnly ResolveBy) : CaseEvent;

/// <summary>The leader approved the plan (B6; the fourth of the five ones).</summary>
/// <param name="PlanVersion">Version of the plan in force.</param>
/// <param name="ResolveBy">Date of resolution.</param>
public sealed record BacklogPlanApproved(int PlanVersion, DateOnly ResolveBy) : CaseEvent;

/// <summary>The leader sent the plan back (B4).</summary>
/// <param name="PlanVersion">Version of the plan.</param>
public sealed record BacklogPlanReturned(int PlanVersion) : CaseEvent;

/// <summary>Work under the approved plan began (B7).</summary>
public sealed record BacklogWorkStarted : CaseEvent;

/// <summary>A step of work was written down.</summary>
/// <param name="Kind">Work, LeaderReview, Meeting, PetitionerTalk or Calming; calming is a record, never an exit.</param>
/// <param name="On">Day of the step.</param>
public sealed record BacklogProgressed(string Kind, DateOnly On) : CaseEvent;

/// <summary>What was done on one demand.</summary>
/// <param name="DemandId">The demand.</param>
/// <param name="Outcome">A (problem solved) or B (explained and persuaded).</param>
public sealed record DemandOutcome(Guid DemandId, string Outcome);

/// <summary>The leader signed the result (B8): one finding per demand under 三到位一处理.</summary>
/// <param name="PrimaryOutcome">A, B, C or D for statistics.</param>
/// <param name="Demands">One outcome per demand.</param>
/// <param name="HardshipAid">True when aid was given to a person in hardship (C).</param>
/// <param name="HandledByLaw">True when unlawful acts were dealt with (D).</param>
public sealed record BacklogResultSubmitted(string PrimaryOutcome, IReadOnlyList<DemandOutcome> Demands, bool HardshipAid, bool HandledByLaw) : CaseEvent;

/// <summary>The joint office sent the result back (B7).</summary>
public sealed record BacklogResultReturned : CaseEvent;

/// <summary>The joint office verified the result (B9).</summary>
/// <param name="VerifierPostIds">The verifiers, at least two, none of the responsible unit.</param>
public sealed record BacklogResolved(IReadOnlyList<Guid> VerifierPostIds) : CaseEvent;

/// <summary>The petitioner was told the result in writing with proof (B10).</summary>
/// <param name="LetterNumber">Number of the letter.</param>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">Signed, RefusedWithWitness or Posted.</param>
public sealed record BacklogResultServed(string LetterNumber, DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>The evaluation was recorded and the observation began (B11).</summary>
/// <param name="Value">Satisfied, Basically, Dissatisfied or NotGiven.</param>
/// <param name="ObservedUntil">Last day of the observation.</param>
public sealed record BacklogEvaluated(string Value, DateOnly ObservedUntil) : CaseEvent;

/// <summary>The petitioner was asked again during the observation.</summary>
/// <param name="On">Day of the follow-up visit.</param>
public sealed record BacklogFollowedUp(DateOnly On) : CaseEvent;

/// <summary>The case was struck off (B12; the fifth of the five ones).</summary>
/// <param name="PrimaryOutcome">A, B, C or D.</param>
public sealed record BacklogClosed(string PrimaryOutcome) : CaseEvent;

/// <summary>The person came back in the same matter (B14); the same leader goes on.</summary>
public sealed record BacklogRebounded : CaseEvent;

/// <summary>The joint office proposed who shall carry the case on; until that person accepts, the leader so far stays accountable.</summary>
/// <param name="FromPostId">The post of the leader so far.</param>
/// <param name="ToPostId">The post of the successor.</param>
/// <param name="Reason">Transfer, Retirement, LongIllness, Reorganisation or Recusal.</param>
public sealed record BacklogHandoverProposed(Guid FromPostId, Guid ToPostId, string Reason) : CaseEvent;

/// <summary>The person proposed will not carry the case.</summary>
/// <param name="ToPostId">The post of the person proposed.</param>
public sealed record BacklogHandoverDeclined(Guid ToPostId) : CaseEvent;

/// <summary>The successor accepted in person: again exactly one leader carries the case.</summary>
/// <param name="FromLeaderId">The leader so far.</param>
/// <param name="FromPostId">The post in which the case was carried so far.</param>
/// <param name="LeaderId">The leader from now on.</param>
/// <param name="LeaderPostId">The post in which the case is carried from now on.</param>
/// <param name="Reason">Transfer, Retirement, LongIllness, Reorganisation or Recusal.</param>
public sealed record BacklogLeaderHandedOver(Guid FromLeaderId, Guid FromPostId, Guid LeaderId, Guid LeaderPostId, string Reason) : CaseEvent;

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

/// <summary>A clock of a backlog case changed.</summary>
public sealed record ClockChanged : ClockEvent;
