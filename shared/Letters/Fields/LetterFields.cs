using System.Collections.Frozen;

namespace Anjie.Letters;

/// <summary>All fields a letter may have.</summary>
public static partial class LetterFields
{
    static readonly Lazy<IReadOnlyList<LetterField>> Every = new(List);

    static readonly Lazy<FrozenDictionary<string, LetterField>> ByChinese = new(() => Every.Value.ToFrozenDictionary(field => field.Chinese));

    /// <summary>Every field, in the order of the procedure.</summary>
    public static IReadOnlyList<LetterField> All => Every.Value;

    /// <summary>The field a text names, null when there is none.</summary>
    /// <param name="chinese">Name as it stands in braces.</param>
    public static LetterField? Find(string chinese) => ByChinese.Value.GetValueOrDefault(chinese);

    static LetterField[] List() =>
    [
        Unit, Number, IssuedOn, SignedBy, Officer, Phone, Petitioner, MatterNumber, ReceivedOn, ReceivedBy, SentBy, Demands, AcceptedOn, HandlingUnit,
        HandlingDue, QueryPlace, QueryCode, Reason, Basis, RefusalCode, CompetentOrgan, FinalNumber, Route, RouteOrgan, RouteAddress, RouteLimit,
        Materials, RecipientUnit, Summary, AssignedLimit, OriginalNumber, ProposedUnit, OldDue, ExtensionDays, NewDue, ApprovedBy, Facts, Answers,
        ReviewOrgan, ReReviewOrgan, CopyTo, Enclosures,
        Parties, Agreement, Performance, PriorOpinion, PriorUnit, PriorServedOn, RequestedOn, Request, RequestReason, Inquiry, Decision, DecisionText,
        HearingOn, HearingPublished, Situation, History, Requirements, ReplyBy, Consequence, Background, Handling, Performed, Attitude, Invited,
        Occasion, TalkOn, TalkTime, TalkPlace, Talk, Rectification, RectifyBy, Problem, Proposals, PeriodFrom, PeriodTo, CutOff, Overall,
        ReceptionTable, MatterTable, BacklogTable, Supervised, Praised, Criticised, NextSteps, Definitions, Receptions, Appointment, Adoption, Answer,
        ServedLetter, ServedNumber, ServedTo, ServicePlace, Means, Servers, Recipient, Relation, ServedOn, Receipt, Witness, RefusedBecause,
        PostNumber, DeliveredOn, PetitionerView,
    ];
}
