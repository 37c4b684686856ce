using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Persistence;

/// <summary>Everything a registration must know, in one statement: whether the id is known, the session, and the two next numbers.
/// It replaces four round trips (visit by id, session by id, two sequences) on the hottest path of the service.</summary>
internal sealed record RegistrationFacts(
    bool IsKnown, long? VisitSerial, long? MatterSerial, string? State, DateOnly? On, Guid? LeaderPersonId, Guid? LeaderPostId,
    Guid? LeaderUnitId, string? LeaderPath, int? LeaderRank, Guid? OfficeUnitId, string? OfficePath, int? OfficeRank)
{
    public static Task<RegistrationFacts> ReadAsync(ReceptionDb db, Guid visitId, Guid sessionId, CancellationToken ct) =>
        db.Database.SqlQuery<RegistrationFacts>($"""
            select v.id is not null as is_known,
                   case when v.id is null then nextval('visit_number') end as visit_serial,
                   case when v.id is null then nextval('matter_number') end as matter_serial,
                   s.state, s."on", s.leader_person_id, s.leader_post_id,
                   s.leader_unit_id, s.leader_path, s.leader_rank, s.office_unit_id, s.office_path, s.office_rank
            from (select 1) one
            left join visit v on v.id = {visitId}
            left join session s on s.id = {sessionId}
            """).SingleAsync(ct);

    /// <summary>Null when there is no such session.</summary>
    public SessionFacts? Session(Guid id) => State is null ? null : new(
        id, Enum.Parse<SessionState>(State), On!.Value, LeaderPersonId!.Value, LeaderPostId!.Value,
        new(LeaderUnitId!.Value, LeaderPath!, LeaderRank!.Value), new(OfficeUnitId!.Value, OfficePath!, OfficeRank!.Value));
}
