using Anjie.Cases;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.DisputeScreening.Features.Disputes;

/// <summary>No client-made id and no version: asking again is another look, and each look is evidence.</summary>
internal static class DiscloseParty
{
    /// <summary>Its row in the policy.</summary>
    public const string Route = "POST /parties/{id}/disclosure";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/parties/{id:guid}/disclosure", HandleAsync)
        .WithSummary("Name, numbers and address of one party to a dispute in full, for a stated purpose. Leaves a row of evidence each time.");

    static async Task<Results<Ok<DisclosedPerson>, NotFound>> HandleAsync(
        Guid id, DisclosureRequest request, ScreeningDb db, Act act, DisclosureDesk desk, CancellationToken ct)
    {
        if (await db.Disputes.AsNoTracking().VisibleTo(act).FirstOrDefaultAsync(d => d.Parties.Any(p => p.Id == id), ct) is not { } dispute)
            return TypedResults.NotFound();

        BrokenRuleException.ThrowIf(dispute.IsRecused(act.Actor), CaseErrors.Recused);
        var party = dispute.Parties.Single(p => p.Id == id);
        await desk.RecordAsync(party.Id, dispute.Id, request, ct);
        return TypedResults.Ok(new DisclosedPerson(party.Id, party.Name.Text, party.IdentityNumber?.Text, party.Phone?.Text, party.Address?.Text));
    }
}
