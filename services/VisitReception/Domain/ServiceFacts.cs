using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>What a 送达回证 says of a delivery.</summary>
internal static class ServiceFacts
{
    const string Parties = "各方当事人";
    const string ByHand = "当面", ByPost = "邮寄", AnotherWay = "其他", Taken = "签收", Refused = "拒收";

    /// <param name="delivery">Null while nothing is known yet: the form is then filled in by hand.</param>
    /// <param name="nameFor">A person's name as the reader may see it.</param>
    /// <param name="placeFor">The place, mostly where the person lives, as the reader may see it.</param>
    public static LetterFacts Of(Delivery? delivery, Func<string, string> nameFor, Func<string, string> placeFor)
    {
        if (delivery is null)
            return new();
        var isPosted = delivery.Means == DeliveryMeans.Posted;
        return new LetterFacts()
            .With(F.Means, isPosted ? ByPost : delivery.Means == DeliveryMeans.Other ? AnotherWay : ByHand)
            .With(F.Receipt, delivery.Means == DeliveryMeans.RefusedWithWitness ? Refused : Taken)
            .With(F.ServicePlace, delivery.Place is { } place ? placeFor(place.Text) : null).With(F.Servers, delivery.Servers)
            .With(F.Recipient, Named(delivery.Recipient?.Text)).With(F.Relation, delivery.Relation?.Text)
            .With(F.Witness, Named(delivery.Witness?.Text)).With(F.RefusedBecause, delivery.Reason?.Text)
            .With(F.PostNumber, delivery.PostNumber).With(isPosted ? F.DeliveredOn : F.ServedOn, delivery.ServedOn)
            .With(F.PetitionerView, delivery.View switch
            {
                PetitionerView.Agrees => "同意",
                PetitionerView.Disagrees => "不同意",
                PetitionerView.NoneGiven => "无明确意见",
                null => null,
            });

        string? Named(string? name) => name is null ? null : nameFor(name);
    }

    /// <summary>The proof of a delivery. While evidence is missing it says how it was served, not that it is proven; the gaps are signed by hand.</summary>
    /// <exception cref="Cases.BrokenRuleException">Not even the form can be made.</exception>
    public static LetterDocument ProofOf(IssuedLetter letter, LetterText text, LetterFacts service)
    {
        var draft = letter.ProofOfService(text, service);
        if (draft.Faults.Count > 0)
            draft = letter.ProofOfService(text, service.With(F.Receipt, null));
        return draft.Faults.Count == 0 ? draft.Issue() : throw LetterRefusal.Of(draft.Faults);
    }

    /// <summary>The 存根 of a letter.</summary>
    /// <param name="letter">As it is kept.</param>
    /// <param name="shown">As the reader may see it.</param>
    /// <param name="text">Of a stub.</param>
    /// <exception cref="Cases.BrokenRuleException">It cannot be made.</exception>
    public static LetterDocument StubOf(Letter letter, IssuedLetter shown, LetterText text)
    {
        var draft = shown.Stub(text, letter.IssuedOn, letter.IssuedBy, Parties);
        return draft.Faults.Count == 0 ? draft.Issue() : throw LetterRefusal.Of(draft.Faults);
    }
}
