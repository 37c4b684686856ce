using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.People;

/// <summary>Each copy is a look at the person in full: counted among the looks, limited like them, and evidence.</summary>
internal static class CopyPerson
{
    public const string Route = "POST /petitioners/{id}/copy";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/petitioners/{id:guid}/copy", HandleAsync)
        .WithSummary("Everything kept of a petitioner, to hand over at their request (个人信息保护法 45). By the unit that registered or handles the matter.")
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    static async Task<Results<Ok<PersonCopy>, NotFound>> HandleAsync(Guid id, ReceptionDb db, Act act, DisclosureDesk desk, CancellationToken ct)
    {
        if (await db.FindAtDeskAsync(id, act, Route, ct) is not var (matter, person))
            return TypedResults.NotFound();
        var request = DataRequest.File(act, person, DataRequestKind.Copy, atDesk: true);
        request.Give(act);
        db.Add(request);
        await desk.RecordAsync(person.Id, matter.Id, new(DisclosurePurpose.OwnCopy), ct);
        return TypedResults.Ok(await PersonCopy.OfAsync(db, db.Visits.VisibleTo(act), matter, person, act, ct));
    }
}
