using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>Who wrote down what the parties agreed on: the unit that mediated (调解), the unit that witnessed their own settlement (和解), or somebody else, for instance a people's mediation committee.</summary>
public enum AgreementForm { Mediation, Settlement, Elsewhere }

/// <summary>What the parties of a mediation agreed on (Art 33).</summary>
/// <param name="Parties">Who signs, at least two; none where it was written elsewhere.</param>
/// <param name="Terms">What each of them owes the other.</param>
/// <param name="Performance">How and by when.</param>
/// <param name="WrittenBy">Who wrote the paper where it was not this unit.</param>
/// <param name="OutsideNumber">The number it has there.</param>
internal sealed record Agreement(AgreementForm Form, IReadOnlyList<string> Parties, string Facts, string Terms, string Performance, string? WrittenBy = null, string? OutsideNumber = null);

/// <summary>Mediation with the consent of both sides, and the paper that they sign when they agree (Art 33).</summary>
internal sealed partial class Matter
{
    /// <summary>The agreement as a letter; null where there is none, and where somebody else wrote it.</summary>
    public static LetterKind? LetterOfAgreement(AgreementForm? form) => form switch
    {
        AgreementForm.Mediation => LetterKinds.Get(LetterCodes.Mediation),
        AgreementForm.Settlement => LetterKinds.Get(LetterCodes.Settlement),
        _ => null,
    };

    /// <summary>Writes down a mediation. Where the parties agreed there is a paper of it; they sign it before they part, so no service is proven.</summary>
    /// <param name="agreement">Null where they did not agree.</param>
    /// <param name="sheet">Paper of the agreement, see <see cref="LetterOfAgreement"/>.</param>
    public void Mediate(Act act, Guid entryId, DateOnly on, string text, Agreement? agreement, LetterSheet? sheet)
    {
        if (_investigations.Exists(entry => entry.Id == entryId))
            return;

        Require(act, MatterAction.Mediate);
        BrokenRuleException.ThrowIf(agreement is { Form: AgreementForm.Elsewhere } paper && (string.IsNullOrWhiteSpace(paper.WrittenBy) || string.IsNullOrWhiteSpace(paper.OutsideNumber)), MatterErrors.AgreementSourceMissing);
        var letter = agreement is null ? null
            : sheet is null ? Letter.Outside(Id, act, LetterCodes.Mediation, agreement.OutsideNumber!, agreement.WrittenBy!)
            : Letter.Issue(Id, act, sheet, AgreementFacts(sheet, agreement), string.Join('\n', agreement.Parties));
        Write(act, MatterAction.Mediate, InvestigationKind.Mediation, entryId, on, text, new MediationRecorded(on, agreement is not null));
        Keep(letter);
    }

    public LetterFacts AgreementFacts(LetterSheet sheet, Agreement agreement) => Facts(sheet)
        .With(F.Parties, agreement.Parties).With(F.Facts, agreement.Facts).With(F.Agreement, agreement.Terms).With(F.Performance, agreement.Performance);
}
