using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.LetterTexts;

internal static class WithdrawLetterText
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/letter-texts/{kind}/versions/{version:int:range(1,100000)}", HandleAsync)
        .WithSummary("Withdraw a version before its first day; its number is not given again. System administrators.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    static async Task<Results<Ok<LetterTextView>, NotFound>> HandleAsync(string kind, int version, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (IssuedKinds.Find(kind) is not { } known)
            return TypedResults.NotFound();
        var kept = await db.Set<PublishedText>().Where(text => text.Kind == kind).ToListAsync(ct);
        if (kept.Find(text => text.Version == version) is not { } text)
            return KeptTexts.Delivered(known) is var delivered && delivered.Version == version ? throw new BrokenRuleException(TextErrors.InForce, delivered.EffectiveFrom) : TypedResults.NotFound();
        text.Withdraw(act);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(LetterTextView.Of(known, kept, act.Today));
    }
}
