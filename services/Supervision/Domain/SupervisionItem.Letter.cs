using Anjie.Cases;
using Anjie.Contracts.Supervision;
using Anjie.PersonalData;
using static Anjie.Supervision.Domain.ItemState;

namespace Anjie.Supervision.Domain;

// The letter in hand: what is asked of the unit, what it answers, and what the supervisor says to that.
internal sealed partial class SupervisionItem
{
    const int LongestReplyDays = 15;
    const int ReturnsBeforeEscalation = 2;

    readonly List<Requirement> _requirements = [];
    readonly List<Review> _reviews = [];

    public string? Situation { get; private set; }
    public int Round { get; private set; }
    public DateOnly? ReplyBy { get; private set; }
    public int Returns { get; private set; }
    public Guid SupervisingUnitId { get; private set; }
    public IReadOnlyList<Requirement> Requirements => _requirements;
    public IReadOnlyList<Review> Reviews => _reviews;
    public IEnumerable<Requirement> CurrentRequirements => _requirements.Where(requirement => requirement.Round == Round).OrderBy(requirement => requirement.Position).ThenBy(requirement => requirement.Id);

    /// <summary>A letter goes out: 催办 by the supervisor or the system, 督办 by the head, 重点督办 by the joint office.</summary>
    /// <param name="paper">That the letter is written on; null where the act issues none (<see cref="LetterOfIssue"/>).</param>
    public void Issue(Act act, Letter letter, LetterPaper? paper = null)
    {
        if (State == Issued && ReplyBy == letter.ReplyBy && CurrentRequirements.Select(r => r.Text.Text).SequenceEqual(letter.Requirements))
            return;

        Require(act, ItemAction.Issue);
        BrokenRuleException.ThrowIf(letter.Requirements.Count == 0, ItemErrors.RequirementsMissing);
        BrokenRuleException.ThrowIf(letter.ReplyBy < act.Today, CaseErrors.DateInPast, act.Today);
        var longest = act.Today.AddDays(LongestReplyDays);
        BrokenRuleException.ThrowIf(letter.ReplyBy > longest, ItemErrors.ReplyDateTooLate, longest);

        var level = LevelToIssue;
        var written = LetterOfIssue(act) is null ? null : SupervisionLetter.Issue(Id, act, paper ?? throw new InvalidOperationException("What a person signs is written on paper."), IssueFacts(paper, letter));
        Apply(act, ItemAction.Issue);
        Keep(written);
        (Level, AwaitedLevel, Situation, ReplyBy) = (level, null, letter.Situation, letter.ReplyBy);
        (Reason, Returns, SupervisingUnitId) = (Secret.OrNull(letter.Reason), 0, act.Actor.UnitId);
        Round++;
        _requirements.AddRange(letter.Requirements.Select((text, at) => Requirement.Of(Id, Round, at + 1, text)));
        Record(act, new SupervisionIssued(level, UnitId, letter.Situation, letter.ReplyBy));
        StopAllClocks(act);
        StartClock(act, "S-SIGN", act.Today, UnitId);
        StartClock(act, "S-REPLY", act.Today, UnitId, fixedEnd: letter.ReplyBy);
        Notify(act, NoticeKind.Issued, new(SubjectCaseId, null, letter.Situation, letter.ReplyBy), UnitId);
    }

    public void Sign(Act act)
    {
        if (State == Signed)
            return;

        Apply(act, ItemAction.Sign);
        Record(act, new SupervisionSigned(act.Actor.Has(Roles.System)));
        StopClock(act, "S-SIGN");
    }

    public void Reply(Act act, IReadOnlyList<Answer> answers)
    {
        var asked = CurrentRequirements.ToDictionary(requirement => requirement.Id);
        if (State == Replied && answers.All(answer => asked.TryGetValue(answer.RequirementId, out var r) && r.Answer?.Text == answer.Text))
            return;

        Require(act, ItemAction.Reply);
        BrokenRuleException.ThrowIf(answers.Count != asked.Count || !asked.Keys.ToHashSet().SetEquals(answers.Select(answer => answer.RequirementId)), ItemErrors.AnswersMissing);
        Apply(act, ItemAction.Reply);
        RepliedByIds = [.. act.Actor.People];
        foreach (var answer in answers)
            asked[answer.RequirementId].Reply(act, answer.Text);
        Record(act, new SupervisionReplied());
        StopClock(act, "S-REPLY");
        StartClock(act, "S-REVIEW", act.Today, SupervisingUnitId);
        Notify(act, NoticeKind.Replied, new(SubjectCaseId), role: Roles.Supervisor);
    }

    public void Accept(Act act, ReviewMethod method, string text)
    {
        if (State == Accepted)
            return;

        Apply(act, ItemAction.Accept);
        _reviews.Add(Review.Of(Id, act, Verdict.Pass, method, text));
        Record(act, new SupervisionReplyAccepted());
        StopClock(act, "S-REVIEW");
    }

    /// <summary>The reply was not enough; after the second return the next one raises the level.</summary>
    public void Return(Act act, ReviewMethod method, string text)
    {
        if (State is Signed or Escalated && _reviews.Count > 0 && Returns > 0 && _reviews.MaxBy(review => review.Id) is { Verdict: Verdict.Return } last && last.Text.Text == text)
            return;

        Apply(act, ItemAction.Return);
        _reviews.Add(Review.Of(Id, act, Verdict.Return, method, text));
        Returns++;
        Record(act, new SupervisionReturned(Returns));
        StopClock(act, "S-REVIEW");
        ReplyBy = StartClock(act, "S-REPLY", act.Today, UnitId, days: 5).Legal;
        Notify(act, NoticeKind.Returned, new(SubjectCaseId, DueOn: ReplyBy), UnitId);
        if (Returns > ReturnsBeforeEscalation && Level < HighestLevel)
            Escalate(act, Level + 1, text);
    }

    /// <summary>The unit is reminded of its reply; the letter itself stays as it is.</summary>
    public void RemindOfReply(Act act, ClockWatch watch) => Notify(act, NoticeKind.Reminder, About(watch), UnitId);
}
