using Anjie.Cases;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Domain;

// Which letter each act issues, and what stands in it.
internal sealed partial class SupervisionItem
{
    const int NoticeLevel = 2;

    readonly List<SupervisionLetter> _newLetters = [];

    /// <summary>Letters issued since the item was loaded.</summary>
    public IReadOnlyList<SupervisionLetter> NewLetters => _newLetters;

    /// <summary>Whether the unit is followed here for the case of the line.</summary>
    public bool IsAbout(LedgerEntry line) => line.Id == SubjectCaseId || FollowedCaseIds.Contains(line.Id);

    /// <summary>The letter of the level that is issued next: 督办通知单 for 催办, 督办函 above it.
    /// None where the system presses by itself, which no person has signed, and none from a unit to itself.</summary>
    public LetterKind? LetterOfIssue(Act act) =>
        act.Actor.Has(Roles.System) || act.Actor.UnitId == UnitId ? null : LetterKinds.Get(LevelToIssue <= NoticeLevel ? LetterCodes.Notice : LetterCodes.Letter);

    public LetterFacts IssueFacts(LetterPaper paper, Letter letter)
    {
        var isOther = letter.Situation == Situations.Other;
        string?[] history = [isOther || string.IsNullOrEmpty(letter.Reason) ? null : OfficeWords.Of("handled.reason", letter.Reason), .. paper.Handled, letter.Handled];
        return new LetterFacts()
            .With(F.Situation, isOther ? letter.Reason?.ReplaceLineEndings(" ") : OfficeWords.Of($"situation.{letter.Situation}"))
            .With(F.History, string.Join('\n', history.Where(words => !string.IsNullOrWhiteSpace(words))))
            .With(F.Requirements, letter.Requirements).With(F.ReplyBy, (DateOnly?)letter.ReplyBy)
            .With(F.Consequence, !string.IsNullOrWhiteSpace(letter.Consequence) ? letter.Consequence : OfficeWords.Of($"consequence.{Math.Max(LevelToIssue, NoticeLevel)}"));
    }

    void Keep(SupervisionLetter? letter)
    {
        if (letter is not null)
            _newLetters.Add(letter);
    }
}

/// <summary>Kinds that the acts of this service issue.</summary>
internal static class LetterCodes
{
    public const string Notice = "supervision-notice";
    public const string Letter = "supervision-letter";
    public const string TalkNotice = "talk-notice";
    public const string TalkRecord = "talk-record";
    public const string Improvement = "improvement-proposal";
    public const string Policy = "policy-proposal";
    public const string Accountability = "accountability-proposal";
}
