using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Anjie.VisitReception.Features.LetterTexts;

internal static class PublishLetterText
{
    // Ten printed pages; in a window of the Portal it is one message, which has a limit of its own.
    internal const int LongestSource = 8000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/letter-texts/{kind}/versions/{version:int:range(1,100000)}", HandleAsync)
        .WithSummary("Publish a text from a day on, under the number after the latest: whoever has not seen the latest is refused. Letters already issued stay as they are. System administrators.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required, StringLength(LongestSource, MinimumLength = 1)] string Source,
        [property: Required] DateOnly? EffectiveFrom,
        [property: Required, PlainText(300)] string Reason);

    static async Task<Results<Ok<LetterTextView>, Created<LetterTextView>, NotFound>> HandleAsync(string kind, int version, Request request, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (IssuedKinds.Find(kind) is not { } known)
            return TypedResults.NotFound();
        var kept = await db.Set<PublishedText>().AsNoTracking().Where(text => text.Kind == kind).ToListAsync(ct);
        if (kept.Find(text => text.Version == version)?.Is(request.EffectiveFrom!.Value, request.Source, request.Reason) == true)
            return TypedResults.Ok(LetterTextView.Of(known, kept, act.Today));

        var text = PublishedText.Publish(act, known, KeptTexts.Latest(kept, known), version, request.EffectiveFrom!.Value, request.Source, request.Reason);
        db.Add(text);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new BrokenRuleException(TextErrors.VersionTaken, version);
        }

        return TypedResults.Created($"/api/reception/letter-texts/{kind}", LetterTextView.Of(known, [.. kept, text], act.Today));
    }
}
