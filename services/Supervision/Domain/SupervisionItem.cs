using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Supervision;
using Anjie.PersonalData;
using static Anjie.Supervision.Domain.ItemState;

namespace Anjie.Supervision.Domain;

internal enum ItemState { Opened, Issued, Signed, Replied, Accepted, Closed, Escalated, Cancelled }

internal enum ItemAction { Sign, Reply, Accept, Return, Close, Issue, Escalate, Cancel, Remind, Draft, Propose, Summon }

/// <summary>The supervision of one unit in one matter (domain rule 6.5). The level is how hard it is pressed, the state how far the letter in hand has come.</summary>
internal sealed partial class SupervisionItem : Case<SupervisionItem, ItemState, ItemAction>
{
    /// <summary>The highest level a letter goes to; above it stand bulletin, interview and accountability, which are no letters.</summary>
    internal const int HighestLevel = 4;

    static readonly string[] Supervisors = [Roles.Supervisor, Roles.SupervisorHead];
    static readonly string[] Ladder = [Roles.Supervisor, Roles.SupervisorHead, Roles.JointOffice, Roles.System];
    static readonly string[] UnitPeople = [Roles.UnitHandler, Roles.UnitHead, Roles.Town, Roles.TownHead, Roles.Registrar, Roles.RegistrarHead, Roles.JointOffice, Roles.System];
    static readonly string[] UnitHeads = [Roles.UnitHead, Roles.TownHead, Roles.RegistrarHead, Roles.JointOffice];
    static readonly ItemState[] OpenStates = [Opened, Issued, Signed, Replied, Accepted, Escalated];

    // The whole life of an item. Guards, buttons and tests all read this table.
    static readonly TransitionTable<SupervisionItem, ItemState, ItemAction> Life = Lines(new TransitionTable<SupervisionItem, ItemState, ItemAction>()
        .Add(Issued, ItemAction.Sign, Signed, UnitPeople, null, IsSupervised)
        .Add(Signed, ItemAction.Reply, Replied, UnitHeads, ["answers"], IsSupervised)
        .Add(Replied, ItemAction.Accept, Accepted, Supervisors, ["method", "text"])
        .Add(Replied, ItemAction.Return, Signed, Supervisors, ["method", "text"])
        .Add(Opened, ItemAction.Close, Closed, [.. Supervisors, Roles.System])
        .Add(Accepted, ItemAction.Close, Closed, [.. Supervisors, Roles.JointOffice], null, MayClose)
        .Add(Issued, ItemAction.Close, Closed, Supervisors, null, IsProposedForClosing)
        .Add(Signed, ItemAction.Close, Closed, Supervisors, null, IsProposedForClosing)
        .Add(Replied, ItemAction.Close, Closed, Supervisors, null, IsProposedForClosing)
        .Add(Escalated, ItemAction.Close, Closed, Supervisors, null, IsProposedForClosing)
        .Add(Opened, ItemAction.Cancel, Cancelled, [Roles.SupervisorHead], ["reason"])
        .Add(Issued, ItemAction.Cancel, Cancelled, [Roles.SupervisorHead], ["reason"]));

    static TransitionTable<SupervisionItem, ItemState, ItemAction> Lines(TransitionTable<SupervisionItem, ItemState, ItemAction> table)
    {
        foreach (var state in OpenStates)
            table
                .Add(state, ItemAction.Issue, Issued, Ladder, ["requirements", "replyBy", "reason"], MayIssue)
                .Add(state, ItemAction.Escalate, Escalated, Ladder, ["toLevel", "reason"], MayEscalate)
                .Add(state, ItemAction.Propose, state, [Roles.SupervisorHead], ["kind", "occasion", "problem", "proposals"])
                .Add(state, ItemAction.Summon, state, [Roles.JointOffice], ["kind", "occasion", "invited", "talkOn", "talkPlace"])
                .Add(state, ItemAction.Remind, state, [Roles.System])
                .Add(state, ItemAction.Draft, state, [Roles.System], null, (item, _) => item.AwaitedLevel is null && item.Level < 3);
        return table;
    }

