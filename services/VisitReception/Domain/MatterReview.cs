using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Deadlines;
using Anjie.Letters;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>What a review comes to (domain rule 2.7).</summary>
public enum ReviewDecision { Upheld, Changed, Remanded, Declined }

/// <summary>A request for review as the petitioner files it.</summary>
/// <param name="Organ">The reviewing unit; null for one outside the city, for instance of the province.</param>
/// <param name="OrganName">Its name.</param>
/// <param name="LateReason">Why it could not be filed in time, where that was accepted.</param>
internal sealed record ReviewApplication(DateOnly FiledOn, string Request, string Grounds, UnitPlace? Organ, string OrganName, string? LateReason);

/// <summary>What the reviewing organ found.</summary>
/// <param name="Reviewers">Names of those who looked into it, at least two.</param>
/// <param name="NextOrgan">Where to ask for re-review; null after the last review.</param>
/// <param name="OutsideNumber">Number of the letter where the organ is outside the city and wrote it itself.</param>
internal sealed record ReviewReport(ReviewDecision Decision, string Inquiry, string Text, string Basis, IReadOnlyList<string> Reviewers, string? NextOrgan, string? OutsideNumber)
{
    /// <summary>Whether the opinion is published, which the law allows after a hearing (Art 36).</summary>
    public bool Published { get; init; }

    /// <summary>The opinion that is reviewed, where it was not written here.</summary>
    public PriorOpinion? Prior { get; init; }
}

/// <summary>The opinion that is reviewed, of a matter that was imported after it.</summary>
internal sealed record PriorOpinion(string? Unit, string? Number);

/// <summary>复查 (level 1) or 复核 (level 2) of an opinion.</summary>
internal sealed class Review
{
    Review() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public int Position { get; private init; }
    public int Level { get; private init; }
    public DateOnly FiledOn { get; private init; }
    public Secret Request { get; private init; } = Secret.Empty;
    public Secret Grounds { get; private init; } = Secret.Empty;
    public Secret? LateReason { get; private init; }
    public Guid? OrganId { get; private init; }
    public string? OrganPath { get; private init; }
    public string OrganName { get; private init; } = "";
    public ReviewDecision? Decision { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public Guid? LetterId { get; private set; }
    public Secret? Inquiry { get; private set; }
    public Secret? Text { get; private set; }
    public string? Basis { get; private set; }
    public Secret? Reviewers { get; private set; }
    public DateOnly? ServedOn { get; private set; }

    public bool IsOpen => Decision is null;

    public static Review Of(Guid matterId, int position, int level, ReviewApplication request) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Position = position, Level = level, FiledOn = request.FiledOn, Request = new(request.Request), Grounds = new(request.Grounds),
        LateReason = Secret.OrNull(request.LateReason), OrganId = request.Organ?.Id, OrganPath = request.Organ?.Path, OrganName = request.OrganName,
    };

    public void Decide(Act act, ReviewReport report, Guid letterId) =>
        (Decision, DecidedOn, DecidedBy, LetterId, Inquiry, Text, Basis, Reviewers) =
        (report.Decision, act.Today, act.Actor.PersonId, letterId, Secret.OrNull(report.Inquiry), new(report.Text), report.Basis, Secret.OrNull(string.Join("、", report.Reviewers)));

    public void Serve(DateOnly on) => ServedOn = on;
}

/// <summary>Review and re-review: each by the organ above, each within thirty days of the request (Art 35, 36).</summary>
internal sealed partial class Matter
{
    const int FewestReviewers = 2;

    /// <summary>The letter that the open review issues; null where an organ outside the city writes it itself.</summary>
    public LetterKind? LetterOfReview => LastReview is { OrganId: not null } review ? LetterKinds.Get(CodeOf(review)) : null;

    static string CodeOf(Review review) => review.Level == 1 ? LetterCodes.ReviewOpinion : LetterCodes.ReReviewOpinion;

    /// <summary>The notice that a request is not taken up; null where an organ outside the city writes it itself.</summary>
    public LetterKind? LetterOfDeclination => LastReview is { OrganId: null } ? null : LetterOfReply;

    public bool IsUnderReview => State is InReview or InReReview;

    /// <summary>A request was filed in this window and not taken up, so nobody let the window lapse.</summary>
    public bool WasReviewDeclined => LastReview is { Decision: ReviewDecision.Declined };

    // Until it is proven the petitioner does not know that the request is not taken up.
    bool AwaitsDeclination => LastReview is { Decision: ReviewDecision.Declined, LetterId: { } notice } && !_deliveries.Exists(delivery => delivery.LetterId == notice);

    Review? LastReview => _reviews.MaxBy(review => review.Position);

    // A remand begins anew: what was reviewed before it is another opinion.
    IEnumerable<Review> Round => _reviews.Where(review => review.Position > (_reviews.Where(past => past.ServedOn is not null && past.Decision == ReviewDecision.Remanded).Max(past => (int?)past.Position) ?? 0));

