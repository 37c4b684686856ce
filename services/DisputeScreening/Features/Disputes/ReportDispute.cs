using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.PersonalData;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.DisputeScreening.Features.Disputes;

internal static class ReportDispute
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/disputes/{id:guid}", HandleAsync)
        .WithSummary("Report a dispute under an id chosen by the client; repeating the request changes nothing.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record PartyRequest(
        PartySide Side,
        [property: Required, PersonNameText] string Name,
        [property: IdentityNumberText] string? IdentityNumber = null,
        [property: PhoneText] string? Phone = null,
        [property: AddressText] string? Address = null);

    public sealed record Request(
        [property: Required, PlainText(100)] string Title,
        [property: Required] DateOnly? FoundOn,
        [property: Range(1, 10)] int Method,
        [property: Required, CodeText] string TypeCode,
        [property: Required, PlainText(200)] string Place,
        [property: Required, PlainText(2000)] string Facts,
        [property: Required, PlainText(2000)] string Demands,
        [property: Range(1, 100_000)] int PeopleConcerned,
        [property: Required, MaxLength(50)] IReadOnlyList<PartyRequest> Parties);

    static async Task<Results<Created<DisputeView>, Ok<DisputeView>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, ScreeningDb db, Act act, BlindIndex index, HttpContext http, CancellationToken ct)
    {
        if (await db.Disputes.FirstOrDefaultAsync(d => d.Id == id, ct) is { } known)
            return IsRepeat(known, request, act, index) ? TypedResults.Ok(http.Tagged(known.Version, DisputeView.Of(known, act))) : throw new BrokenRuleException(CaseErrors.IdReused);

        var unit = await db.UnitAsync(act.Actor.UnitId, ct);
        // A village reports to its town; everybody else holds what they report.
        var holder = unit.Kind == "Village" ? await db.UnitAsync(unit.ParentId!.Value, ct) : unit;
        var report = new Report(
            request.Title, request.FoundOn!.Value, request.Method, request.TypeCode, request.Place, request.Facts, request.Demands, request.PeopleConcerned,
            [.. request.Parties.Select(party => Read(party, act, index))]);
        var dispute = Dispute.Report(act, id, await db.NextNumberAsync("PC", "dispute_number", act.Today.Year, ct), report, unit, holder);
        db.Add(dispute);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/screening/disputes/{id}", http.Tagged(dispute.Version, DisputeView.Of(dispute, act)));
    }

    static bool IsRepeat(Dispute known, Request request, Act act, BlindIndex index) =>
        known.ReportingUnitId == act.Actor.UnitId && known.Title.Text == request.Title && known.Facts.Text == request.Facts && known.Demands.Text == request.Demands
        && known.Place.Text == request.Place && known.FoundOn == request.FoundOn && known.Method == request.Method && known.PeopleConcerned == request.PeopleConcerned
        && known.Parties.Count == request.Parties.Count && request.Parties.Select(party => Read(party, act, index)).All(report => known.Parties.Any(party => party.Is(report)));

    static PartyReport Read(PartyRequest party, Act act, BlindIndex index)
    {
        if (!PersonName.TryNormalise(party.Name, out var name))
            throw new BrokenRuleException(DisputeErrors.PersonInvalid);
        string? identity = null, phone = null;
        if (!string.IsNullOrEmpty(party.IdentityNumber) && !IdentityNumber.TryParse(party.IdentityNumber, act.Today, out identity, out _))
            throw new BrokenRuleException(DisputeErrors.PersonInvalid);
        if (!string.IsNullOrEmpty(party.Phone) && !PhoneNumber.TryNormalise(party.Phone, out phone))
            throw new BrokenRuleException(DisputeErrors.PersonInvalid);
        return new(party.Side, name, identity, phone, party.Address,
            new(index.Of(PersonIndexes.Names.Name, name), identity is null ? null : index.Of(PersonIndexes.Names.IdentityNumber, identity), phone is null ? null : index.Of(PersonIndexes.Names.Phone, phone)));
    }
}
