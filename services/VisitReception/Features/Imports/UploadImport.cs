using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

internal static class UploadImport
{
    const string NameHeader = "X-File-Name";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/imports/{id:guid}", HandleAsync)
        .WithSummary($"Bring a file of the province's export under an id chosen by the client: the body is the workbook itself, {NameHeader} its name in UTF-8, percent-encoded. It is looked through at once, and nothing is taken over before it is started.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    static async Task<Results<Created<ImportView>, Ok<ImportView>>> HandleAsync(
        Guid id, [FromHeader(Name = NameHeader)] string? name, Stream body, ReceptionDb db, Act act, FileIntake intake, ErrorTexts texts, HttpContext http, CancellationToken ct) =>
        await intake.TakeAsync<Results<Created<ImportView>, Ok<ImportView>>>(http, name, FileKind.Xlsx, act, async file =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Set<Import>().AsNoTracking().FirstOrDefaultAsync(import => import.Id == id, ct) is { } known)
            {
                BrokenRuleException.ThrowIf(known.PersonId != act.Actor.PersonId || known.UnitId != act.Actor.UnitId || !await FileIntake.IsAsync(db, id, file, ct), CaseErrors.IdReused);
                return TypedResults.Ok(ImportView.Of(known, file.Name, texts, withPreview: true));
            }

            var import = Import.Upload(act, id);
            db.Add(import);
            await FileIntake.KeepAsync(db, id, act, Staff.Registrars.First(act.Actor.Has), file, ct);
            await transaction.CommitAsync(ct);
            return TypedResults.Created($"/api/reception/imports/{id}", ImportView.Of(import, file.Name, texts, withPreview: true));
        }, ct);
}
