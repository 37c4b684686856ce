using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

internal static class RegisterMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/matters/{id:guid}", HandleAsync)
        .WithSummary("Register a letter, call or message under an id chosen by the client; its clock starts on the day of receipt (Art 21, 22). An accusation names the accused unit, and the accused official by their post, and is hidden from both.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required] DateOnly? ReceivedOn,
        [property: Range(1, 99)] int Form,
        [property: Required] MatterCategory? Category,
        [property: Required, CodeText] string ContentCode,
        [property: Required, PlainText(2000)] string Summary,
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<DemandRequest> Demands,
        [property: Required, MaxLength(50)] IReadOnlyList<PetitionerRequest> Petitioners,
        [property: Range(1, 1_000_000)] int PeopleConcerned,
        bool Anonymous = false,
        Guid? MatterId = null,
        [property: PlainText(200)] string? ProblemPlace = null,
        Guid? AccusedUnitId = null,
        Guid? AccusedPostId = null,
        [property: PlainText(50)] string? AccusedName = null,
        DateOnly? UpstreamReceivedOn = null,
        [property: PlainText(100)] string? UpstreamOrgan = null,
        bool Confidential = false);

    static async Task<Results<Created<MatterView>, Ok<MatterView>>> HandleAsync(
        Guid id, Request request, ReceptionDb db, Act act, BlindIndex index, HttpContext http, CancellationToken ct)
    {
        if (await db.Matters.FirstOrDefaultAsync(m => m.Id == id, ct) is { } known)
            return IsRepeat(known, request, act, index) ? TypedResults.Ok(http.Tagged(known.Version, MatterView.Of(known, act))) : throw new BrokenRuleException(CaseErrors.IdReused);

        var matterId = request.MatterId ?? id;
        // Under the id of another case it would stand in the way of the petition that case becomes.
        BrokenRuleException.ThrowIf(request.Category == MatterCategory.Accusation && matterId != id, MatterErrors.AccusationApart);
        BrokenRuleException.ThrowIf(await db.Matters.AnyAsync(m => m.MatterId == matterId, ct), MatterErrors.AlreadyExists);
        var unit = await db.UnitAsync(act.Actor.UnitId, ct);
        var petition = new Petition(
            request.ReceivedOn!.Value, request.Form, request.Category!.Value, request.ContentCode, request.Summary, request.ProblemPlace, request.Anonymous, request.PeopleConcerned,
            request.Demands.Texts(), request.Petitioners.Read(act, index).Told(), await AccusedAsync(request, db, ct),
            request.UpstreamReceivedOn, request.UpstreamOrgan)
        { Confidential = request.Confidential };
        var number = await db.NextNumberAsync("XF", "matter_number", act.Today.Year, ct);
        var matter = Matter.Register(act, id, matterId, number, petition, UnitPlace.Of(unit), isPetitionOffice: unit.Kind == "PetitionOffice");
        db.Add(matter);
        db.GiveQueryCode(matter, act, index);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/reception/matters/{id}", http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    // All posts of the person: an official sees nothing about himself in any of them, and neither do those under him in any.
    static async Task<AccusedParty?> AccusedAsync(Request request, ReceptionDb db, CancellationToken ct)
    {
        if (request.AccusedUnitId is not { } unitId)
            return null;
        var person = request.AccusedPostId is { } post ? (await db.PostAsync(post, ct)).PersonId : null;
        var units = person is null ? [] : await db.Set<PostCopy>().Where(p => p.Active && p.PersonId == person).Select(p => p.UnitId).ToListAsync(ct);
        var paths = await db.Set<UnitCopy>().Where(u => units.Contains(u.Id)).Select(u => u.Path).ToListAsync(ct);
        var unit = await db.UnitAsync(unitId, ct);
        return new(unit.Id, [.. paths.Append(unit.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], person, request.AccusedName);
    }

    static bool IsRepeat(Matter known, Request request, Act act, BlindIndex index) =>
        known.RegisteringUnitId == act.Actor.UnitId && known.ReceivedOn == request.ReceivedOn && known.Form == request.Form && known.Category == request.Category
        && known.ContentCode == request.ContentCode && known.Summary.Text == request.Summary && known.ProblemPlace?.Text == request.ProblemPlace && known.Anonymous == request.Anonymous && known.Confidential == request.Confidential
        && known.PeopleConcerned == request.PeopleConcerned && known.MatterId == (request.MatterId ?? known.Id) && request.Petitioners.Read(act, index).All(report => known.Petitioners.Any(petitioner => petitioner.Is(report)))
        && known.UpstreamOn == request.UpstreamReceivedOn && known.UpstreamOrgan == request.UpstreamOrgan && known.AccusedUnitId == request.AccusedUnitId && known.AccusedName?.Text == request.AccusedName
        && known.Demands.OrderBy(d => d.Position).Select(d => d.Text.Text).SequenceEqual(request.Demands.Texts());
}
