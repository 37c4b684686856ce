using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Screening;

/// <summary>What each act on a dispute asks for.</summary>
internal static class DisputeForms
{
    public static readonly string[] States = ["Reported", "Assessed", "Guaranteed", "Handling", "ResolutionSubmitted", "Closed", "Escalated", "Converted", "Guided", "Dismissed"];

    public static readonly Field[] Report =
    [
        Field.Text("title").Must(), Field.Date("foundOn").Must(),
        Field.Code("method", "screening-method").Must() with { Numeric = true }, Field.Code("typeCode", "dispute-type").Must(),
        Field.Text("place").Must(), Field.Number("peopleConcerned").Must(),
        Field.Long("facts").Must(), Field.Long("demands").Must(),
        Field.Rows("parties", [Field.Choice("side", "side", "First", "Second", "Other").Must(), .. Choices.Person]) with { StartRows = 0 },
    ];

    public static readonly ActionForm[] All =
    [
        new("Assess", "assessment",
            Field.Code("typeCode", "dispute-type").Must(), Field.Choice("risk", "risk", Choices.Risks).Must(),
            Field.Unit("responsibleUnitId").Must(), Field.Long("crux").Must(), Field.Long("rootCause").Must()),
        new("AssignGuarantees", "guarantees",
            Field.Date("resolveBy").Must(),
            Field.Given("guarantees", Field.Hidden("item"), Field.Unit("unitId").Must(), Field.Post("postId", "unitId").Must(), Field.Text("measure").Must(), Field.Date("dueOn").Must())),
        new("StartHandling", "handling"),
        new("LogProgress", "progress", Field.Hidden("entryId"), Field.Code("means", "handling-means").Must().Named("handlingMeans"), Field.Long("text").Must()),
        new("SubmitResolution", "resolution",
            Field.Choice("outcome", "outcome", Choices.Outcomes).Must(), Field.Long("resolution").Must(),
            Field.Given("guarantees", Field.Hidden("item"), Field.Check("done"), Field.Text("evidence").Must())),
        new("Verify", "verification", Field.Long("findings").Must()),
        new("ConvertToPetition", "petition", Field.Date("statedOn").Must(), Field.Unit("receivingUnitId").Must(), Field.Long("statement").Must()),
        new("GuideToLegalRoute", "legal-route", Choices.Route, Field.Text("organ").Must(), Field.Text("noticeNumber").Must()),
        new("CloseAfterLegalRoute", "legal-route-result", Field.Long("result").Must()),
        new("NominateForBacklog", "nomination", Choices.Criterion),
        new("Return", "return", Field.Long("reason").Must()) { Grave = true },
        new("Escalate", "escalation", Field.Unit("toUnitId").Must(), Field.Long("reason").Must()) { Grave = true },
        new("Dismiss", "dismissal", Field.Choice("reason", "dismissal", "Groundless", "Duplicate").Must(), Field.Long("explanation").Must()) { Grave = true },
    ];
}
