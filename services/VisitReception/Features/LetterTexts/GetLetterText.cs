using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.LetterTexts;

internal static class GetLetterText
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/letter-texts/{kind}", HandleAsync)
        .WithSummary("All versions of the text of a kind of letter, and the fields it may and must name. System administrators.");

    static async Task<Results<Ok<LetterTextView>, NotFound>> HandleAsync(string kind, ReceptionDb db, Act act, CancellationToken ct) =>
        IssuedKinds.Find(kind) is { } known
            ? TypedResults.Ok(LetterTextView.Of(known, await db.Set<PublishedText>().AsNoTracking().Where(text => text.Kind == kind).ToListAsync(ct), act.Today))
            : TypedResults.NotFound();
}
