using Anjie.Cases;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>信访件状态 of the province's exchange (domain rules 5.11, 6.1): never set, always read off the procedure and its clocks.</summary>
internal static class ProvinceStatus
{
    /// <summary>1 to 15; null where the province knows none. An ended matter is reported as it ended.</summary>
    public static int? Of(Matter matter, DateOnly today) => matter.CertifiedOn is not null ? 15 : (matter.EndedAs ?? matter.State) switch
    {
        Registered or Dispatched or Objected => 1,
        Refused => 2,
        Handling => IsPast(matter, matter.Simple ? "T12" : "T5", today) ? 5 : 3,
        MatterState.OpinionIssued => 4,
        Served => !matter.WasReviewDeclined && (matter.State == Closed || IsPast(matter, "T7", today)) ? 7 : 4,
        ClosedToReentry => 6,
        InReview => IsPast(matter, "T8", today) ? 10 : 8,
        ReviewServed => !matter.WasReviewDeclined && (matter.State == Closed || IsPast(matter, "T9", today)) ? 11 : 9,
        InReReview => IsPast(matter, "T10", today) ? 14 : 12,
        Terminated => 13,
        _ => null,
    };

    static bool IsPast(Matter matter, string rule, DateOnly today) => matter.RunningClock(rule) is { State: ClockStates.Running } clock && today > clock.Legal;
}
