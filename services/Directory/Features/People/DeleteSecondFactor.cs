using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

/// <summary>Help for who has lost the device and the codes too: authenticator, passkeys and recovery codes go, and the person sets up anew.</summary>
internal static class DeleteSecondFactor
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/people/{id:guid}/second-factor", HandleAsync)
        .WithSummary("Take away a person's second factors, for a lost device. System administrators only, never their own; open sessions of the person end.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    static async Task<Results<Ok<PersonView>, NotFound>> HandleAsync(
        Guid id, Act act, Precondition precondition, DirectoryDb db, SecondFactors factors, Sessions sessions, AccessWatch access, HttpContext http, CancellationToken ct)
    {
        if (await db.Users.FirstOrDefaultAsync(x => x.Id == id, ct) is not { } person)
            return TypedResults.NotFound();
        if (await factors.HasAsync(id, ct))
        {
            precondition.Change(() => person.Version, () => person.SecondFactorsWereRemoved(act));
            await factors.RemoveAllAsync(id, ct);
            await sessions.StageEndAsync(act, SessionEnd.AccountChanged, open => open.Where(x => x.PersonId == id), ct);
            await db.SaveChangesAsync(ct);
            access.Expire();
        }
        return TypedResults.Ok(http.Tagged(person.Version, await PersonView.OfAsync(person, db, ct)));
    }
}
