using Anjie.Cases;
using Anjie.Letters;
using F = Anjie.Letters.LetterFields;

namespace Anjie.VisitReception.Domain;

/// <summary>The paper of the unit that issues: everything on a letter that the case does not know.</summary>
/// <param name="Text">What will be filled.</param>
/// <param name="UnitId">The unit that issues.</param>
/// <param name="Telephone">Of its desk; null when nobody has set one.</param>
/// <param name="Names">Of the units the letter may speak of.</param>
/// <param name="QueryPlace">Where the petitioner may ask, as printed.</param>
/// <param name="QueryCode">With which.</param>
internal sealed record LetterSheet(LetterText Text, Guid UnitId, string? Telephone, IReadOnlyDictionary<Guid, string> Names, Uri QueryPlace, string QueryCode)
{
    /// <summary>The public query with the code behind the #, which browsers keep to themselves; null where there is no code.</summary>
    public Uri? Opens { get; init; }

    /// <summary>Names of the files that go with the letter.</summary>
    public IReadOnlyList<string>? Enclosures { get; init; }

    /// <summary>Null on a draft.</summary>
    public DocumentNumber? Number { get; init; }

    public LetterKind Kind => Text.Kind;

    public string? Unit => NameOf(UnitId);

    /// <summary>A QR code leads there; letters that tell no code have none.</summary>
    public Uri? QueryAddress => Kind.Fields.Contains(F.QueryCode) ? Opens : null;

    public string? NameOf(Guid? unitId) => unitId is { } id ? Names.GetValueOrDefault(id) : null;

    /// <summary>Fills the paper's own fields and those of the case.</summary>
    public LetterDraft Fill(Act act, LetterFacts facts) => LetterDraft.Fill(Text, facts
        .With(F.Unit, Unit).With(F.Number, Number).With(F.IssuedOn, act.Today).With(F.SignedBy, act.Actor.Name).With(F.Officer, act.Actor.Name).With(F.Phone, Telephone)
        .With(F.QueryPlace, QueryPlace.AbsoluteUri).With(F.QueryCode, QueryCode));
}

/// <summary>A letter that is not ready, as the refusal of the act that was to issue it.</summary>
internal static class LetterRefusal
{
    // Where the requests ask for what a field of a letter holds, by the name they give it.
    static readonly Dictionary<LetterField, string> Asked = new()
    {
        [F.ReviewOrgan] = "reviewOrgan", [F.Facts] = "facts", [F.CopyTo] = "copyTo", [F.Answers] = "findings", [F.Answer] = "text", [F.AcceptedOn] = "acceptedOn",
        [F.RouteOrgan] = "organ", [F.RouteAddress] = "address", [F.RouteLimit] = "timeLimit", [F.Materials] = "materials", [F.RecipientUnit] = "toUnitId", [F.RefusalCode] = "ground", [F.Reason] = "reason", [F.Basis] = "basis",
        [F.CompetentOrgan] = "competentOrgan", [F.FinalNumber] = "finalNumber", [F.ExtensionDays] = "days", [F.Inquiry] = "inquiry", [F.DecisionText] = "decisionText", [F.ReReviewOrgan] = "nextOrgan", [F.AssignedLimit] = "reportBy",
        [F.PriorUnit] = "priorUnit", [F.PriorOpinion] = "priorNumber", [F.Adoption] = "adoption",
        [F.Parties] = "parties", [F.Agreement] = "agreement", [F.Performance] = "performance",
        [F.Background] = "background", [F.Handling] = "handling", [F.Performed] = "performed", [F.Attitude] = "attitude",
    };

    /// <param name="faults">At least one.</param>
    public static BrokenRuleException Of(IReadOnlyList<LetterFault> faults)
    {
        var refusal = new BrokenRuleException(faults[0].Code) { Sentence = Tell(faults)[0].Sentence };
        foreach (var (name, value) in ToldFaults.Details(faults, Asked))
            refusal.Details[name] = value;
        return refusal;
    }

    public static IReadOnlyList<ToldFault> Tell(IEnumerable<LetterFault> faults) => ToldFaults.Tell(faults);
}
