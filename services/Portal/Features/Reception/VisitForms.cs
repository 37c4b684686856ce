using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Reception;

/// <summary>What each act on a reception day or a visit asks for.</summary>
internal static class VisitForms
{
    public static readonly string[] Kinds = ["Fixed", "ByAppointment", "CarryingCase", "Video", "Unannounced"];

    public static readonly string[] SessionStates = ["Planned", "Published", "Open", "Closed", "Cancelled"];

    public static readonly string[] States = ["Registered", "Received", "ResolvedOnSpot", "Assigned", "Handling", "Reported", "Approved", "Notified", "Evaluated", "StruckOff", "Guided", "Nominated"];

    public static readonly Field[] Plan =
    [
        Field.Post("leaderPostId", role: "leader").Must(), Field.Choice("kind", "receptionkind", Kinds).Must().Named("receptionKind"),
        Field.Date("on").Must().Named("receptionOn"), Field.Text("place").Must().Named("receptionPlace"), Field.Time("from").Must(), Field.Time("to").Must(),
    ];

    public static readonly ActionForm[] SessionActions =
    [
        new("Publish", "publication"), new("Open", "opening"),
        new("Close", "closure", Field.Date("heldOn").Must(), Field.Post("actualLeaderPostId", role: "leader")),
        new("Cancel", "cancellation") { Grave = true },
    ];

    /// <summary>In the order of the office's paper: who, what, where it belongs.</summary>
    /// <param name="sessions">Reception days that may be chosen, by id.</param>
    public static Field[] Register(IReadOnlyDictionary<string, string> sessions) =>
    [
        Field.Choice("sessionId", "session", [.. sessions.Keys]).Must() with { ChoiceTexts = sessions, Typed = true, Full = true },
        Field.Date("visitedOn").Must(), Field.Choice("form", "visitform", "21", "2").Must().Named("petitionForm") with { Numeric = true, Typed = true },
        Field.Rows("petitioners", Choices.Person) with { Grows = true },
        Field.Number("visitors").Must(), Field.Number("representatives").Must(), Field.Number("peopleConcerned").Must(), Field.Text("problemPlace"),
        Field.Long("summary").Must(),
        Field.Rows("demands", Field.Text("text").Must().Named("demandText")) with { Grows = true },
        Field.Choice("category", "category", Choices.Categories).Must() with { Typed = true }, Field.Code("contentCode", "content-category").Must() with { Typed = true },
        Field.Check("confidential"),
    ];

    static readonly Field[] Guidance = [Choices.Route, Field.Text("organ").Must(), Field.Text("timeLimit").Must(), Field.Text("address").Named("routeAddress"), Field.Lines("materials"), Field.Text("noticeNumber").Named("noticeByHand"), Field.Service()];

    public static readonly ActionForm[] Actions =
    [
        new("DraftTalk", "talk-draft", Field.Long("opinion").Must()),
        new("RecordTalk", "talk", Field.Long("opinion").Must(), Field.Given("demandOpinions", Field.Hidden("demandId"), Field.Text("opinion").Must())),
        new("ResolveOnSpot", "on-spot-resolution", Field.Long("measure").Must(), Field.Date("doneOn").Must(), Field.Service()),
        new("Assign", "assignment", Field.Unit("responsibleUnitId").Must(), Field.Post("responsiblePostId", "responsibleUnitId").Must(), Field.Date("dueOn").Must(), Field.Long("requirements").Must()),
        new("Explain", "explanation", Field.Text("basis").Must(), Field.Long("text").Must(), Field.Text("reviewOrgan")),
        new("GuideToLegalRoute", "legal-route", [Field.Choice("demandId", "demand"), .. Guidance]),
        new("SignAssignment", "signature"),
        new("ReportResult", "report", Field.Long("result").Must(), Field.Long("evidence").Must()),
        new("ApproveResult", "approval", Field.Long("opinion")),
        new("Notify", "notification", Field.Service()),
        new("Evaluate", "evaluation", Choices.Satisfaction, Field.Long("reason").Must().If(form => form.Is("value", "Dissatisfied"))),
        new("StrikeOff", "strike-off"),
        new("NominateForBacklog", "nomination", Choices.Criterion),
        Choices.Handover("HandOver", "handover", Field.Long("sheet")),
        new("ReturnResult", "return", Field.Long("reason").Must()) { Grave = true },
    ];
}
