using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

/// <summary>What each act of the legal procedure asks for.</summary>
internal static class MatterForms
{
    public static readonly string[] States = ["Registered", "Dispatched", "Handling", "OpinionIssued", "Served", "Answered", "Guided", "Closed"];

    static readonly string[] Findings = ["Supported", "PartlySupported", "Explained", "Refused"];

    static readonly Field[] Content =
    [
        Field.Choice("category", "category", Choices.Categories).Must(), Field.Code("contentCode", "content-category").Must(),
        Field.Text("problemPlace"), Field.Number("peopleConcerned").Must(), Field.Long("summary").Must(),
        Field.Rows("demands", Field.Text("text").Must().Named("demandText")), Field.Rows("petitioners", Choices.Person),
    ];

    public static readonly Field[] Register =
    [
        Field.Date("receivedOn").Must(), Field.Code("form", "petition-form").Must().Named("petitionForm") with { Numeric = true, Typed = true },
        Field.Check("anonymous"), Of("peopleConcerned"),
        Of("petitioners").If(form => form["anonymous"] is not true) with { Grows = true },
        Of("summary"), Of("demands") with { Grows = true },
        Of("category") with { Choices = [.. Choices.Categories, Accusation], Typed = true }, Of("contentCode") with { Typed = true },
        Field.Unit("accusedUnitId").Must().If(IsAccusation), Field.Post("accusedPostId", "accusedUnitId").If(IsAccusation), Field.Text("accusedName").If(IsAccusation) with { Full = true },
        Of("problemPlace") with { Full = true },
    ];

    static Field Of(string name) => Content.Single(field => field.Name == name);

    const string Accusation = "Accusation";

    static bool IsAccusation(FormValues form) => form.Is("category", Accusation);

    static Field[] Opinion(bool signed) =>
    [
        Field.Given("findings", Field.Hidden("demandId"), Required(Field.Choice("finding", "finding", Findings), signed), Required(Field.Long("opinion"), signed), Required(Field.Text("basis"), signed)),
        Required(Field.Long("facts").Named("factsFound"), signed), Required(Field.Text("reviewOrgan"), signed),
    ];

    static Field Required(Field field, bool required) => required ? field.Must() : field;

    public static readonly ActionForm[] Actions =
    [
        new("Complete", "completion", Content),
        new("Dispatch", "dispatch",
            Field.Choice("kind", "dispatchkind", "Transfer", "Assignment").Must().Named("dispatchKind"), Field.Unit("toUnitId").Must().Named("dispatchTo"),
            Field.Date("reportBy").Must().If(form => form.Is("kind", "Assignment")), Field.Long("note")),
        new("Accept", "acceptance", Field.Date("acceptedOn").Must(), Field.Check("simple")),
        new("Investigate", "investigation", Field.Hidden("entryId"), Field.Date("on").Must(), Field.Long("text").Must()),
        new("DraftOpinion", "opinion-draft", Opinion(signed: false)),
        new("IssueOpinion", "opinion", Opinion(signed: true)),
        new("Serve", "service", Field.Hidden("letterId"), Field.Proof()),
        new("Reply", "reply", Field.Long("text").Must()),
        new("Evaluate", "evaluation",
            Field.Choice("about", "about", "PetitionOffice", "ResponsibleUnit").Must(), Choices.Satisfaction, Field.Long("reason").Must().If(form => form.Is("value", "Dissatisfied"))),
        new("GuideToLegalRoute", "legal-route",
            Field.Choice("demandId", "demand").Must(), Choices.Route, Field.Text("organ").Must(), Field.Text("timeLimit").Must(), Field.Text("noticeNumber").Must(), Field.Proof()),
        new("NominateForBacklog", "nomination", Choices.Criterion),
        new("Close", "closure", Field.Check("acceptance"), Field.Proof().If(form => form["acceptance"] is true)) { Grave = true },
    ];
}
