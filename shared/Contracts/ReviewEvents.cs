namespace Anjie.Contracts.Reception;

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

/// <summary>The petitioner handed in a request for review, or re-review, by the public query. It waits for the desk that registers it.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="FiledOn">The day that counts for the window (Art 35, 36).</param>
/// <param name="RegisteringUnitId">The unit of that desk; empty in facts from before it was told.</param>
public sealed record ReviewRequestFiled(Guid RequestId, DateOnly FiledOn, Guid RegisteringUnitId) : CaseEvent;
