using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Contracts.Directory;
using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.Calendar;

public sealed record CalendarView(int Year, string CalendarVersion, string Source, IReadOnlyList<CalendarException> Days, int Version)
{
    internal static CalendarView Of(CalendarYear calendar) => new(calendar.Year, calendar.Label, calendar.Source, calendar.Days, calendar.Version);
}

internal static class GetCalendar
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/calendar/{year:int}", HandleAsync)
        .WithSummary("The working calendar of a year: every day that differs from Monday to Friday. 404 while no notice is loaded.");

    static async Task<Results<Ok<CalendarView>, NotFound>> HandleAsync(int year, DirectoryDb db, HttpContext http, CancellationToken ct) =>
        await db.Calendars.AsNoTracking().FirstOrDefaultAsync(x => x.Year == year, ct) is { } calendar
            ? TypedResults.Ok(http.Tagged(calendar.Version, CalendarView.Of(calendar)))
            : TypedResults.NotFound();
}

internal static class PutCalendar
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/calendar/{year:int:range(2000,2100)}", HandleAsync)
        .WithSummary("Publish or correct the working calendar of a year; dates already computed do not move by themselves. System administrators only.")
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    public sealed record Request([property: Required, StringLength(300, MinimumLength = 1)] string Source, [property: Required, MaxLength(366)] IReadOnlyList<Day> Days);

    public sealed record Day([property: Required] DateOnly? Date, [property: Required] bool? IsWorking, [property: Required, StringLength(60)] string Reason);

    static async Task<Results<Ok<CalendarView>, Created<CalendarView>>> HandleAsync(
        int year, Request request, Act act, Precondition precondition, DirectoryDb db, CalendarCache calendars, HttpContext http, CancellationToken ct)
    {
        List<CalendarException> days = [.. request.Days.Select(day => new CalendarException(day.Date!.Value, day.IsWorking!.Value, day.Reason))];
        var calendar = await db.Calendars.FirstOrDefaultAsync(x => x.Year == year, ct);
        var isNew = calendar is null;
        if (calendar is null)
            db.Add(calendar = CalendarYear.Publish(act, StableId.Of("calendar", $"{year}"), year, request.Source, days));
        else
            precondition.Change(() => calendar.Version, () => calendar.Correct(act, request.Source, days));

        await db.SaveChangesAsync(ct);
        calendars.Expire();
        var view = http.Tagged(calendar.Version, CalendarView.Of(calendar));
        return isNew ? TypedResults.Created($"/api/directory/calendar/{year}", view) : TypedResults.Ok(view);
    }
}
