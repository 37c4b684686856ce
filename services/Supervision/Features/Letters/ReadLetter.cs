using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Letters;

/// <summary>Letters as they were issued, for saving and for printing. Who sees the item reads them, and each look leaves a row of evidence.</summary>
internal static class ReadLetter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        const string Letter = "/items/{id:guid}/letters/{letterId:guid}";
        api.MapGet(Letter + "/docx", DocxAsync).WithSummary("One letter as a file for a word processor; the same letter is the same file.").Produces<byte[]>(contentType: LetterDocx.MediaType);
        api.MapGet(Letter + "/print", PrintAsync).WithSummary("One letter as a piece of HTML in the official layout; the Portal's page has the style sheet.").Produces<string>(contentType: "text/html");
    }

    static async Task<Results<FileContentHttpResult, NotFound>> DocxAsync(Guid id, Guid letterId, SupervisionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { Document: var document } letter
            ? await http.FileAsync(db, act, document.Docx(), $"{string.Join(' ', ((string[])[document.Document.Kind.Chinese, letter.Number]).Where(part => part.Length > 0))}.docx", LetterDocx.MediaType, ct)
            : TypedResults.NotFound();

    static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(Guid id, Guid letterId, SupervisionDb db, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, letterId, db, act, ct) is { } letter ? await http.HtmlAsync(db, act, letter.Document.Html(), ct) : TypedResults.NotFound();

    // Null where the caller sees no such letter.
    static async Task<SupervisionLetter?> FindAsync(Guid id, Guid letterId, SupervisionDb db, Act act, CancellationToken ct) =>
        await db.FindVisibleAsync(id, act, ct) is null ? null : await db.Letters.AsNoTracking().FirstOrDefaultAsync(letter => letter.Id == letterId && letter.ItemId == id, ct);
}
