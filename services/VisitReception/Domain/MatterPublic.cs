using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>What the petitioner asks for and why, as it was handed in; the desk registers it with the act of the procedure.</summary>
internal sealed class ReviewRequest
{
    ReviewRequest() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }

    /// <summary>The window it was handed in within. Registering the request ends that window, and with it the waiting.</summary>
    public Guid ClockId { get; private init; }
    public string Rule { get; private init; } = "";
    public DateOnly FiledOn { get; private init; }
    public DateTimeOffset FiledAt { get; private init; }
    public Secret Request { get; private init; } = Secret.Empty;
    public Secret Grounds { get; private init; } = Secret.Empty;

    /// <summary>The notice that stood above the form, see <see cref="PrivacyNotice"/>.</summary>
    public string? NoticeVersion { get; private init; }

    public static ReviewRequest Of(Guid matterId, Act act, CaseClock window, string request, string grounds, string? noticeVersion) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, ClockId = window.Id, Rule = window.Rule, FiledOn = act.Today, FiledAt = act.Now, Request = new(request), Grounds = new(grounds),
        NoticeVersion = noticeVersion,
    };
}

/// <summary>What a petitioner may see and do without a sign-in.</summary>
internal sealed partial class Matter
{
    // T9 is the window for re-review.
    static readonly string[] ReviewWindows = ["T7", "T9"];

    readonly List<ReviewRequest> _reviewRequests = [];

    /// <summary>The organ that the opinion names for review (Art 35).</summary>
    public string? ReviewOrgan { get; private set; }
    public IReadOnlyList<ReviewRequest> ReviewRequests => _reviewRequests;

    /// <summary>Whether a code is given for it: an accusation is told of to nobody (Art 30), and who gave no name has nothing to be recognised by.</summary>
    public bool MayBeQueried => Class == CaseClass.Ordinary && !Anonymous && !PetitionerPending && _petitioners.Exists(petitioner => LastFour.Of(petitioner) is not null);

    /// <summary>Whether the code is for this person's unit: the desk that gives it and the unit that writes the letters.</summary>
    public bool MayHandOverCode(Act act) => IsAtDesk(act) || IsHandledBy(act);

    /// <summary>The window in which review, or re-review, may be asked for.</summary>
    public CaseClock? ReviewWindow => Clocks.FirstOrDefault(clock => ReviewWindows.Contains(clock.Rule) && clock.State != ClockStates.Stopped);

    /// <summary>Handed in within the window and not yet registered.</summary>
    public ReviewRequest? PendingReviewRequest => _reviewRequests.Find(request => request.ClockId == ReviewWindow?.Id);

    /// <summary>Hands in a request for review. The day counts, whenever the desk registers it (Art 35, 36).</summary>
    public ReviewRequest FileReviewRequest(Act act, string request, string grounds, string? noticeVersion = null)
    {
        if (PendingReviewRequest is { } pending && pending.Request.Text == request && pending.Grounds.Text == grounds)
            return pending;

        Apply(act, MatterAction.FileReviewRequest);
        var filed = ReviewRequest.Of(Id, act, ReviewWindow!, request, grounds, noticeVersion);
        _reviewRequests.Add(filed);
        Record(act, new ReviewRequestFiled(filed.Id, filed.FiledOn, RegisteringUnitId));
        PlanClosing(act);
        return filed;
    }

    static bool MayFileReviewRequest(Matter matter, Act act) => matter is { PendingReviewRequest: null, ReviewWindow: { } window } && act.Today <= window.Legal;
}
