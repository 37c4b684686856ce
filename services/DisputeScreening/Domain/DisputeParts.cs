using System.Collections.Frozen;
using Anjie.Cases;
using Anjie.PersonalData;

namespace Anjie.DisputeScreening.Domain;

/// <summary>Risk of a dispute (四色); not the light of a deadline.</summary>
public enum RiskColour { Red, Orange, Yellow, Blue }

/// <summary>三到位一处理: A solved, B explained, C aid given, D dealt with by law.</summary>
public enum Outcome { A, B, C, D }

public enum DismissalReason { Groundless, Duplicate }

public enum LegalRoute { Litigation, Reconsideration, Arbitration, PartyAppeal, Administrative, Duty }

public enum PartySide { First, Second, Other }

public enum GuaranteeItem { Situation, Difficulty, Education, Stability, Law }

public enum GuaranteeState { Open, Done, NotApplicable }

internal static class GuaranteeItems
{
    public static readonly FrozenSet<GuaranteeItem> All = Enum.GetValues<GuaranteeItem>().ToFrozenSet();
}

/// <summary>What a reporter tells.</summary>
internal sealed record Report(
    string Title, DateOnly FoundOn, int Method, string TypeCode, string Place, string Facts, string Demands, int PeopleConcerned, IReadOnlyList<PartyReport> Parties);

internal sealed record PartyReport(PartySide Side, string Name, string? IdentityNumber, string? Phone, string? Address, PersonIndexes Indexes);

/// <summary>Keyed hashes by which a person is found again without opening any row.</summary>
internal sealed record PersonIndexes(byte[] Name, byte[]? IdentityNumber, byte[]? Phone)
{
    public static readonly IndexNames Names = new("name", "identity", "phone");
}

internal sealed record Assessment(string TypeCode, RiskColour Risk, string Crux, string RootCause);

internal sealed record GuaranteeOrder(GuaranteeItem Item, Guid UnitId, Guid PostId, string Measure, DateOnly DueOn);

internal sealed record GuaranteeResult(GuaranteeItem Item, bool Done, string Evidence);

/// <summary>A person on one side of a dispute.</summary>
internal sealed class Party
{
    Party() { } // EF Core

    public Guid Id { get; private init; }
    public Guid DisputeId { get; private init; }
    public PartySide Side { get; private init; }
    public Secret Name { get; private init; } = Secret.Empty;
    public Secret? IdentityNumber { get; private init; }
    public Secret? Phone { get; private init; }
    public Secret? Address { get; private init; }
    public byte[] NameIndex { get; private init; } = [];
    public byte[]? IdentityNumberIndex { get; private init; }
    public byte[]? PhoneIndex { get; private init; }

    public static Party Of(Guid disputeId, PartyReport report) => new()
    {
        Id = Guid.CreateVersion7(), DisputeId = disputeId, Side = report.Side, Name = new(report.Name),
        IdentityNumber = Secret.OrNull(report.IdentityNumber), Phone = Secret.OrNull(report.Phone), Address = Secret.OrNull(report.Address),
        NameIndex = report.Indexes.Name, IdentityNumberIndex = report.Indexes.IdentityNumber, PhoneIndex = report.Indexes.Phone,
    };

    public bool Is(PartyReport report) =>
        Side == report.Side && Name.Text == report.Name && Equals(IdentityNumber, Secret.OrNull(report.IdentityNumber)) && Equals(Phone, Secret.OrNull(report.Phone)) && Equals(Address, Secret.OrNull(report.Address));
}

/// <summary>One of the five guarantees (五包): who answers for what, by which measure and date.</summary>
internal sealed class Guarantee
{
    Guarantee() { } // EF Core

    public Guid Id { get; private init; }
    public Guid DisputeId { get; private init; }
    public GuaranteeItem Item { get; private init; }
    public Guid UnitId { get; private init; }
    public Guid PostId { get; private init; }
    public Secret Measure { get; private init; } = Secret.Empty;
    public DateOnly DueOn { get; private init; }
    public GuaranteeState State { get; private set; }
    public DateOnly? DoneOn { get; private set; }
    public Secret? Evidence { get; private set; }

    public static Guarantee Of(Guid disputeId, GuaranteeOrder order) => new()
    {
        Id = Guid.CreateVersion7(), DisputeId = disputeId, Item = order.Item, UnitId = order.UnitId, PostId = order.PostId, Measure = new(order.Measure), DueOn = order.DueOn,
    };

    public void Finish(Act act, GuaranteeResult result) =>
        (State, DoneOn, Evidence) = (result.Done ? GuaranteeState.Done : GuaranteeState.NotApplicable, act.Today, new(result.Evidence));
}

/// <summary>A step of work on a dispute.</summary>
internal sealed class Progress
{
    Progress() { } // EF Core

    public Guid Id { get; private init; }
    public Guid DisputeId { get; private init; }
    public DateTimeOffset At { get; private init; }
    public string By { get; private init; } = "";
    public string Means { get; private init; } = "";
    public Secret Text { get; private init; } = Secret.Empty;

    public static Progress Of(Guid disputeId, Guid id, Act act, string means, string text) =>
        new() { Id = id, DisputeId = disputeId, At = act.Now, By = act.Actor.Name, Means = means, Text = new(text) };
}

internal static class DisputeErrors
{
    public const string PartiesMissing = "dispute.parties_missing";
    public const string FiveGuaranteesIncomplete = "dispute.five_guarantees_incomplete";
    public const string GuaranteeDateOutside = "dispute.guarantee_date_outside";
    public const string ResolveDateTooLate = "dispute.resolve_date_too_late";
    public const string OutcomeNotEnough = "dispute.outcome_not_enough";
    public const string GuaranteesNotDone = "dispute.guarantees_not_done";
    public const string NotALevelUp = "dispute.not_a_level_up";
    public const string PersonInvalid = "dispute.person_invalid";
    public const string PostOfAnotherUnit = "dispute.post_of_another_unit";
}
