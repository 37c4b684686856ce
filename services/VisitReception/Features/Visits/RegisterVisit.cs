using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Visits;

/// <summary>The hot path: one statement for all that must be known, one batch for all that is written.</summary>
internal static class RegisterVisit
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/visits/{id:guid}", HandleAsync)
        .WithSummary("Register a visitor at a reception; with it the matter, or a link to a known one. Repeating the request changes nothing.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required] Guid? SessionId,
        [property: Required] DateOnly? VisitedOn,
        [property: Range(1, 10_000)] int Visitors,
        [property: Range(1, 10_000)] int Representatives,
        [property: Range(1, 1_000_000)] int PeopleConcerned,
        [property: Required] MatterCategory? Category,
        [property: Required, CodeText] string ContentCode,
        [property: Required, PlainText(2000)] string Summary,
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<DemandRequest> Demands,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<PetitionerRequest> Petitioners,
        [property: AllowedValues(2, 21)] int Form,
        Guid? MatterId = null,
        [property: PlainText(200)] string? ProblemPlace = null,
        bool Confidential = false);

    static async Task<Results<Created<VisitView>, Ok<VisitView>, NotFound>> HandleAsync(
        Guid id, Request request, ReceptionDb db, Act act, BlindIndex index, HttpContext http, CancellationToken ct)
    {
        var facts = await RegistrationFacts.ReadAsync(db, id, request.SessionId!.Value, ct);
        if (facts.IsKnown)
            return await RepeatAsync(id, request, db, act, index, http, ct);
        if (facts.Session(request.SessionId.Value) is not { } session || !act.Policy.Reaches(act.Actor, nameof(Session), session.LeaderUnit.Path))
            return TypedResults.NotFound();

        var report = new VisitReport(
            request.VisitedOn!.Value, request.Visitors, request.Representatives, request.PeopleConcerned, request.Form, request.Category!.Value, request.ContentCode, request.Summary, request.ProblemPlace)
        { Confidential = request.Confidential };
        var petitioners = request.Petitioners.Read(act, index).Told();
        var number = Number("JF", act, facts.VisitSerial!.Value);
        Visit visit;
        Matter matter;
        if (request.MatterId is { } matterId)
        {
            matter = await db.Matters.MetBy(act).FirstOrDefaultAsync(m => m.MatterId == matterId, ct) ?? throw new BrokenRuleException(VisitErrors.UnknownMatter);
            visit = Visit.RegisterOn(act, id, number, report, session, matter, petitioners);
        }
        else
        {
            (visit, matter) = Visit.RegisterWithMatter(
                act, id, number, report, session, Guid.CreateVersion7(), Number("XF", act, facts.MatterSerial!.Value), request.Demands.Texts(), petitioners);
            db.Add(matter);
            db.GiveQueryCode(matter, act, index);
        }
        db.Add(visit);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/reception/visits/{id}", http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }

    static async Task<Results<Created<VisitView>, Ok<VisitView>, NotFound>> RepeatAsync(
        Guid id, Request request, ReceptionDb db, Act act, BlindIndex index, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } known)
            throw new BrokenRuleException(CaseErrors.IdReused);
        var matter = await db.MatterOfAsync(known, ct);
        return IsRepeat(known, matter, request, request.Petitioners.Read(act, index))
            ? TypedResults.Ok(http.Tagged(known.Version, VisitView.Of(known, matter, act)))
            : throw new BrokenRuleException(CaseErrors.IdReused);
    }

    static bool IsRepeat(Visit known, Matter matter, Request request, IReadOnlyList<PetitionerReport> petitioners) =>
        known.SessionId == request.SessionId && known.VisitedOn == request.VisitedOn && known.Visitors == request.Visitors && known.Representatives == request.Representatives
        && known.PeopleConcerned == request.PeopleConcerned && known.Form == request.Form && known.Category == request.Category && known.ContentCode == request.ContentCode
        && known.Summary.Text == request.Summary && known.ProblemPlace?.Text == request.ProblemPlace && known.OnKnownMatter == request.MatterId is not null && (matter.Confidential || !request.Confidential)
        && petitioners.All(report => matter.Petitioners.Any(petitioner => petitioner.Is(report) || petitioner.IsOnceMore(report)))
        && (known.OnKnownMatter ? known.MatterId == request.MatterId : matter.Demands.OrderBy(d => d.Position).Select(d => d.Text.Text).SequenceEqual(request.Demands.Texts()));

    static string Number(string prefix, Act act, long serial) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{act.Today.Year}{serial:D6}");
}
