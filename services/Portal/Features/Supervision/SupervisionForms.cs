using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Supervision;

/// <summary>What each act on a supervision item asks for.</summary>
internal static class SupervisionForms
{
    public static readonly string[] States = ["Opened", "Issued", "Signed", "Replied", "Accepted", "Escalated", "Closed", "Cancelled"];

    public static readonly string[] Kinds = ["Dispute", "Visit", "Matter", "Backlog"];

    public static readonly string[] Lights = ["OnCourse", "Near", "Pressing", "Overdue"];

    static readonly Field Method = Field.Choice("method", "reviewmethod", "Papers", "Phone", "OnSite").Must().Named("reviewMethod");

    public static readonly ActionForm[] Actions =
    [
        new("Sign", "signature"),
        new("Reply", "reply", Field.Given("answers", Field.Hidden("requirementId"), Field.Long("text").Must().Named("answer"))),
        new("Accept", "review", Field.Hidden("verdict"), Method, Field.Long("text").Must()),
        new("Issue", "issue",
            Field.Code("situation", "supervision-situation"), Field.Date("replyBy").Must(), Field.Long("reason").Must(), Field.Rows("requirements", Field.Text("text").Must().Named("requirement")),
            Field.Long("handled").Named("handledSoFar"), Field.Long("consequence").Named("lateConsequence")) { LetterKind = "supervision-notice" },
        new("Propose", "letters",
            Field.Hidden("entryId"), Field.Choice("kind", "letterkind", "improvement-proposal", "policy-proposal", "accountability-proposal").Must(), Field.Unit("toUnitId").Named("proposedTo"),
            Field.Long("occasion").Must(), Field.Long("problem").Must(), Field.Rows("proposals", Field.Text("text").Must().Named("proposal")), Field.Date("replyBy")) { LetterKind = "improvement-proposal" },
        new("Summon", "letters",
            Field.Hidden("entryId"), Field.Choice("kind", "letterkind", "talk-notice", "talk-record").Must(), Field.Text("invited").Must(), Field.Long("occasion").Must(), Field.Text("decision").Must().Named("meetingDecision").If(IsNotice),
            Field.Date("talkOn").Must(), Field.Text("talkTime").Must().If(IsNotice), Field.Text("talkPlace").Must(),
            Field.Long("talk").Must().Named("talkHeld").If(IsRecord), Field.Rows("rectification", Field.Text("text").Must().Named("rectification")).If(IsRecord), Field.Date("rectifyBy").Must().If(IsRecord)) { LetterKind = "talk-notice" },
        new("Escalate", "escalation", Field.Choice("toLevel", "ladder", "2", "3", "4", "5", "6").Must() with { Numeric = true }, Field.Long("reason").Must()) { Grave = true },
        new("Close", "closure"),
        new("Return", "review", Field.Hidden("verdict"), Method, Field.Long("text").Must()) { Grave = true },
        new("Cancel", "cancellation", Field.Long("reason").Must()) { Grave = true },
    ];

    static bool IsNotice(FormValues form) => form.Is("kind", "talk-notice");

    static bool IsRecord(FormValues form) => form.Is("kind", "talk-record");
}
