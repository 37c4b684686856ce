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

/// <summary>A matter was registered (M01, Art 21); its legal clocks start at the day of receipt.</summary>
/// <param name="Number">Number for people, for instance <c>XF2026000321</c>.</param>
/// <param name="ReceivedOn">Legal day of receipt, Asia/Shanghai.</param>
/// <param name="Form">Code of the form of petition (信访形式).</param>
/// <param name="Category">Proposal, Appeal or Other; accusations never become events.</param>
/// <param name="ContentCode">Content category.</param>
/// <param name="RegisteringUnitId">The unit that registered it.</param>
/// <param name="PetitionerPending">True for a converted dispute until the clerk has completed it; dispatch is refused so long.</param>
public sealed record MatterRegistered(string Number, DateOnly ReceivedOn, int Form, string Category, string ContentCode, Guid RegisteringUnitId, bool PetitionerPending) : CaseEvent;

/// <summary>The matter came with its history from the province's export: what it tells happened before, elsewhere, and asks nobody for anything.
/// It follows <see cref="MatterRegistered"/>; the clocks behind it are silent where their end was over by then.</summary>
/// <param name="State">State in which it came, as this service calls it.</param>
/// <param name="ProvinceState">信访件状态 of the export, 1 to 15; above 100 a state for which the province has no word.</param>
/// <param name="AcceptedOn">Day from which its handling is counted; null before acceptance.</param>
public sealed record MatterImported(string State, int ProvinceState, DateOnly? AcceptedOn) : CaseEvent;

/// <summary>The clerk completed the registration of a converted dispute.</summary>
/// <param name="Category">Category after completion.</param>
/// <param name="ContentCode">Content category after completion.</param>
/// <param name="Demands">Number of demands.</param>
public sealed record MatterCompleted(string Category, string ContentCode, int Demands) : CaseEvent;

/// <summary>The same person came again in the same matter (domain rule 5.9).</summary>
/// <param name="VisitId">The visit that showed it, where one did.</param>
public sealed record RepeatPetitionDetected(Guid? VisitId) : CaseEvent;

/// <summary>The matter went to the unit with power (M02, Art 22).</summary>
/// <param name="Kind">Transfer (转送) or Assignment (交办, with a limit and a report).</param>
/// <param name="ToUnitId">The unit it went to.</param>
/// <param name="ReportBy">Date of the report, for an assignment.</param>
public sealed record MatterDispatched(string Kind, Guid ToUnitId, DateOnly? ReportBy) : CaseEvent;

/// <summary>The unit accepted the matter (M07, Art 23); the 60 days run from this date.</summary>
/// <param name="AcceptedOn">Date of the decision on the notice.</param>
/// <param name="Simple">True for the simple procedure (10 working days).</param>
public sealed record MatterAccepted(DateOnly AcceptedOn, bool Simple) : CaseEvent;

/// <summary>A step of the investigation was written down (Art 31).</summary>
/// <param name="On">Day of the step.</param>
public sealed record MatterInvestigated(DateOnly On) : CaseEvent;

/// <summary>One demand was guided to a legal route with a notice; other demands go on (Art 31).</summary>
/// <param name="DemandId">The demand.</param>
/// <param name="Route">Code of the route.</param>
/// <param name="Complete">It was the last demand; the matter ends this way.</param>
public sealed record MatterGuided(Guid DemandId, string Route, bool Complete = false) : CaseEvent;

/// <summary>What was found on one demand.</summary>
/// <param name="DemandId">The demand.</param>
/// <param name="Finding">Supported, PartlySupported, Explained or Refused.</param>
public sealed record DemandFinding(Guid DemandId, string Finding);

/// <summary>The written opinion was signed (M08, Art 32).</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="LetterNumber">Its number, gap-free per unit and year.</param>
/// <param name="Findings">One finding per demand.</param>
public sealed record OpinionIssued(Guid LetterId, string LetterNumber, IReadOnlyList<DemandFinding> Findings) : CaseEvent;

