namespace Anjie.Contracts.Reception;

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

/// <summary>What was asked for is met or explained (化解); another question than whether the procedure has ended.</summary>
/// <param name="Outcomes">A to D, A or B among them.</param>
public sealed record MatterResolved(IReadOnlyList<string> Outcomes) : CaseEvent;

/// <summary>The unit reported to the office that had assigned the matter (办结报告, Art 22); the term set with the order ends with it.</summary>
/// <param name="ToUnitId">The office that assigned it.</param>
/// <param name="LetterId">The report; null where that office handled the matter itself.</param>
public sealed record CompletionReported(Guid ToUnitId, Guid? LetterId) : CaseEvent;

/// <summary>A second look found the ended matter well ended (审核认定办结).</summary>
public sealed record MatterCertified : CaseEvent;

/// <summary>The matter is not fit for publicity and leaves the evaluation: nobody is asked, and it is in no denominator (国信发〔2022〕11号).</summary>
public sealed record EvaluationWithheld : CaseEvent;

/// <summary>The matter's procedure ended (M14): letters served, window lapsed, evaluation done or lapsed.</summary>
public sealed record MatterClosed : CaseEvent;

/// <summary>An unresolved matter is proposed as a backlog case.</summary>
/// <param name="Criterion">K1 to K8.</param>
/// <param name="ResponsibleUnitId">The unit that was responsible.</param>
public sealed record MatterNominatedForBacklog(string Criterion, Guid ResponsibleUnitId) : CaseEvent;

/// <summary>The matter is grave or urgent (重大、紧急) and is to be reported at once (Art 25, T14).</summary>
/// <param name="UnitId">The unit that knows of it and has to report.</param>
/// <param name="ReportBy">Moment of the alarm, four hours after it became known.</param>
public sealed record UrgentMatterMarked(Guid UnitId, DateTimeOffset ReportBy) : CaseEvent;

/// <summary>A grave or urgent matter was reported (Art 25).</summary>
/// <param name="Addressees">Government, CompetentAuthority, JointOffice, UpperOffice; the first always among them.</param>
public sealed record UrgentMatterReported(IReadOnlyList<string> Addressees) : CaseEvent;
