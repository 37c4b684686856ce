using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Public;

/// <summary>The matter once more, within the session.</summary>
internal static class ShowPublicMatter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/public/matter", HandleAsync)
        .AllowAnonymous()
        .WithSummary("The matter that the session in X-Query-Session opens.")
        .ProducesProblem(StatusCodes.Status401Unauthorized);

    static async Task<Results<Ok<PublicMatter>, ProblemHttpResult>> HandleAsync(PublicDoor door, ReceptionDb db, CancellationToken ct) =>
        await door.EnterAsync(ct) is { } open ? TypedResults.Ok(await PublicMatter.OfAsync(db, open.Matter, open.Act, ct)) : door.SessionOver();
}

/// <summary>A letter of the petitioner, to keep.</summary>
internal static class DownloadPublicLetter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/public/letters/{id:guid}", HandleAsync)
        .AllowAnonymous()
        .WithSummary("A letter of the matter that the session opens, as a file.")
        .Produces(StatusCodes.Status200OK, contentType: ReadLetter.MediaType).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);

    static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> HandleAsync(Guid id, PublicDoor door, HttpContext http, CancellationToken ct)
    {
        if (await door.EnterAsync(ct) is not { } open)
            return door.SessionOver();
        if (PublicLetter.LettersOf(open.Matter).FirstOrDefault(letter => letter.Id == id) is not { } letter)
            return TypedResults.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var (content, type, name) = FileOf(letter);
        return TypedResults.File(content, type, name);
    }

    /// <summary>The letter as a file. Everything about its form is here.</summary>
    static (byte[] Content, string Type, string Name) FileOf(Letter letter) => letter.Document is { } document ? (document.Docx(), ReadLetter.MediaType, $"{letter.Number}.docx") :
    (
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{PublicLetter.NameOf(letter)}\n{letter.Number}\n\n{letter.Body.Text}\n\n{letter.IssuedOn:yyyy-MM-dd}\n"))],
        "text/plain; charset=utf-8", $"{letter.Number}.txt"
    );
}

/// <summary>The petitioner's own word on one of the two objects.</summary>
internal static class EvaluateInPublic
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/public/evaluation", HandleAsync)
        .AllowAnonymous()
        .WithSummary("Evaluate the petition office or the responsible unit, once each and within the window.")
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required] EvaluationSubject? About,
        [property: Required, DeniedValues(Satisfaction.NotGiven)] Satisfaction? Value,
        [property: PlainText(1000)] string? Reason = null);

    static async Task<Results<Ok<PublicMatter>, ProblemHttpResult>> HandleAsync(Request request, PublicDoor door, ReceptionDb db, CancellationToken ct)
    {
        if (await door.EnterAsync(ct) is not { } open)
            return door.SessionOver();
        open.Matter.Evaluate(open.Act, request.About!.Value, request.Value!.Value, request.Reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await PublicMatter.OfAsync(db, open.Matter, open.Act, ct));
    }
}

/// <summary>Hands in a request for review; the desk registers it.</summary>
internal static class RequestReviewInPublic
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/public/review-request", HandleAsync)
        .AllowAnonymous()
        .WithSummary("Hand in a request for review, or re-review, within its window (Art 35, 36). The day of handing in counts.")
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict);

    public sealed record Request(
        [property: Required, PlainText(2000)] string Text,
        [property: Required, PlainText(4000)] string Grounds,
        [property: MaxLength(PrivacyNotice.MaximumLength)] string? NoticeVersion = null);

    static async Task<Results<Ok<PublicMatter>, ProblemHttpResult>> HandleAsync(Request request, PublicDoor door, ReceptionDb db, CancellationToken ct)
    {
        if (await door.EnterAsync(ct) is not { } open)
            return door.SessionOver();
        PrivacyNotice.Demand(request.NoticeVersion, "noticeVersion");
        open.Matter.FileReviewRequest(open.Act, request.Text, request.Grounds, request.NoticeVersion);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await PublicMatter.OfAsync(db, open.Matter, open.Act, ct));
    }
}
