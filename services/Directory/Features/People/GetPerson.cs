using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.People;

internal static class GetPerson
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/people/{id:guid}", HandleAsync)
        .WithSummary("One account, for the administrators of accounts and posts.");

    static async Task<Results<Ok<PersonView>, NotFound>> HandleAsync(Guid id, DirectoryDb db, HttpContext http, CancellationToken ct)
    {
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
        return person is null ? TypedResults.NotFound() : TypedResults.Ok(http.Tagged(person.Version, await PersonView.OfAsync(person, db, ct)));
    }
}
