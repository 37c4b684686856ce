using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>The visit as the window writes it down.</summary>
internal sealed record VisitReport(
    DateOnly VisitedOn, int Visitors, int Representatives, int PeopleConcerned, int Form, MatterCategory Category, string ContentCode, string Summary, string? ProblemPlace)
{
    public bool Confidential { get; init; }
}

/// <summary>What a registration needs to know of its session.</summary>
internal sealed record SessionFacts(
    Guid Id, SessionState State, DateOnly On, Guid LeaderPersonId, Guid LeaderPostId, UnitPlace LeaderUnit, UnitPlace Office);

/// <summary>What the leader orders when a demand cannot be met on the spot: unit, person and date, all three (seed item 12).</summary>
internal sealed record AssignmentOrder(UnitPlace Unit, Guid PostId, DateOnly DueOn, string Requirements);

/// <summary>Why a demand cannot be met, with the law.</summary>
/// <param name="ReviewOrgan">The organ one level up, which an appeal's written opinion must name (Art 35).</param>
internal sealed record VisitExplanation(string Basis, string Text, string? ReviewOrgan);

internal sealed record DemandOpinionReport(Guid DemandId, string Opinion);

/// <summary>The leader's word on one demand.</summary>
internal sealed class DemandOpinion
{
    DemandOpinion() { } // EF Core

    public Guid Id { get; private init; }
    public Guid VisitId { get; private init; }
    public Guid DemandId { get; private init; }
    public Secret Opinion { get; private init; } = Secret.Empty;

    public static DemandOpinion Of(Guid visitId, DemandOpinionReport report) =>
        new() { Id = Guid.CreateVersion7(), VisitId = visitId, DemandId = report.DemandId, Opinion = new(report.Opinion) };
}

internal static class VisitErrors
{
    public const string SessionNotOpen = "visit.session_not_open";
    public const string TooManyRepresentatives = "visit.too_many_representatives";
    public const string UnknownMatter = "visit.unknown_matter";
    public const string BeyondNextLevel = "visit.beyond_next_level";
    public const string PostOfAnotherUnit = "visit.post_of_another_unit";
    public const string NotYetDue = "visit.not_yet_due";
}
