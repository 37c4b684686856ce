using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Backlog;

/// <summary>What each act on a backlog case asks for.</summary>
internal static class BacklogForms
{
    public static readonly string[] States =
        ["Nominated", "Confirmed", "Declined", "Claimed", "TeamFormed", "PlanSubmitted", "PlanApproved", "Working", "ResultSubmitted", "Resolved", "Notified", "Observing", "StruckOff", "Rebounded"];

    public static readonly string[] Open =
        ["Nominated", "Confirmed", "Claimed", "TeamFormed", "PlanSubmitted", "PlanApproved", "Working", "ResultSubmitted", "Resolved", "Notified", "Observing", "Rebounded"];

    public static readonly ActionForm[] Actions =
    [
        new("Confirm", "confirmation",
            Field.Text("name").Must().Named("caseName"), Field.Text("batch").Must(), Field.Choice("level", "level", Choices.Levels).Must().Named("leaderLevel"), Field.Unit("responsibleUnitId").Must(),
            Field.Rows("demands", Field.Hidden("demandId"), Field.Text("text").Must().Named("demandText"), Field.Choice("reasonableness", "reasonableness", "Reasonable", "PartlyReasonable", "Excessive", "Unreasonable").Must())),
        new("Claim", "claim") { WithoutVersion = true },
        new("AcceptHandover", "handover-acceptance"),
        new("Appoint", "appointment", Field.Post("leaderPostId", role: "leader").Must()),
        new("MeetPetitioner", "petitioner-meeting", Field.Date("on").Must(), Field.Long("text").Must()),
        new("FormTeam", "team",
            Field.Post("headPostId").Must(), Field.Unit("responsibleUnitId").Must(), Field.Post("responsiblePostId", "responsibleUnitId").Must(), Field.Posts("memberPostIds").Must()),
        new("SubmitPlan", "plan",
            Field.Long("crux").Must(), Field.Long("policyBasis").Must(), Field.Long("stability").Must(), Field.Date("resolveBy").Must(), Field.Text("reasonBeyondBatch"),
            Field.Given("measures", Field.Hidden("demandId"), Field.Text("text").Must().Named("measure"), Field.Post("postId").Must(), Field.Date("dueOn").Must())),
        new("ApprovePlan", "plan-approval", Field.Long("opinion")),
        new("Start", "start"),
        new("LogProgress", "progress",
            Field.Hidden("entryId"), Field.Choice("kind", "progresskind", "Work", "LeaderReview", "Meeting", "PetitionerTalk", "Calming").Must().Named("progressKind"), Field.Date("on").Must(), Field.Long("text").Must()),
        new("SubmitResult", "result",
            Field.Choice("primaryOutcome", "outcome", Choices.Outcomes).Must(),
            Field.Given("demands", Field.Hidden("demandId"), Field.Choice("outcome", "outcome", "A", "B").Must(), Field.Text("text").Must().Named("result"), Field.Text("evidence").Must()),
            Field.Check("withHardship"),
            Field.Group("hardship", Field.Text("kind").Must().Named("aidKind"), Field.Number("amount").Must(), Field.Text("payer").Must(), Field.Date("on").Must()).If(form => form["withHardship"] is true),
            Field.Check("withLawful"),
            Field.Group("lawful", Field.Text("actCode").Must(), Field.Text("organ").Must(), Field.Text("documentNumber").Must(), Field.Date("on").Must()).If(form => form["withLawful"] is true)),
        new("Verify", "verification", Field.Posts("verifierPostIds").Must(), Field.Long("findings").Must()),
        new("Notify", "notification", Field.Long("letterText").Must(), Field.Proof()),
        new("Evaluate", "evaluation", Choices.Satisfaction, Field.Long("reason").Must().If(form => form.Is("value", "Dissatisfied"))),
        new("FollowUp", "follow-up", Field.Date("on").Must(), Field.Long("text").Must()),
        new("StrikeOff", "strike-off", Field.Check("withAcceptance"), Field.Proof("acceptance").If(form => form["withAcceptance"] is true)),
        Choices.Handover("ProposeHandover", "handover", Field.Long("sheet").Must()),
        new("DeclineHandover", "handover-refusal", Field.Long("reason").Must()) { Grave = true },
        new("Decline", "declination", Field.Long("reason").Must()) { Grave = true },
        new("ReturnPlan", "plan-return", Field.Long("reason").Must()) { Grave = true },
        new("ReturnResult", "result-return", Field.Long("reason").Must()) { Grave = true },
    ];

    /// <summary>Half-year batch of a day, for instance 2026H2.</summary>
    public static string BatchOf(DateOnly day) => $"{day.Year:0000}H{(day.Month <= 6 ? 1 : 2)}";

    /// <summary>Switches of the form that are no members of the request.</summary>
    public static readonly string[] Switches = ["withHardship", "withLawful", "withAcceptance"];
}
