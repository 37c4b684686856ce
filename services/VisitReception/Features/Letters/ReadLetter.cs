using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>Letters as they were issued, for saving and for printing, and the proof of service that goes with each. Each look leaves a row of evidence.</summary>
internal static class ReadLetter
{
    internal const string MediaType = LetterDocx.MediaType;

    public static void Map(IEndpointRouteBuilder api)
    {
        const string Letter = "/matters/{id:guid}/letters/{letterId:guid}";
        api.MapGet(Letter + "/docx", DocxAsync).WithSummary("One letter as a file for a word processor; the same letter is the same file.").Produces<byte[]>(contentType: MediaType);
        api.MapGet(Letter + "/print", PrintAsync).WithSummary("One letter as a piece of HTML in the official layout; the Portal's page has the style sheet.").Produces<string>(contentType: "text/html");
        api.MapGet(Letter + "/proof-of-service/docx", ProofDocxAsync).WithSummary("The proof of service (送达回证) of one letter, filled with what is known of its delivery.").Produces<byte[]>(contentType: MediaType);
        api.MapGet(Letter + "/stub/docx", StubDocxAsync).WithSummary("The stub (存根) of one letter, which the unit keeps.").Produces<byte[]>(contentType: MediaType);
        api.MapGet(Letter + "/stub/print", StubPrintAsync).WithSummary("The stub of one letter as a piece of HTML.").Produces<string>(contentType: "text/html");
        api.MapGet(Letter + "/proof-of-service/print", ProofPrintAsync).WithSummary("The proof of service of one letter as a piece of HTML.").Produces<string>(contentType: "text/html");
    }

    static async Task<Results<FileContentHttpResult, NotFound>> DocxAsync(Guid id, Guid letterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } found
            ? await http.FileAsync(db, act, found.Document.Docx(), $"{found.Document.Document.Kind.Chinese} {found.Letter.Number}.docx", MediaType, ct)
            : TypedResults.NotFound();

    static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(Guid id, Guid letterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } found ? await http.HtmlAsync(db, act, found.Document.Html(), ct) : TypedResults.NotFound();

    static async Task<Results<FileContentHttpResult, NotFound>> ProofDocxAsync(Guid id, Guid letterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } found && found.Document.Document.Kind.NeedsProofOfService
            ? await http.FileAsync(db, act, LetterDocx.Write(await ProofAsync(found, db, act, ct)), $"{LetterKinds.ProofOfService.Chinese} {found.Letter.Number}.docx", MediaType, ct)
            : TypedResults.NotFound();

    static async Task<Results<ContentHttpResult, NotFound>> ProofPrintAsync(Guid id, Guid letterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } found && found.Document.Document.Kind.NeedsProofOfService
            ? await http.HtmlAsync(db, act, LetterHtml.Write(await ProofAsync(found, db, act, ct)), ct)
            : TypedResults.NotFound();

    static async Task<Results<FileContentHttpResult, NotFound>> StubDocxAsync(Guid id, Guid letterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } found
            ? await http.FileAsync(db, act, LetterDocx.Write(await StubAsync(found, db, ct)), $"{LetterKinds.Stub.Chinese} {found.Letter.Number}.docx", MediaType, ct)
            : TypedResults.NotFound();

    static async Task<Results<ContentHttpResult, NotFound>> StubPrintAsync(Guid id, Guid letterId, ReceptionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } found ? await http.HtmlAsync(db, act, LetterHtml.Write(await StubAsync(found, db, ct)), ct) : TypedResults.NotFound();

    sealed record Found(Matter Matter, Letter Letter, IssuedLetter Document);

    // Null where the caller sees no such letter.
    static async Task<Found?> FindAsync(Guid id, Guid letterId, ReceptionDb db, Act act, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter || matter.Letters.FirstOrDefault(letter => letter.Id == letterId) is not { } letter)
            return null;
        return new(matter, letter, LetterView.Shown(letter, matter, act, withCode: true) ?? throw new BrokenRuleException(LetterErrors.NotKept));
    }

    // What the unit keeps is worded as on the day of the letter.
    static async Task<LetterDocument> StubAsync(Found found, ReceptionDb db, CancellationToken ct) =>
        ServiceFacts.StubOf(found.Letter, found.Document, await db.TextInForceAsync(LetterKinds.Stub, found.Letter.IssuedOn, ct));

    static async Task<LetterDocument> ProofAsync(Found found, ReceptionDb db, Act act, CancellationToken ct)
    {
        var delivery = found.Matter.Deliveries.Where(delivery => delivery.LetterId == found.Letter.Id).MaxBy(delivery => delivery.RecordedAt);
        // One that was signed is printed again in the words that were signed.
        var text = await db.TextInForceAtAsync(LetterKinds.ProofOfService, delivery?.RecordedAt ?? act.Now, ct);
        return ServiceFacts.ProofOf(found.Document, text, ServiceFacts.Of(delivery, name => PersonView.NameFor(act, new Secret(name), found.Matter), place => PersonView.PlaceFor(act, place, found.Matter)));
    }
}

internal static class LetterErrors
{
    public const string NotKept = "letter.not_kept";
}
