using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Public;

/// <summary>A matter as its petitioner reads it: the dates, units and letters that must be open to them (国信发〔2022〕11号), no person and no text of the office's own.</summary>
/// <param name="Words">The state in a sentence.</param>
/// <param name="Next">What the offices have to do next, and by when; null when it is nobody's turn there.</param>
public sealed record PublicMatter(
    string Number, string State, string Words, DateOnly ReceivedOn, string RegisteredBy, string? ResponsibleUnit,
    IReadOnlyList<PublicStep> Steps, PublicDeadline? Next, IReadOnlyList<PublicLetter> Letters, PublicEvaluation Evaluation, PublicReview Review)
{
    // What the offices owe the petitioner. The right to object and the report to a sender are matters between offices.
    static readonly string[] Owed = ["T1", "T2", "T3", "T5", "T8", "T10", "T12"];

    internal static async Task<PublicMatter> OfAsync(ReceptionDb db, Matter matter, Act act, CancellationToken ct)
    {
        var units = await db.Set<UnitCopy>().AsNoTracking().Where(unit => unit.Id == matter.RegisteringUnitId || unit.Id == matter.HandlingUnitId).ToListAsync(ct);
        var history = await db.Set<HistoryEntry>().AsNoTracking().Where(entry => entry.CaseId == matter.Id).OrderBy(entry => entry.Version)
            .Select(entry => new PastFact(entry.Fact, entry.OccurredAt)).ToListAsync(ct);
        var (office, unit) = (NameOf(matter.RegisteringUnitId) ?? "", NameOf(matter.HandlingUnitId));
        return new(
            matter.Number, matter.State.ToString(), PublicTexts.Of(matter.State), matter.ReceivedOn, office, unit,
            PublicStep.Of(matter, history), PublicDeadline.Of(matter.Clocks.Where(clock => Owed.Contains(clock.Rule) && clock.State != ClockStates.Stopped).MinBy(clock => clock.Legal), act),
            PublicLetter.Of(matter), PublicEvaluation.Of(matter, act, office, unit), PublicReview.Of(matter, act));

        string? NameOf(Guid? id) => units.Find(one => one.Id == id) is { } found ? PublicTexts.IsEnglish ? found.EnglishName : found.Name : null;
    }

    internal sealed record PastFact(string Fact, DateTimeOffset At);
}

/// <summary>Something that happened, and on which day.</summary>
public sealed record PublicStep(string Name, DateOnly On, string? Number)
{
    internal static IReadOnlyList<PublicStep> Of(Matter matter, IEnumerable<PublicMatter.PastFact> history)
    {
        // After a remand there is a second opinion: the nth of these facts is about the nth of these letters.
        var opinions = new Queue<Letter>(LettersOf(matter, LetterCodes.Opinion, LetterCodes.ShortOpinion));
        var served = new Queue<Letter>(opinions);
        var reviews = new Queue<DateOnly>(matter.Reviews.Where(review => review.ServedOn is not null && review.Decision != ReviewDecision.Declined).OrderBy(review => review.Position).Select(review => review.ServedOn!.Value));
        return [.. history.Select(past => StepOf(matter, past, opinions, served, reviews)).OfType<PublicStep>()];
    }

    static PublicStep? StepOf(Matter matter, PublicMatter.PastFact past, Queue<Letter> opinions, Queue<Letter> served, Queue<DateOnly> reviews)
    {
        // Acceptance and service happen on the day they say; anything else on the day it was entered.
        var entered = BusinessClock.DayOf(past.At);
        var (on, number) = past.Fact switch
        {
            "MatterAccepted" when matter.Reviews.All(review => review.Decision != ReviewDecision.Remanded) => (matter.AcceptedOn ?? entered, null),
            "OpinionIssued" => (entered, Next(opinions)?.Number),
            "OpinionServed" => (ServedOn(matter, Next(served)) ?? entered, null),
            "ReplySent" => (entered, AnswerOf(matter)?.Number),
            "ReplyServed" => (ServedOn(matter, AnswerOf(matter)) ?? entered, null),
            "ReviewDecided" or "MatterTerminated" or "HandlingRemanded" => (reviews.TryDequeue(out var day) ? day : entered, null),
            _ => (entered, (string?)null),
        };
        return PublicTexts.Find($"step.{past.Fact}") is { } name ? new(name, on, number) : null;
    }

    static IEnumerable<Letter> LettersOf(Matter matter, params string[] kinds) => matter.Letters.Where(letter => kinds.Contains(letter.Kind)).OrderBy(letter => letter.IssuedOn).ThenBy(letter => letter.Id);

