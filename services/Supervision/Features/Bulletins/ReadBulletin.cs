using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Supervision.Features.Bulletins;

/// <summary>The bulletin as a letter: as it was published, or as a draft would look to its reader. Each look leaves a row of evidence.</summary>
internal static class ReadBulletin
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/bulletins/{id:guid}/docx", DocxAsync).WithSummary("A bulletin as a file for a word processor; the same bulletin is the same file.").Produces<byte[]>(contentType: LetterDocx.MediaType);
        api.MapGet("/bulletins/{id:guid}/print", PrintAsync).WithSummary("A bulletin as a piece of HTML in the official layout; a draft is marked as one.").Produces<string>(contentType: "text/html");
    }

    static async Task<Results<FileContentHttpResult, NotFound>> DocxAsync(Guid id, SupervisionDb db, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(id, act, ct) is not { } bulletin)
            return TypedResults.NotFound();

        var name = $"{BulletinPaper.Kind.Chinese} {(bulletin.Number.Length > 0 ? bulletin.Number : bulletin.Period)}.docx";
        return await http.FileAsync(db, act, LetterDocx.Write(await desk.DocumentAsync(bulletin, act, ct)), name, LetterDocx.MediaType, ct);
    }

    static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(Guid id, SupervisionDb db, BulletinDesk desk, Act act, HttpContext http, CancellationToken ct) =>
        await desk.FindAsync(id, act, ct) is { } bulletin ? await http.HtmlAsync(db, act, LetterHtml.Write(await desk.DocumentAsync(bulletin, act, ct)), ct) : TypedResults.NotFound();
}
