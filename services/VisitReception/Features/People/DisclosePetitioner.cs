using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.People;

/// <summary>No client-made id and no version: asking again is another look, and each look is evidence.</summary>
internal static class DisclosePetitioner
{
    /// <summary>Its row in the policy.</summary>
    public const string Route = "POST /petitioners/{id}/disclosure";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/petitioners/{id:guid}/disclosure", HandleAsync)
        .WithSummary("Name, numbers and address of one petitioner in full, for a stated purpose. Leaves a row of evidence each time.");

    static async Task<Results<Ok<DisclosedPerson>, NotFound>> HandleAsync(
        Guid id, DisclosureRequest request, ReceptionDb db, Act act, DisclosureDesk desk, CancellationToken ct)
    {
        if (await db.FindPetitionerAsync(id, act, ct) is not var (matter, person))
            return TypedResults.NotFound();
        BrokenRuleException.ThrowIf(matter.IsRecused(act.Actor), CaseErrors.Recused);

        await desk.RecordAsync(person.Id, person.MatterId, request, ct);
        return TypedResults.Ok(new DisclosedPerson(person.Id, person.Name.Text, person.IdentityNumber?.Text, person.Phone?.Text, person.Address?.Text, person.GuardianName?.Text, person.GuardianPhone?.Text));
    }
}
