using Anjie.Cases;
using Anjie.Contracts.Supervision;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Domain;

// Letters beside the ladder: talks (Art 39) and the three proposals (Art 40). They move no state.
internal sealed partial class SupervisionItem
{
    /// <summary>Which act of the table sends a letter of the kind.</summary>
    public static ItemAction ActOf(LetterKind kind) => kind.Code is LetterCodes.TalkNotice or LetterCodes.TalkRecord ? ItemAction.Summon : ItemAction.Propose;

    /// <summary>The joint office summons to a talk and keeps its record, by a decision of the joint meeting; the head of supervision proposes.</summary>
    /// <param name="id">Of the letter; whoever repeats the request names it again.</param>
    /// <param name="words">The request, by which a repeat is known.</param>
    public void SendLetter(Act act, Guid id, LetterPaper paper, FurtherLetter letter, string words)
    {
        var (kind, action) = (paper.Text.Kind, ActOf(paper.Text.Kind));
        Require(act, action);
        BrokenRuleException.ThrowIf(kind.Code == LetterCodes.TalkNotice && string.IsNullOrWhiteSpace(letter.Decision), ItemErrors.DecisionMissing);
        BrokenRuleException.ThrowIf(kind.Code == LetterCodes.TalkRecord && letter.TalkOn > act.Today, CaseErrors.DateInFuture, act.Today);
        var written = SupervisionLetter.Issue(Id, act, paper, letter.Facts, id, words);
        Apply(act, action);
        Keep(written);
        Record(act, new SupervisionLetterIssued(written.Id, written.Kind));
    }
}

/// <summary>What a talk or a proposal says, as far as it is known.</summary>
/// <param name="Decision">The decision of the joint meeting that a talk rests on (Art 39).</param>
internal sealed record FurtherLetter(
    string? Occasion, string? Decision, string? Invited, DateOnly? TalkOn, string? TalkTime, string? TalkPlace, string? Talk, IReadOnlyList<string> Rectification, DateOnly? RectifyBy,
    string? Problem, IReadOnlyList<string> Proposals, DateOnly? ReplyBy)
{
    public LetterFacts Facts => new LetterFacts()
        .With(F.Occasion, string.IsNullOrWhiteSpace(Decision) || string.IsNullOrWhiteSpace(Occasion) ? Occasion : $"{Occasion}\n{OfficeWords.Of("talk.decision", Decision)}")
        .With(F.Invited, Invited).With(F.TalkOn, TalkOn).With(F.TalkTime, TalkTime).With(F.TalkPlace, TalkPlace)
        .With(F.Talk, Talk).With(F.Rectification, Rectification).With(F.RectifyBy, RectifyBy)
        .With(F.Problem, Problem).With(F.Proposals, Proposals).With(F.ReplyBy, ReplyBy);
}
