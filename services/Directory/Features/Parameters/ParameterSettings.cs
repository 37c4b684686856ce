using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Parameters;

public sealed record ParameterView(
    string Key, string Value, string Default, ParameterKind Kind, int? Minimum, int? Maximum, string Chinese, string English, string Reason, int Version)
{
    internal static ParameterView Of(Parameter parameter) => new(
        parameter.Key, parameter.Value, parameter.Default, parameter.Kind, parameter.Minimum, parameter.Maximum, parameter.Chinese, parameter.English, parameter.Reason, parameter.Version);
}

internal static class ListParameters
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/parameters", HandleAsync).WithSummary("All settings of the rules; the set is small and closed.");
        api.MapGet("/parameters/{key}", GetAsync).WithSummary("One setting.");
    }

    static async Task<Page<ParameterView>> HandleAsync(DirectoryDb db, CancellationToken ct) =>
        new([.. (await db.Parameters.AsNoTracking().OrderBy(x => x.Key).ToListAsync(ct)).Select(ParameterView.Of)], null);

    static async Task<Results<Ok<ParameterView>, NotFound>> GetAsync(string key, DirectoryDb db, HttpContext http, CancellationToken ct) =>
        await db.Parameters.AsNoTracking().FirstOrDefaultAsync(x => x.Key == key, ct) is { } parameter
            ? TypedResults.Ok(http.Tagged(parameter.Version, ParameterView.Of(parameter)))
            : TypedResults.NotFound();
}

internal static class PutParameter
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/parameters/{key}", HandleAsync)
        .WithSummary("Change a setting, with the reason. System administrators only.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    public sealed record Request([property: Required, StringLength(2000)] string Value, [property: Required, StringLength(300, MinimumLength = 1)] string Reason);

    static async Task<Results<Ok<ParameterView>, NotFound>> HandleAsync(
        string key, Request request, Act act, Precondition precondition, DirectoryDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.Parameters.FirstOrDefaultAsync(x => x.Key == key, ct) is not { } parameter)
            return TypedResults.NotFound();
        precondition.Change(() => parameter.Version, () => parameter.Set(act, request.Value, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(parameter.Version, ParameterView.Of(parameter)));
    }
}
