using Anjie.Cases;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.Supervision.Domain;

/// <summary>The paper of the unit that issues: everything on a letter that the item does not know.</summary>
/// <param name="Text">What will be filled.</param>
/// <param name="UnitId">The unit that issues.</param>
/// <param name="Unit">Its name.</param>
/// <param name="Telephone">Of its desk; null when nobody has set one.</param>
/// <param name="Recipient">Name of the unit it goes to; null while the copy of the unit has not arrived.</param>
/// <param name="MatterNumber">The number by which the supervised unit knows the matter.</param>
/// <param name="Handled">What the ledger knows of the handling so far, a sentence each.</param>
internal sealed record LetterPaper(LetterText Text, Guid UnitId, string Unit, string? Telephone, string? Recipient, string? MatterNumber, IReadOnlyList<string> Handled)
{
    /// <summary>Null on a draft.</summary>
    public DocumentNumber? Number { get; init; }

    /// <summary>Fills the paper's own fields and those of the item.</summary>
    public LetterDraft Fill(Act act, LetterFacts facts) => LetterDraft.Fill(Text, facts
        .With(F.Unit, Unit).With(F.RecipientUnit, Recipient).With(F.MatterNumber, MatterNumber)
        .With(F.Number, Number).With(F.IssuedOn, act.Today).With(F.SignedBy, act.Actor.Name).With(F.Officer, act.Actor.Name).With(F.Phone, Telephone));
}

/// <summary>A letter that is not ready, as the refusal of the act that was to issue it.</summary>
internal static class LetterRefusal
{
    // Where the requests ask for what a field of a letter holds, by the name they give it.
    static readonly Dictionary<LetterField, string> Asked = new()
    {
        [F.Situation] = "reason", [F.History] = "handled", [F.Requirements] = "requirements", [F.ReplyBy] = "replyBy", [F.Consequence] = "consequence",
        [F.RecipientUnit] = "toUnitId", [F.Occasion] = "occasion", [F.Invited] = "invited", [F.TalkOn] = "talkOn", [F.TalkTime] = "talkTime", [F.TalkPlace] = "talkPlace",
        [F.Talk] = "talk", [F.Rectification] = "rectification", [F.RectifyBy] = "rectifyBy", [F.Problem] = "problem", [F.Proposals] = "proposals",
    };

    /// <param name="faults">At least one.</param>
    public static BrokenRuleException Of(IReadOnlyList<LetterFault> faults)
    {
        var refusal = new BrokenRuleException(faults[0].Code) { Sentence = ToldFaults.Tell(faults)[0].Sentence };
        foreach (var (name, value) in ToldFaults.Details(faults, Asked))
            refusal.Details[name] = value;
        return refusal;
    }
}
