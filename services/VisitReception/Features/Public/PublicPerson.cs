using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Features.People;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.VisitReception.Features.Public;

/// <summary>The notice, for whoever wants to read it before typing anything.</summary>
internal static class ShowPrivacyNoticeInPublic
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/public/privacy-notice", HandleAsync)
        .AllowAnonymous()
        .WithSummary("The notice of the use of personal data; with a session in X-Query-Session in the name of the office of its matter.");

    static async Task<Ok<NoticeView>> HandleAsync(PublicDoor door, ReceptionDb db, IOptions<LetterSettings> letters, CancellationToken ct)
    {
        if (await door.EnterAsync(ct) is not { } open)
            return TypedResults.Ok(NoticeView.InForce(null, letters.Value.Telephone));
        var office = await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(unit => unit.Id == open.Matter.RegisteringUnitId, ct);
        return TypedResults.Ok(NoticeView.InForce(PersonTexts.IsEnglish ? office?.EnglishName : office?.Name, letters.Value.TelephoneOf(open.Matter.RegisteringPath)));
    }
}

/// <summary>A copy of what is kept of oneself.</summary>
internal static class CopyPersonInPublic
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/public/copy", HandleAsync)
        .AllowAnonymous()
        .WithSummary("Everything kept of the petitioner whose last four signs these are: of the identity number, or of the phone of somebody who told none.")
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

    public sealed record Request([property: Required, RegularExpression(OwnSign.Pattern, MatchTimeoutInMilliseconds = 1000)] string LastFour);

    static async Task<Results<Ok<PersonCopy>, ProblemHttpResult>> HandleAsync(Request request, PublicDoor door, OwnSign sign, ReceptionDb db, CancellationToken ct)
    {
        if (await door.EnterAsync(ct) is not { } open)
            return door.SessionOver();
        var (person, refusal) = await sign.RecogniseAsync(open, request.LastFour, ct);
        if (person is null)
            return refusal!;
        var asked = DataRequest.File(open.Act, person, DataRequestKind.Copy, atDesk: false);
        asked.Give(open.Act);
        db.Add(asked);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await PersonCopy.OfAsync(db, db.Visits, open.Matter, person, open.Act, ct));
    }
}

/// <summary>Correction and deletion, asked for by the person.</summary>
internal static class RequestInPublic
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/public/data-request", HandleAsync)
        .AllowAnonymous()
        .WithSummary("Ask for a correction, which waits for the desk, or for deletion, which is answered at once with what the law says.")
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

    public sealed record Request(
        [property: Required, DeniedValues(DataRequestKind.Copy)] DataRequestKind? Kind,
        [property: Required, RegularExpression(OwnSign.Pattern, MatchTimeoutInMilliseconds = 1000)] string LastFour,
        [property: Required, PlainText(1000)] string Text);

    static async Task<Results<Ok<DataRequestView>, ProblemHttpResult>> HandleAsync(Request request, PublicDoor door, OwnSign sign, ReceptionDb db, CancellationToken ct)
    {
        if (await door.EnterAsync(ct) is not { } open)
            return door.SessionOver();
        var (person, refusal) = await sign.RecogniseAsync(open, request.LastFour, ct);
        if (person is null)
            return refusal!;
        var filed = await db.FileAsync(DataRequest.File(open.Act, person, request.Kind!.Value, atDesk: false, request.Text), ct);
        if (filed.Kind == DataRequestKind.Erasure)
            filed.Refuse(open.Act, DataRequestGround.MustBeKept);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(DataRequestView.Of(filed));
    }
}

/// <summary>Tells which petitioner of an open matter somebody is: a session stands for the matter, and may be another's of the group.</summary>
/// <remarks>Asked for is the end of the identity number, which is neither on the slip nor what most sessions are opened with; guesses are counted as those of a code are.</remarks>
internal sealed class OwnSign(ReceptionDb db, BlindIndex index, PublicDoor door, TimeProvider time)
{
    public const string Pattern = "^[0-9]{3}[0-9Xx]$";

    const string Purpose = "query_code.person";

    public async Task<(Petitioner? Person, ProblemHttpResult? Refusal)> RecogniseAsync(OpenMatter open, string lastFour, CancellationToken ct)
    {
        var key = index.Of(Purpose, open.Matter.Id.ToString());
        var guess = await db.CountAsync(key, time.GetUtcNow(), ct);
        if (guess.Wait is { } wait)
            return (null, door.Wait(wait));

        var wanted = Encoding.ASCII.GetBytes(lastFour.ToUpperInvariant());
        // All are compared, whoever it was.
        var found = open.Matter.Petitioners.Where(person => Of(person) is { } own && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(own), wanted)).ToList();
        if (found.Count == 0)
        {
            if (guess.Failures == QueryGuesses.Free)
                await door.TellOfGuessesAsync(open, ct);
            return (null, door.Refuse(StatusCodes.Status404NotFound, PersonErrors.NoMatch));
        }
        await db.GiveBackAsync(key, time.GetUtcNow(), ct);
        return found is [var person] ? (person, null) : (null, door.Refuse(StatusCodes.Status409Conflict, PersonErrors.AskAtDesk));
    }

    static string? Of(Petitioner person) => LastFour.Of(person.IdentityNumber ?? person.Phone);
}
