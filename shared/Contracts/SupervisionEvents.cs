namespace Anjie.Contracts.Supervision;

/// <summary>A supervision item was opened at level 0 for a unit that became responsible (S1; seed item 12).</summary>
/// <param name="Number">Number for people, for instance <c>DB2026000012</c>.</param>
/// <param name="SubjectCaseId">The dispute, visit, matter or backlog case that is followed.</param>
/// <param name="UnitId">The supervised unit.</param>
public sealed record SupervisionOpened(string Number, Guid SubjectCaseId, Guid UnitId) : CaseEvent;

/// <summary>A reminder before the end of a clock was sent (level 1).</summary>
/// <param name="ClockId">The clock.</param>
/// <param name="UnitId">The unit reminded.</param>
/// <param name="DueOn">Target date of the clock.</param>
public sealed record ReminderIssued(Guid ClockId, Guid UnitId, DateOnly DueOn) : CaseEvent;

/// <summary>A notice was drafted by the system and awaits a signature (level 3).</summary>
/// <param name="Level">Level of the ladder.</param>
/// <param name="Situation">Code of the situation (督办情形).</param>
public sealed record SupervisionDrafted(int Level, string Situation) : CaseEvent;

/// <summary>A notice was issued and a reply is due (S2).</summary>
/// <param name="Level">2 (催办) or 3 (督办).</param>
/// <param name="UnitId">The unit that must reply.</param>
/// <param name="Situation">Code of the situation (督办情形).</param>
/// <param name="ReplyBy">Last day for the reply.</param>
public sealed record SupervisionIssued(int Level, Guid UnitId, string Situation, DateOnly ReplyBy) : CaseEvent;

/// <summary>The unit signed for the notice (S3).</summary>
/// <param name="Automatically">True when the unit let one working day pass.</param>
public sealed record SupervisionSigned(bool Automatically) : CaseEvent;

/// <summary>The unit replied to every requirement (S5).</summary>
public sealed record SupervisionReplied : CaseEvent;

/// <summary>The reply was not enough (S8, handled again).</summary>
/// <param name="Returns">How often it was returned so far.</param>
public sealed record SupervisionReturned(int Returns) : CaseEvent;

/// <summary>The reply passed the review (S6).</summary>
public sealed record SupervisionReplyAccepted : CaseEvent;

/// <summary>The level rose (S9).</summary>
/// <param name="FromLevel">Level before.</param>
/// <param name="ToLevel">Level after.</param>
public sealed record SupervisionEscalated(int FromLevel, int ToLevel) : CaseEvent;

/// <summary>The item was closed (S7); that never closes the case.</summary>
public sealed record SupervisionClosed : CaseEvent;

/// <summary>The item was withdrawn: opened in error, or merged with another (S10).</summary>
public sealed record SupervisionCancelled : CaseEvent;

/// <summary>A letter beside the ladder went out on an item: a summons to a talk or its record (Art 39), or a proposal (Art 40). The state of the item stays.</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="Kind">Code of the kind of letter, for instance <c>improvement-proposal</c>.</param>
public sealed record SupervisionLetterIssued(Guid LetterId, string Kind) : CaseEvent;

/// <summary>A notice was read by its addressee. The notice is a history of its own: <c>CaseId</c> is the notice.</summary>
/// <param name="NoticeId">The notice.</param>
public sealed record NoticeRead(Guid NoticeId) : CaseEvent;

/// <summary>A bulletin was approved and published; everybody signed in within the city reads it (seed item 12). It is the only fact of its bulletin.</summary>
/// <param name="BulletinId">The bulletin.</param>
/// <param name="Period">What it tells of: a month as <c>2026-03</c> or a quarter as <c>2026Q1</c>.</param>
/// <param name="Number">文号 of the letter, gap-free per issuing unit and year.</param>
/// <param name="CutOff">Moment at which its figures were frozen, UTC.</param>
/// <param name="PublishedOn">Day of the letter, Asia/Shanghai.</param>
public sealed record BulletinPublished(Guid BulletinId, string Period, string Number, DateTimeOffset CutOff, DateOnly PublishedOn) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => BulletinId;
}

/// <summary>A clock of a supervision item changed.</summary>
public sealed record ClockChanged : ClockEvent;
