using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.Supervision.Domain;

public enum Verdict { Pass, Return }

public enum ReviewMethod { Papers, Phone, OnSite }

/// <summary>What the letter asks for: one row per requirement, answered one by one.</summary>
internal sealed class Requirement
{
    Requirement() { } // EF Core

    public Guid Id { get; private init; }
    public Guid ItemId { get; private init; }

    /// <summary>Which letter of the item asked for it, from 1.</summary>
    public int Round { get; private init; }

    /// <summary>Which of the letter, from 1; ids of one moment come in no order.</summary>
    public int Position { get; private init; }

    public Secret Text { get; private init; } = Secret.Empty;
    public Secret? Answer { get; private set; }
    public DateOnly? AnsweredOn { get; private set; }

    public static Requirement Of(Guid itemId, int round, int position, string text) => new() { Id = Guid.CreateVersion7(), ItemId = itemId, Round = round, Position = position, Text = new(text) };

    public void Reply(Act act, string text) => (Answer, AnsweredOn) = (new(text), act.Today);
}

/// <summary>What the supervisor found about a reply, and by which means.</summary>
internal sealed class Review
{
    Review() { } // EF Core

    public Guid Id { get; private init; }
    public Guid ItemId { get; private init; }
    public Verdict Verdict { get; private init; }
    public ReviewMethod Method { get; private init; }
    public Secret Text { get; private init; } = Secret.Empty;
    public DateOnly On { get; private init; }
    public string By { get; private init; } = "";

    public static Review Of(Guid itemId, Act act, Verdict verdict, ReviewMethod method, string text) =>
        new() { Id = Guid.CreateVersion7(), ItemId = itemId, Verdict = verdict, Method = method, Text = new(text), On = act.Today, By = act.Actor.Name };
}

/// <summary>What a letter asks for and until when.</summary>
/// <param name="Situation">Code of 督办情形; with that of none of them the reason tells it.</param>
/// <param name="Reason">Why it is pressed.</param>
/// <param name="Handled">What the supervisor adds to what the ledger knows of the handling so far.</param>
/// <param name="Consequence">What follows when nobody answers; null for what the ladder says.</param>
internal sealed record Letter(IReadOnlyList<string> Requirements, DateOnly ReplyBy, string Situation, string? Reason, string? Handled = null, string? Consequence = null);

internal sealed record Answer(Guid RequirementId, string Text);

/// <summary>Codes of 督办情形 (domain rule 5.10) that the system uses by itself.</summary>
internal static class Situations
{
    public const string NotToldInTime = "02";
    public const string NotDoneInTime = "03";
    public const string NotReported = "04";
    public const string VisitAssignmentLate = "14";
    public const string BacklogNotMoving = "16";
    public const string Other = "99";

    public static string OfLate(string rule) => rule switch
    {
        "T1" or "T2" or "T3" or "T13" => NotToldInTime,
        "T11" => NotReported,
        "V-LEADER" => VisitAssignmentLate,
        _ when rule.StartsWith("B-", StringComparison.Ordinal) => BacklogNotMoving,
        _ => NotDoneInTime,
    };
}

internal static class ItemErrors
{
    public const string RequirementsMissing = "supervision.requirements_missing";
    public const string AnswersMissing = "supervision.answers_missing";
    public const string ReplyDateTooLate = "supervision.reply_date_too_late";
    public const string NotALevelUp = "supervision.not_a_level_up";
    public const string DecisionMissing = "supervision.decision_missing";
    public const string LogConflict = "supervision.log_conflict";
}