    static Letter? AnswerOf(Matter matter) => matter.Letters.FirstOrDefault(letter => letter.Id == matter.AnswerLetterId);

    static Letter? Next(Queue<Letter> letters) => letters.TryDequeue(out var letter) ? letter : null;

    static DateOnly? ServedOn(Matter matter, Letter? letter) => matter.Deliveries.Where(delivery => letter is not null && delivery.LetterId == letter.Id).Select(delivery => (DateOnly?)delivery.ServedOn).Max();
}

/// <summary>A term of the offices with both its ends: by counting alone, and in law.</summary>
/// <param name="Unit">NaturalDays or WorkingDays, of <paramref name="Remaining"/>.</param>
public sealed record PublicDeadline(string Rule, string Name, DateOnly Nominal, DateOnly Legal, string Light, int Remaining, string Unit)
{
    internal static PublicDeadline? Of(CaseClock? clock, Act act) => clock is null ? null
        : ClockView.Of(clock, act.Calendar, act.Today) is var view ? new(view.Rule, view.Name, view.Nominal, view.Legal, view.Light, view.Remaining, view.Unit) : null;
}

/// <summary>A letter that is the petitioner's.</summary>
/// <param name="ServedOn">The day of proven service; null while there is no proof, and no term runs from it.</param>
public sealed record PublicLetter(Guid Id, string Name, string Number, DateOnly IssuedOn, DateOnly? ServedOn)
{
    internal static IReadOnlyList<PublicLetter> Of(Matter matter) => [.. LettersOf(matter).Select(letter => new PublicLetter(
        letter.Id, NameOf(letter)!, letter.Number, letter.IssuedOn, matter.Deliveries.FirstOrDefault(delivery => delivery.LetterId == letter.Id)?.ServedOn))];

    /// <summary>Those written to the petitioner; letters between offices are not.</summary>
    internal static IEnumerable<Letter> LettersOf(Matter matter) => matter.Letters.OrderBy(letter => letter.Id).Where(letter => NameOf(letter) is not null);

    internal static string? NameOf(Letter letter) =>
        !letter.IsForPetitioner ? null : LetterKinds.Get(letter.Kind) is var kind && PublicTexts.IsEnglish ? kind.English : kind.Chinese;
}

/// <summary>The two evaluations.</summary>
/// <param name="NotAskedBecause">Why nobody is asked; null when the petitioner is.</param>
/// <param name="Until">Last day of the window; null while it is not open.</param>
public sealed record PublicEvaluation(string? NotAskedBecause, DateOnly? Until, IReadOnlyList<PublicEvaluation.Subject> Subjects)
{
    /// <param name="Name">The office or unit that is evaluated.</param>
    public sealed record Subject(EvaluationSubject About, string Name, bool MayEvaluate, Satisfaction? Value);

    internal static PublicEvaluation Of(Matter matter, Act act, string office, string? unit)
    {
        var isOpen = matter.EvaluateUntil >= act.Today && matter.OfferedTo(act).Any(offer => offer.Action == nameof(MatterAction.Evaluate));
        return matter.NotAskedBecause is { } reason ? new(PublicTexts.Of($"excluded.{reason}"), null, []) : new(null, matter.EvaluateUntil,
        [
            .. Enum.GetValues<EvaluationSubject>().Select(subject => (Subject: subject, Given: matter.Evaluations.FirstOrDefault(evaluation => evaluation.About == subject)))
                .Select(one => new Subject(one.Subject, one.Subject == EvaluationSubject.PetitionOffice ? office : unit ?? office, isOpen && one.Given is null, one.Given?.Value)),
        ]);
    }
}

/// <summary>Whether review may be asked for, until when, and of which organ (Art 35, 36).</summary>
/// <param name="FiledOn">A request was handed in on this day and waits for the desk.</param>
public sealed record PublicReview(bool MayRequest, DateOnly? Nominal, DateOnly? Legal, string? Organ, DateOnly? FiledOn)
{
    internal static PublicReview Of(Matter matter, Act act) => new(
        matter.OfferedTo(act).Any(offer => offer.Action == nameof(MatterAction.FileReviewRequest)),
        matter.ReviewWindow?.Nominal, matter.ReviewWindow?.Legal, matter.ReviewWindow is null ? null : matter.ReviewOrgan ?? PublicTexts.Of("review.organ_above"), matter.PendingReviewRequest?.FiledOn);
}
