using Anjie.Cases;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/people/{id:guid}", HandleAsync)
        .WithSummary("One account, for the administrators of accounts and posts; for anybody else it does not exist.");

    static async Task<Results<Ok<PersonView>, NotFound>> HandleAsync(Guid id, Actor actor, DirectoryDb db, HttpContext http, CancellationToken ct)
    {
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (person is null || !(actor.Has(Roles.SystemAdministrator) || actor.Has(Roles.SecurityAdministrator)))
            return TypedResults.NotFound();
        return TypedResults.Ok(http.Tagged(person.Version, await PersonView.OfAsync(person, db, ct)));
    }
}
