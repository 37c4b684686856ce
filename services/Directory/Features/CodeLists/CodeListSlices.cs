using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.CodeLists;

public sealed record CodeListView(string Name, string Chinese, string English, int Version, IReadOnlyList<CodeEntry> Entries)
{
    internal static CodeListView Of(CodeList list) => new(list.Name, list.Chinese, list.English, list.Version, list.Entries);
}

internal static class ListCodeLists
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/code-lists", HandleAsync).WithSummary("All code lists with their entries; small enough to keep in a client.");
        api.MapGet("/code-lists/{name}", GetAsync).WithSummary("One code list.");
    }

    static async Task<Page<CodeListView>> HandleAsync(DirectoryDb db, CancellationToken ct) =>
        new([.. (await db.CodeLists.AsNoTracking().OrderBy(x => x.Name).ToListAsync(ct)).Select(CodeListView.Of)], null);

    static async Task<Results<Ok<CodeListView>, NotFound>> GetAsync(string name, DirectoryDb db, HttpContext http, CancellationToken ct) =>
        await db.CodeLists.AsNoTracking().FirstOrDefaultAsync(x => x.Name == name, ct) is { } list
            ? TypedResults.Ok(http.Tagged(list.Version, CodeListView.Of(list)))
            : TypedResults.NotFound();
}

internal static class PutCodeList
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/code-lists/{name:regex(^[a-z0-9-]{{1,60}}$)}", HandleAsync)
        .WithSummary("Publish or change a code list; published codes stay. System administrators only.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    public sealed record Request(
        [property: Required, StringLength(100, MinimumLength = 1)] string Chinese,
        [property: Required, StringLength(100, MinimumLength = 1)] string English,
        [property: Required, MinLength(1), MaxLength(1000)] IReadOnlyList<Entry> Entries);

    public sealed record Entry(
        [property: Required, StringLength(40, MinimumLength = 1)] string Code,
        [property: Required, StringLength(100, MinimumLength = 1)] string Chinese,
        [property: Required, StringLength(200, MinimumLength = 1)] string English,
        [property: StringLength(40)] string? Parent);

    static async Task<Results<Ok<CodeListView>, Created<CodeListView>>> HandleAsync(
        string name, Request request, Act act, Precondition precondition, DirectoryDb db, HttpContext http, CancellationToken ct)
    {
        List<CodeEntry> entries = [.. request.Entries.Select(entry => new CodeEntry(entry.Code, entry.Chinese, entry.English, entry.Parent))];
        var list = await db.CodeLists.FirstOrDefaultAsync(x => x.Name == name, ct);
        var isNew = list is null;
        if (list is null)
            db.Add(list = CodeList.Publish(act, StableId.Of("code-list", name), name, request.Chinese, request.English, entries));
        else
            precondition.Change(() => list.Version, () => list.Change(act, request.Chinese, request.English, entries));

        await db.SaveChangesAsync(ct);
        var view = http.Tagged(list.Version, CodeListView.Of(list));
        return isNew ? TypedResults.Created($"/api/directory/code-lists/{name}", view) : TypedResults.Ok(view);
    }
}
