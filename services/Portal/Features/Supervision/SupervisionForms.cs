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
        new("Escalate", "escalation", Field.Choice("toLevel", "ladder", "2", "3", "4", "5", "6").Must() with { Numeric = true }, Field.Long("reason").Must()) { Grave = true },
        new("Close", "closure"),
        new("Return", "review", Field.Hidden("verdict"), Method, Field.Long("text").Must()) { Grave = true },
        new("Cancel", "cancellation", Field.Long("reason").Must()) { Grave = true },
    ];
}