/// <summary>The opinion reached the petitioner with proof (M09); the window for review starts here (Art 35).</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">Signed, RefusedWithWitness or Posted.</param>
public sealed record OpinionServed(Guid LetterId, DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>A reply without the procedure of an opinion was given (M15).</summary>
public sealed record ReplySent : CaseEvent;

/// <summary>The written reply reached the petitioner with proof; until then the matter cannot be closed.</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">Signed, RefusedWithWitness or Posted.</param>
public sealed record ReplyServed(Guid LetterId, DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>The evaluation of one of its two objects was recorded.</summary>
/// <param name="About">PetitionOffice or ResponsibleUnit.</param>
/// <param name="Value">Satisfied, Basically, Dissatisfied or NotGiven.</param>
public sealed record MatterEvaluated(string About, string Value) : CaseEvent;

/// <summary>The unit says that the matter is not its affair (M03, Art 23); its fifteen days run on.</summary>
/// <param name="ProposedUnitId">The unit it names instead, where it names one.</param>
public sealed record DispatchObjected(Guid? ProposedUnitId) : CaseEvent;

/// <summary>The sender took the matter back (M01); its own term goes on from the first receipt.</summary>
/// <param name="ToUnitId">The unit that has to act again.</param>
public sealed record ObjectionUpheld(Guid ToUnitId) : CaseEvent;

/// <summary>The sender found that the unit has to handle it (M02).</summary>
/// <param name="ToUnitId">The unit.</param>
public sealed record ObjectionRejected(Guid ToUnitId) : CaseEvent;

/// <summary>The matter is not accepted (不予受理, M05); the notice is to be served.</summary>
/// <param name="Ground">N1 to N4.</param>
/// <param name="LetterId">The notice; null where nobody can be served.</param>
public sealed record AcceptanceRefused(string Ground, Guid? LetterId) : CaseEvent;

/// <summary>The matter is not accepted again (不再受理, M06); the notice is to be served.</summary>
/// <param name="Ground">R1 to R3.</param>
/// <param name="LetterId">The notice; null where nobody can be served.</param>
public sealed record ReentryRefused(string Ground, Guid? LetterId) : CaseEvent;

/// <summary>An accusation went to those who investigate it (M16, Art 30). It is written in the history of the case and told to no other service.</summary>
public sealed record AccusationForwarded : CaseEvent;

/// <summary>The matter goes on in an older one of the same people (M17).</summary>
/// <param name="ParentMatterId">The older matter.</param>
public sealed record MatterMerged(Guid ParentMatterId) : CaseEvent;

/// <summary>The matter repeats one that has ended; it runs by itself.</summary>
/// <param name="ParentMatterId">The ended matter.</param>
public sealed record MatterLinked(Guid ParentMatterId) : CaseEvent;

/// <summary>A wrong merge was taken back (M01).</summary>
public sealed record MergeReverted : CaseEvent;

/// <summary>The petitioner took the petition back (M18).</summary>
/// <param name="SignedOn">Day of the signed statement.</param>
public sealed record MatterWithdrawn(DateOnly SignedOn) : CaseEvent;

/// <summary>A hearing was held that halts no clock (Art 31).</summary>
/// <param name="On">Day of the hearing.</param>
public sealed record HearingHeld(DateOnly On) : CaseEvent;

/// <summary>A mediation was held with the consent of both sides (Art 33).</summary>
/// <param name="On">Day of the mediation.</param>
/// <param name="Agreed">Whether they agreed.</param>
public sealed record MediationRecorded(DateOnly On, bool Agreed) : CaseEvent;

/// <summary>The simple procedure gave way to the ordinary one; the sixty days run from the acceptance.</summary>
/// <param name="ToldOn">Day on which the petitioner was told.</param>
public sealed record ProcedureSwitched(DateOnly ToldOn) : CaseEvent;

/// <summary>The head of the unit granted a longer term (Art 34); it counts when the petitioner has been told.</summary>
/// <param name="Days">Natural days, 1 to 30.</param>
/// <param name="LetterId">The notice; null where nobody can be served.</param>
public sealed record ExtensionGranted(int Days, Guid? LetterId) : CaseEvent;

/// <summary>The longer term is in force: the petitioner was told before the old end (Art 34).</summary>
/// <param name="Days">Natural days, 1 to 30.</param>
/// <param name="ToldOn">Day of proven service.</param>
public sealed record HandlingExtended(int Days, DateOnly ToldOn) : CaseEvent;

/// <summary>A notice, not the answer itself, reached the petitioner with proof.</summary>
/// <param name="LetterId">The notice.</param>
/// <param name="Kind">Kind of letter.</param>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">How it was served.</param>
public sealed record NoticeServed(Guid LetterId, string Kind, DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>The petitioner asks for review of the opinion (复查, M10, Art 35).</summary>
/// <param name="FiledOn">Day of filing; the thirty days of the reviewing organ run from it.</param>
/// <param name="OrganUnitId">The reviewing unit; null for an organ outside the city.</param>
public sealed record ReviewRequested(DateOnly FiledOn, Guid? OrganUnitId) : CaseEvent;

/// <summary>The petitioner asks for re-review (复核, M12, Art 36).</summary>
/// <param name="FiledOn">Day of filing; the thirty days of the reviewing organ run from it, hearings not counted.</param>
/// <param name="OrganUnitId">The reviewing unit; null for an organ outside the city.</param>
public sealed record ReReviewRequested(DateOnly FiledOn, Guid? OrganUnitId) : CaseEvent;

/// <summary>The reviewing organ does not take the request up.</summary>
/// <param name="Level">1 review, 2 re-review.</param>
/// <param name="LetterId">The notice.</param>
public sealed record ReviewDeclined(int Level, Guid LetterId) : CaseEvent;

/// <summary>A hearing in the re-review began; its days do not count (Art 36).</summary>
/// <param name="On">First day that does not count.</param>
public sealed record HearingStarted(DateOnly On) : CaseEvent;

/// <summary>The hearing in the re-review ended.</summary>
/// <param name="On">Day on which the term went on.</param>
public sealed record HearingEnded(DateOnly On) : CaseEvent;

/// <summary>The opinion of a review was signed; the term runs until it is served.</summary>
/// <param name="Level">1 review, 2 re-review.</param>
/// <param name="Decision">Upheld, Changed or Remanded.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="LetterNumber">Its number.</param>
public sealed record ReviewOpinionIssued(int Level, string Decision, Guid LetterId, string LetterNumber) : CaseEvent;

/// <summary>The review opinion reached the petitioner (M11); the window for re-review starts here (Art 36).</summary>
/// <param name="Decision">Upheld or Changed.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">How it was served.</param>
public sealed record ReviewDecided(string Decision, Guid LetterId, DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>The unit has to handle the matter anew (M07); sixty days run from the service of the review's opinion.</summary>
/// <param name="Level">1 review, 2 re-review.</param>
/// <param name="On">Day of proven service.</param>
public sealed record HandlingRemanded(int Level, DateOnly On) : CaseEvent;

/// <summary>The re-review opinion reached the petitioner and ends the matter in law (三级终结, M13, Art 36).</summary>
/// <param name="Decision">Upheld or Changed.</param>
/// <param name="LetterId">The letter.</param>
/// <param name="ServedOn">Day of proven service.</param>
/// <param name="Means">How it was served.</param>
public sealed record MatterTerminated(string Decision, Guid LetterId, DateOnly ServedOn, string Means) : CaseEvent;

/// <summary>Nobody asked for review within the thirty days after proven service (Art 35, 36).</summary>
/// <param name="Window">T7 or T9.</param>
/// <param name="EndedOn">Last day of the window.</param>
public sealed record ReviewWindowLapsed(string Window, DateOnly EndedOn) : CaseEvent;

/// <summary>What was asked for is met or explained (化解); another question than whether the procedure has ended.</summary>
/// <param name="Outcomes">A to D, A or B among them.</param>
public sealed record MatterResolved(IReadOnlyList<string> Outcomes) : CaseEvent;

/// <summary>A second look found the ended matter well ended (审核认定办结).</summary>
public sealed record MatterCertified : CaseEvent;
/// <summary>The matter is not fit for publicity and leaves the evaluation: nobody is asked, and it is in no denominator (国信发〔2022〕11号).</summary>
public sealed record EvaluationWithheld : CaseEvent;

/// <summary>The petitioner handed in a request for review, or re-review, by the public query. It waits for the desk that registers it.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="FiledOn">The day that counts for the window (Art 35, 36).</param>
public sealed record ReviewRequestFiled(Guid RequestId, DateOnly FiledOn) : CaseEvent;

/// <summary>The matter's procedure ended (M14): letters served, window lapsed, evaluation done or lapsed.</summary>
public sealed record MatterClosed : CaseEvent;

/// <summary>An unresolved matter is proposed as a backlog case.</summary>
/// <param name="Criterion">K1 to K8.</param>
/// <param name="ResponsibleUnitId">The unit that was responsible.</param>
public sealed record MatterNominatedForBacklog(string Criterion, Guid ResponsibleUnitId) : CaseEvent;

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
