using System.Collections.Frozen;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>The kinds of letters that this service issues or fills in for petitioners, and what its acts can fill in each (<c>MatterLetters</c>, <c>MatterNotices</c>, <c>MatterAgreement</c>, <c>MatterCompletion</c>, <c>MatterApplication</c>, <c>LetterSheet</c>, <c>ServiceFacts</c>).</summary>
internal static class IssuedKinds
{
    static readonly LetterField[] OfPaper = [F.Unit, F.Number, F.IssuedOn, F.SignedBy, F.Officer, F.Phone, F.QueryPlace];

    static readonly LetterField[] OfMatter = [F.Petitioner, F.MatterNumber, F.Summary, F.ReceivedOn, F.ReceivedBy];

    // By the way the matter came, or by how far it is.
    static readonly LetterField[] OfSomeMatters = [F.Demands, F.SentBy, F.AcceptedOn];

    static readonly LetterField[] OfDelivery = [F.ServicePlace, F.Means, F.Servers, F.Recipient, F.Relation, F.ServedOn, F.Receipt, F.Witness, F.RefusedBecause, F.PostNumber, F.DeliveredOn, F.PetitionerView];

    /// <summary>In the order of the procedure, each with what not every letter of it tells.</summary>
    static readonly (LetterKind Kind, LetterField[] Sometimes)[] Known =
    [
        (LetterKinds.Get(LetterCodes.Acceptance), []),
        (LetterKinds.Get(LetterCodes.NonAcceptance), [F.FinalNumber, F.RouteLimit]),
        (LetterKinds.Get(LetterCodes.NoFurtherAcceptance), [F.CompetentOrgan, F.FinalNumber]),
        (LetterKinds.Get(LetterCodes.Guidance), []),
        (LetterKinds.Get(LetterCodes.Transfer), [F.AssignedLimit, F.Enclosures]),
        (LetterKinds.Get(LetterCodes.Assignment), [F.Enclosures]),
        (LetterKinds.Get(LetterCodes.Objection), [F.Enclosures]),
        (LetterKinds.Get(LetterCodes.Extension), []),
        (LetterKinds.Get(LetterCodes.Mediation), []),
        (LetterKinds.Get(LetterCodes.Settlement), []),
        (LetterKinds.Get(LetterCodes.Opinion), []),
        (LetterKinds.Get(LetterCodes.ShortOpinion), [F.Facts, F.CopyTo]),
        (LetterKinds.Get(LetterCodes.Reply), [F.Adoption]),
        (LetterKinds.Get(LetterCodes.ReviewRequest), [F.Enclosures]),
        (LetterKinds.Get(LetterCodes.ReviewOpinion), [F.CopyTo]),
        (LetterKinds.Get(LetterCodes.ReReviewRequest), [F.Enclosures]),
        (LetterKinds.Get(LetterCodes.ReReviewOpinion), [F.HearingOn, F.HearingPublished, F.CopyTo]),
        (LetterKinds.Get(LetterCodes.CompletionReport), []),
        (ReceptionAnnouncement.Kind, []),
        (LetterKinds.ProofOfService, OfDelivery),
        (LetterKinds.Stub, [F.Officer]), // written in by hand
    ];

    static readonly FrozenDictionary<LetterKind, FilledFields> Filled = Known.ToFrozenDictionary(one => one.Kind, one => Of(one.Kind, one.Sometimes));

    public static IReadOnlyList<LetterKind> All { get; } = [.. Known.Select(one => one.Kind)];

    public static FilledFields FieldsOf(LetterKind kind) => Filled[kind];

    static FilledFields Of(LetterKind kind, LetterField[] sometimes)
    {
        if (kind == LetterKinds.ProofOfService)
            return Told([.. kind.Fields], sometimes);
        if (kind == LetterKinds.Stub)
            return Told([.. kind.Fields, F.IssuedOn, F.SignedBy], sometimes);
        if (kind == ReceptionAnnouncement.Kind)
            return Told([.. kind.Fields, F.IssuedOn], sometimes);
        // What a petitioner writes is on no office's paper.
        return Told(kind.IsSealed ? [.. kind.Fields.Union(OfPaper).Union(OfMatter)] : [.. kind.Fields.Union(OfMatter)], [.. sometimes.Union(OfSomeMatters)]);
    }

    static FilledFields Told(LetterField[] always, LetterField[] sometimes) => new(always, [.. sometimes.Except(always)]);
}