    public void RequestReview(Act act, ReviewApplication request)
    {
        if (State is InReview or InReReview && LastReview is { } known && known.FiledOn == request.FiledOn && known.Request.Text == request.Request)
            return;

        Require(act, MatterAction.RequestReview);
        var level = State == ReviewServed ? 2 : 1;
        var window = Clocks.Where(clock => clock.Rule == (level == 1 ? "T7" : "T9")).MaxBy(clock => clock.StartedOn)!;
        BrokenRuleException.ThrowIf(request.FiledOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(request.FiledOn < window.StartedOn, CaseErrors.DateTooEarly, window.StartedOn);
        BrokenRuleException.ThrowIf(request.FiledOn > window.Legal && string.IsNullOrWhiteSpace(request.LateReason), MatterErrors.ReviewTooLate, window.Legal);
        ThrowIfNotAbove(request);
        Apply(act, MatterAction.RequestReview);
        (ClosesOn, EndedAs, CertifiedOn) = (null, null, null);
        _reviews.Add(Review.Of(Id, _reviews.Count + 1, level, request));
        if (request.Organ is { } organ)
            Involve(organ.Path);
        Record(act, level == 1 ? new ReviewRequested(request.FiledOn, request.Organ?.Id) : new ReReviewRequested(request.FiledOn, request.Organ?.Id));
        StopClock(act, window.Rule, request.FiledOn);
        // An organ outside the city keeps its own clock; here it only says when an answer may be expected.
        StartClock(act, level == 1 ? "T8" : "T10", request.FiledOn, request.Organ?.Id ?? RegisteringUnitId, silent: request.Organ is null);
    }

    /// <summary>The request is not taken up; the window goes on for what is left of it, and nothing ends before the petitioner knows.</summary>
    /// <param name="sheet">Paper of the notice, see <see cref="LetterOfDeclination"/>.</param>
    /// <param name="outsideNumber">Number of the notice where the organ is outside the city.</param>
    public void DeclineReview(Act act, string reason, string basis, LetterSheet? sheet, string? outsideNumber = null)
    {
        if (State is Served or ReviewServed && LastReview is { Decision: ReviewDecision.Declined } known && known.Text?.Text == reason)
            return;

        Require(act, MatterAction.DeclineReview);
        ThrowIfHandled(act);
        var review = LastReview!;
        BrokenRuleException.ThrowIf(review.OrganId is null && string.IsNullOrWhiteSpace(outsideNumber), MatterErrors.OutsideNumberMissing);
        var letter = review.OrganId is null ? Letter.Outside(Id, act, LetterCodes.Reply, outsideNumber!, reason) : Letter.Issue(Id, act, sheet!, DeclinationFacts(sheet!, reason, basis));
        Apply(act, MatterAction.DeclineReview);
        Keep(letter);
        review.Decide(act, new(ReviewDecision.Declined, "", reason, basis, [], null, null), letter.Id);
        Record(act, new ReviewDeclined(review.Level, letter.Id));
        StopClock(act, review.Level == 1 ? "T8" : "T10");
        var rule = review.Level == 1 ? "T7" : "T9";
        StartClock(act, rule, StartOf(rule) ?? review.FiledOn, Responsible, silent: true);
        PlanClosing(act);
    }

    /// <summary>Days of a hearing do not count in the re-review (Art 36).</summary>
    public void StartHearing(Act act, DateOnly on)
    {
        if (RunningClock("T10") is { State: ClockStates.Paused } halted && LastHalt(halted) == on)
            return;

        Require(act, MatterAction.StartHearing);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        var earliest = RunningClock("T10")!.Facts.OfType<ClockResumed>().Select(fact => fact.On).Append(LastReview!.FiledOn).Max();
        BrokenRuleException.ThrowIf(on < earliest, CaseErrors.DateTooEarly, earliest);
        Apply(act, MatterAction.StartHearing);
        Record(act, new HearingStarted(on));
        PauseClock(act, "T10", on);
    }

    public void EndHearing(Act act, DateOnly on)
    {
        if (RunningClock("T10") is { State: ClockStates.Running } going && going.Facts.OfType<ClockResumed>().Any(fact => fact.On == on))
            return;

        Require(act, MatterAction.EndHearing);
        var started = LastHalt(RunningClock("T10")!);
        BrokenRuleException.ThrowIf(on > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(on < started, CaseErrors.DateTooEarly, started);
        Apply(act, MatterAction.EndHearing);
        Record(act, new HearingEnded(on));
        ResumeClock(act, "T10", on);
    }

    /// <summary>Signs the review's opinion; the term ends when it is served, as with every opinion.</summary>
    public void DecideReview(Act act, ReviewReport report, LetterSheet? sheet)
    {
        if (State is InReview or InReReview && LastReview is { LetterId: not null } known && known.Decision == report.Decision && known.Text?.Text == report.Text)
            return;

        Require(act, MatterAction.DecideReview);
        ThrowIfHandled(act);
        var review = LastReview!;
        BrokenRuleException.ThrowIf(report.Decision == ReviewDecision.Declined, MatterErrors.DeclineApart);
        BrokenRuleException.ThrowIf(review.OrganId is not null && report.Reviewers.Distinct().Count() < FewestReviewers, MatterErrors.TooFewReviewers, FewestReviewers);
        BrokenRuleException.ThrowIf(review.OrganId is null && string.IsNullOrWhiteSpace(report.OutsideNumber), MatterErrors.OutsideNumberMissing);
        BrokenRuleException.ThrowIf(RunningClock("T10")?.State == ClockStates.Paused, MatterErrors.HearingOpen);
        BrokenRuleException.ThrowIf(review is { Level: 1, OrganId: not null } && string.IsNullOrWhiteSpace(report.NextOrgan), MatterErrors.NextOrganMissing);
        var letter = review.OrganId is null ? Letter.Outside(Id, act, CodeOf(review), report.OutsideNumber!, report.Text) : Letter.Issue(Id, act, sheet!, ReviewFacts(sheet!, report.Decision, report));
        Apply(act, MatterAction.DecideReview);
        ReviewOrgan = report.NextOrgan;
        AnswerWith(letter);
        review.Decide(act, report, letter.Id);
        Record(act, new ReviewOpinionIssued(review.Level, report.Decision.ToString(), letter.Id, letter.Number));
    }

    static DateOnly LastHalt(CaseClock clock) => clock.Facts.OfType<ClockPaused>().Max(fact => fact.On);

    void ServeReview(Act act, Letter letter, Proof proof)
    {
        var review = LastReview!;
        review.Serve(proof.ServedOn);
        if (review.Decision == ReviewDecision.Remanded)
        {
            HandleAgain(act, review, proof.ServedOn);
            return;
        }

        Follow(act, MatterAction.EndReview);
        if (review.Level == 1)
        {
            Record(act, new ReviewDecided(review.Decision.ToString()!, letter.Id, proof.ServedOn, proof.Means.ToString()));
            StopClock(act, "T8", proof.ServedOn);
            StartClock(act, "T9", proof.ServedOn, Responsible, silent: true);
        }
        else
        {
            Record(act, new MatterTerminated(review.Decision.ToString()!, letter.Id, proof.ServedOn, proof.Means.ToString()));
            StopClock(act, "T10", proof.ServedOn);
        }
        PlanClosing(act);
    }

    // A new opinion is due in sixty days; the old findings stay to be seen, and may not come back as they were.
    void HandleAgain(Act act, Review review, DateOnly on)
    {
        Follow(act, MatterAction.Remand);
        foreach (var demand in _demands)
            demand.Reopen();
        (AnswerLetterId, Extension, Simple, AcceptedOn) = (null, null, false, on);
        Record(act, new HandlingRemanded(review.Level, on));
        StopAll(act, on);
        StartClock(act, "T5", on, Responsible);
    }

    // None in a matter that was imported in its review.
    DateOnly? StartOf(string rule) => Clocks.Where(clock => clock.Rule == rule).MaxBy(clock => clock.StartedOn)?.StartedOn;

    // Imported matters may have no handler.
    Guid Responsible => HandlingUnitId ?? RegisteringUnitId;

    bool IsReviewedBy(Act act) => _reviews.Exists(review => review.OrganPath == act.Actor.UnitPath);

    bool IsUnderReviewBy(Act act) => LastReview is { IsOpen: true } review && (review.OrganPath is { } path ? act.Actor.Has(Roles.Reviewer) && act.Actor.UnitPath == path : !act.Actor.Has(Roles.Reviewer) && IsAtDesk(act));

    static bool MayDecide(Matter matter, Act act) => matter.IsUnderReviewBy(act) && !matter.TookPartBefore(act);

    // Whoever writes down what an organ outside decided takes no part in the decision.
    bool TookPartBefore(Act act) => LastReview!.OrganId is not null
        && (HandledBy.Any(act.Actor.People.Contains) || Round.Any(review => review.DecidedBy is { } by && review.Decision != ReviewDecision.Declined && act.Actor.People.Contains(by)));

    void ThrowIfHandled(Act act) => BrokenRuleException.ThrowIf(TookPartBefore(act), MatterErrors.HandledBefore);

    void ThrowIfNotAbove(ReviewApplication request)
    {
        if (request.Organ is not { } organ)
            return;
        BrokenRuleException.ThrowIf(organ.Id == HandlingUnitId || organ.Path.StartsWith(HandlingPath ?? RegisteringPath, StringComparison.Ordinal) || Round.Any(review => review.OrganId == organ.Id && review.Decision != ReviewDecision.Declined), MatterErrors.ReviewOrganWrong);
    }
}
