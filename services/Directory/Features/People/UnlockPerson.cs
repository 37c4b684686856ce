using Anjie.Cases;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

/// <summary>Wrong passwords have closed the way of strangers, or that of a browser of the person's own; both are opened.</summary>
internal static class UnlockPerson
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/people/{id:guid}/lockout", HandleAsync)
        .WithSummary("Open an account that wrong passwords have closed for a while. System administrators only; one that is open stays as it is.")
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    static async Task<Results<Ok<PersonView>, NotFound>> HandleAsync(Guid id, Act act, Precondition precondition, DirectoryDb db, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Users.FirstOrDefaultAsync(x => x.Id == id, ct) is not { } person)
            return TypedResults.NotFound();
        var devices = db.Devices.Where(device => device.PersonId == id);
        var closed = await devices.MaxAsync(device => device.ClosedUntil, ct);
        if (PersonView.LockedUntilOf(person.LockoutEnd, closed, time.GetUtcNow()) is not null)
        {
            precondition.Change(() => person.Version, () => person.Unlock(act));
            await db.SaveChangesAsync(ct);
            await devices.ExecuteUpdateAsync(set => set.SetProperty(device => device.Failed, 0).SetProperty(device => device.ClosedUntil, (DateTimeOffset?)null), ct);
            await transaction.CommitAsync(ct);
        }
        return TypedResults.Ok(http.Tagged(person.Version, await PersonView.OfAsync(person, db, ct)));
    }
}