    readonly List<Notice> _newNotices = [];

    SupervisionItem() { } // EF Core

    public Guid UnitId { get; private init; }
    public Guid SubjectCaseId { get; private init; }

    /// <summary>Who answered the letter in hand: the person, and in whose place.</summary>
    public List<Guid> RepliedByIds { get; private set; } = [];

    /// <summary>The cases of the matter for which the unit is followed here and that have not ended.</summary>
    public List<Guid> FollowedCaseIds { get; private set; } = [];

    public bool SubjectEnded { get; private set; }
    public int Level { get; private set; }

    /// <summary>The level of a letter that awaits its signature.</summary>
    public int? AwaitedLevel { get; private set; }

    public Secret? Reason { get; private set; }

    /// <summary>Notices added since the item was loaded.</summary>
    public IReadOnlyList<Notice> NewNotices => _newNotices;

    public bool IsOpen => State is not (Closed or Cancelled);

    public int LevelToIssue => AwaitedLevel ?? Math.Max(Level, 2);

    protected override TransitionTable<SupervisionItem, ItemState, ItemAction> Table => Life;

    protected override ClockEvent NewClockEvent() => new ClockChanged();

    // Who answered for the unit does not find the answer true.
    protected override string? BarTo(Act act, ItemAction action) =>
        action is ItemAction.Accept or ItemAction.Return && State == Replied && RepliedByIds.Exists(id => act.Actor.Is(id)) ? CaseErrors.OwnResult : base.BarTo(act, action);

    /// <param name="unitPath">Null while the copy of the unit has not arrived; the path follows with it.</param>
    public static SupervisionItem Open(Act act, string number, Guid matterId, Guid subjectCaseId, Guid unitId, string? unitPath)
    {
        var item = new SupervisionItem
        {
            Id = Guid.CreateVersion7(), MatterId = matterId, Number = number, CreatedAt = act.Now,
            UnitId = unitId, SubjectCaseId = subjectCaseId, FollowedCaseIds = [subjectCaseId],
        };
        if (unitPath is not null)
            item.Involve(unitPath);
        item.Begin(act, Opened, Roles.System);
        item.Record(act, new SupervisionOpened(number, subjectCaseId, unitId));
        return item;
    }

    /// <summary>The unit answers for another case of the same matter too; the item ends with the last of them.</summary>
    public void Follow(Guid caseId)
    {
        if (FollowedCaseIds.Contains(caseId))
            return;

        FollowedCaseIds = [.. FollowedCaseIds, caseId];
        SubjectEnded = false;
    }

    /// <summary>A followed case has ended: untouched items go with it, a letter in hand is the supervisor's to close.</summary>
    public void EndWith(Act act, Guid caseId)
    {
        if (!FollowedCaseIds.Contains(caseId))
            return;

        FollowedCaseIds = [.. FollowedCaseIds.Where(id => id != caseId)];
        if (FollowedCaseIds.Count > 0)
            return;

        SubjectEnded = true;
        if (Level == 0 && State == Opened)
            Close(act);
        else
            Notify(act, NoticeKind.ClosureProposed, new(caseId), role: Roles.Supervisor);
    }

    /// <summary>Nobody asked for review in time, so the matter ended by itself; the unit is told, and need do nothing.</summary>
    public void TellOfLapse(Act act, ClockWatch window) => Notify(act, NoticeKind.WindowLapsed, About(window), UnitId);

    /// <summary>A grave or urgent matter: the unit has to report it, the joint office knows of it, and hours later their head learns that nobody reported (Art 25).</summary>
    public void TellOfUrgency(Act act, Guid caseId, bool late)
    {
        var (kind, about) = (late ? NoticeKind.UrgentLate : NoticeKind.UrgentKnown, new Notice.Subject(caseId));
        Notify(act, kind, about, UnitId);
        Notify(act, kind, about, role: Roles.JointOffice);
        if (late)
            Notify(act, kind, about, role: Roles.SupervisorHead);
    }

