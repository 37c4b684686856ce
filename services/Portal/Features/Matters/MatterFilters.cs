using Anjie.Portal.Components.Parts;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

/// <summary>What the ledger of matters can be narrowed by, as the service names it.</summary>
internal static class MatterFilters
{
    public static readonly IReadOnlyList<LedgerFilter> All =
    [
        LedgerFilter.Check("pending", "matter.pending_only") with { First = true },
        LedgerFilter.Check("reviewRequested", "matter.review_requested_only"),
        LedgerFilter.Check("overdue", "matter.overdue_only") with { First = true },
        LedgerFilter.Choice("dueWithin", "matter.due_within", "duewithin", ["3", "7", "15", "30"]),
        LedgerFilter.Choice("category", "field.category", "category", [.. Choices.Categories, "Accusation"]),
        LedgerFilter.Code("form", "field.petitionForm", "petition-form"),
        LedgerFilter.Code("content", "field.contentCode", "content-category"),
        LedgerFilter.Unit("unitId", "matter.unit"),
        LedgerFilter.Date("from", "matter.received_from"),
        LedgerFilter.Date("to", "matter.received_to"),
        LedgerFilter.Choice("sort", "ledger.sort", "mattersort", ["Received", "Due"]) with { EmptyKey = "mattersort.Newest" },
    ];
}
