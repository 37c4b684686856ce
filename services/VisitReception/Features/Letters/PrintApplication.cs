using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Letters;

/// <summary>The petitioner's application for review or re-review, filled with what the office knows, to be finished and signed by hand. It is nobody's letter yet: nothing is kept of it but the look.</summary>
internal static class PrintApplication
{
    public static void Map(IEndpointRouteBuilder api)
    {
        const string Application = "/matters/{id:guid}/review-application";
        api.MapGet(Application + "/docx", DocxAsync).WithSummary("The application for review or re-review as a file for a word processor; what is not known is left blank (Art 35, 36).").Produces<byte[]>(contentType: ReadLetter.MediaType);
        api.MapGet(Application + "/print", PrintAsync).WithSummary("The application for review or re-review as a piece of HTML.").Produces<string>(contentType: "text/html");
    }

    static async Task<Results<FileContentHttpResult, NotFound>> DocxAsync(Guid id, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, db, desk, act, ct) is { } found
            ? await http.FileAsync(db, act, LetterDocx.Write(found.Application), $"{found.Application.Kind.Chinese} {found.Number}.docx", ReadLetter.MediaType, ct)
            : TypedResults.NotFound();

    static async Task<Results<ContentHttpResult, NotFound>> PrintAsync(Guid id, ReceptionDb db, LetterDesk desk, Act act, HttpContext http, CancellationToken ct) =>
        await FindAsync(id, db, desk, act, ct) is { } found ? await http.HtmlAsync(db, act, LetterHtml.Write(found.Application), ct) : TypedResults.NotFound();

    sealed record Found(LetterDocument Application, string Number);

    // Null where the caller sees no such matter.
    static async Task<Found?> FindAsync(Guid id, ReceptionDb db, LetterDesk desk, Act act, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return null;
        var kind = matter.LetterOfApplication ?? throw new BrokenRuleException(MatterErrors.NoReviewToAsk);
        var sheet = await desk.DraftSheetAsync(matter, matter.RegisteringUnitId, kind, act, ct);
        var draft = LetterDraft.Fill(sheet.Text, matter.ApplicationFacts(sheet));
        return draft.Faults.Where(fault => fault.Code != Anjie.Letters.LetterErrors.EmptyField).ToList() is { Count: > 0 } wrong
            ? throw LetterRefusal.Of(wrong)
            : new(LetterView.Masked(draft.Form(), matter, act), matter.Number);
    }
}
