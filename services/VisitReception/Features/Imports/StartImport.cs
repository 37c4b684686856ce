using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>Start and stop need no version: the file is the caller's own, and the version moves while it is worked on.</summary>
internal static class StartImport
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/imports/{id:guid}/start", StartAsync)
            .WithSummary("Take over the rows of a file that was looked through, or go on where it was stopped. Rows that are here already are passed over, whatever file brought them.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/imports/{id:guid}/stop", StopAsync).WithSummary("Stop after the batch that is under way; what was taken over stays.");
    }

    static Task<Results<Ok<ImportView>, NotFound>> StartAsync(Guid id, ReceptionDb db, Act act, ErrorTexts texts, CancellationToken ct) =>
        ChangeAsync(id, db, act, texts, async import =>
        {
            var isFirst = import.State == ImportState.Checked;
            // The check's findings are made again row by row, since much may have been mended meanwhile.
            if (import.Start() && isFirst)
                await db.Set<ImportFault>().Where(fault => fault.ImportId == id).ExecuteDeleteAsync(ct);
        }, ct);

    static Task<Results<Ok<ImportView>, NotFound>> StopAsync(Guid id, ReceptionDb db, Act act, ErrorTexts texts, CancellationToken ct) =>
        ChangeAsync(id, db, act, texts, import =>
        {
            import.Stop(act);
            return Task.CompletedTask;
        }, ct);

    static async Task<Results<Ok<ImportView>, NotFound>> ChangeAsync(Guid id, ReceptionDb db, Act act, ErrorTexts texts, Func<Import, Task> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Held until the end: a batch that is under way comes before or after, never between.
        if (await ImportView.OwnedBy(db.Set<Import>().FromSql($"select * from matter_import where id = {id} for update"), act).FirstOrDefaultAsync(ct) is not { } import)
            return TypedResults.NotFound();
        await change(import);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ImportView.Of(import, await FileIntake.NameAsync(db, id, ct), texts, withPreview: true));
    }
}