    /// <summary>Level 1: the unit is reminded before the end of a clock.</summary>
    public void Remind(Act act, ClockWatch watch)
    {
        Apply(act, ItemAction.Remind);
        Level = Math.Max(Level, 1);
        Record(act, new ReminderIssued(watch.Id, UnitId, watch.Target));
        Notify(act, NoticeKind.Reminder, About(watch), UnitId, watch.ResponsiblePostId);
    }

    public void Close(Act act)
    {
        if (State == Closed)
            return;

        Apply(act, ItemAction.Close);
        AwaitedLevel = null;
        Record(act, new SupervisionClosed());
        StopAllClocks(act);
    }

    /// <summary>The level rises and a letter of the new level awaits its signature. The system goes no further than level 3.</summary>
    public void Escalate(Act act, int toLevel, string? reason)
    {
        if (State == Escalated && AwaitedLevel == toLevel && Level == toLevel)
            return;

        Require(act, ItemAction.Escalate);
        BrokenRuleException.ThrowIf(toLevel <= Level || toLevel > HighestLevel || toLevel < 2, ItemErrors.NotALevelUp, Level, HighestLevel);
        Apply(act, ItemAction.Escalate);
        var from = Level;
        (Level, AwaitedLevel) = (toLevel, toLevel);
        Reason = Secret.OrNull(reason) ?? Reason;
        Record(act, new SupervisionEscalated(from, toLevel));
        StopAllClocks(act);
        Notify(act, NoticeKind.Escalated, new(SubjectCaseId), role: LetterLevel.SignerOf(toLevel));
    }

    /// <summary>Nobody answered, or the person came again after the answer: one level up, while that is the system's to do.</summary>
    public void EscalateBySystem(Act act)
    {
        if (Level == 2 && State != Escalated)
            Escalate(act, 3, null);
        else if (Level >= 3)
            Notify(act, NoticeKind.LevelNeeded, new(SubjectCaseId), role: Roles.SupervisorHead);
    }

    /// <summary>Level 3 is drafted by the system and signed by a person.</summary>
    public void DraftLetter(Act act, string situation, ClockWatch watch)
    {
        if (AwaitedLevel is not null || Level >= 3)
            return;

        Apply(act, ItemAction.Draft);
        (AwaitedLevel, Situation) = (3, situation);
        Record(act, new SupervisionDrafted(3, situation));
        Notify(act, NoticeKind.Drafted, About(watch) with { Situation = situation }, role: Roles.SupervisorHead);
    }

    public void RemindOfReview(Act act, ClockWatch watch) => Notify(act, NoticeKind.ReviewDue, About(watch), role: Roles.Supervisor);

    public void Cancel(Act act, string reason)
    {
        if (State == Cancelled)
            return;

        Apply(act, ItemAction.Cancel);
        (AwaitedLevel, Reason) = (null, new(reason));
        Record(act, new SupervisionCancelled());
        StopAllClocks(act);
    }

    void Notify(Act act, NoticeKind kind, Notice.Subject about, Guid? unitId = null, Guid? postId = null, string? role = null) =>
        _newNotices.Add(Notice.To(act, this, kind, about, unitId, postId, role));

    static Notice.Subject About(ClockWatch watch) => new(watch.CaseId, watch.Rule, null, watch.Target);

    static bool IsSupervised(SupervisionItem item, Act act) =>
        act.Actor.Has(Roles.System) || item.UnitPaths.Exists(path => path.StartsWith(act.Actor.UnitPath, StringComparison.Ordinal));

    static bool MayClose(SupervisionItem item, Act act) => item.Level < 4 || act.Actor.Has(Roles.JointOffice);

    static bool IsProposedForClosing(SupervisionItem item, Act act) => item.SubjectEnded && item.Level <= 2;

    // While a letter is in hand only the next level may overtake it.
    static bool MayIssue(SupervisionItem item, Act act) =>
        (item.AwaitedLevel is not null || item.State is Opened or Accepted) && LetterLevel.MayBeSignedBy(item.LevelToIssue, act.Actor);

    static bool MayEscalate(SupervisionItem item, Act act) => item.Level < HighestLevel && (!act.Actor.Has(Roles.System) || item.Level < 3);
}
