using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Units;

internal static class PutUnit
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/units/{id:guid}", HandleAsync)
        .WithSummary("Create or change a unit; the paths of the units below follow. Where there were posts, code and parent stay as they are. System administrators only.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    public sealed record Request(
        Guid? ParentId,
        [property: Required, RegularExpression("^[0-9a-z]{1,20}$")] string Code,
        [property: Required, StringLength(100, MinimumLength = 1)] string Name,
        [property: Required, StringLength(200, MinimumLength = 1)] string EnglishName,
        [property: Required] UnitKind? Kind,
        [property: Required] bool? Active);

    static async Task<Results<Ok<UnitView>, Created<UnitView>>> HandleAsync(
        Guid id, Request request, Act act, Precondition precondition, DirectoryDb db, AccessWatch access, HttpContext http, CancellationToken ct)
    {
        var details = new UnitDetails(request.ParentId, request.Code, request.Name, request.EnglishName, request.Kind!.Value, request.Active!.Value);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await TreeLock.TakeAsync(db, ct);
        var unit = await db.Units.FirstOrDefaultAsync(x => x.Id == id, ct);
        var place = await PlaceAsync(id, unit, details, db, ct);
        var isNew = unit is null;
        if (unit is null)
            db.Add(unit = Unit.Create(act, id, details, place));
        else
            precondition.Change(() => unit.Version, () => unit.Change(act, details, place));

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        access.Expire();
        var view = http.Tagged(unit.Version, UnitView.Of(unit));
        return isNew ? TypedResults.Created($"/api/directory/units/{id}", view) : TypedResults.Ok(view);
    }

    static async Task<UnitPlace> PlaceAsync(Guid id, Unit? unit, UnitDetails details, DirectoryDb db, CancellationToken ct) => new(
        Parent: details.ParentId is { } parent ? await db.Units.FirstOrDefaultAsync(x => x.Id == parent, ct) : null,
        Below: unit is null ? [] : await db.Units.Where(x => x.Path.StartsWith(unit.Path) && x.Id != id).ToListAsync(ct),
        CodeTaken: await db.Units.AnyAsync(x => x.ParentId == details.ParentId && x.Code == details.Code && x.Id != id, ct),
        HasRoot: await db.Units.AnyAsync(x => x.ParentId == null && x.Id != id, ct),
        HasPosts: unit is not null && await db.Posts.AnyAsync(x => x.UnitId == id && x.Active, ct),
        HadPosts: unit is not null && await db.Units.AnyAsync(x => x.Path.StartsWith(unit.Path) && (x.HadPosts || db.Posts.Any(post => post.UnitId == x.Id)), ct));
}
