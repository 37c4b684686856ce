using System.Diagnostics;
using System.Globalization;
using Anjie.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Anjie.Gateway;

/// <summary>
/// Moves business time of the whole running system from one day on which something happens by itself to the next, and on each
/// waits until every service has seen it and has nothing left to do: a reminder due on a skipped day is as lost as one that never fired.
/// </summary>
sealed class DevelopmentClock(ServicePorts services, ErrorTexts texts, BusinessClock clock, TimeProvider system, IConfiguration configuration) : IDisposable
{
    const int SecondsPerDay = 24 * 60 * 60;
    const int CalmRoundsNeeded = 2;
    static readonly TimeSpan betweenRounds = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly SemaphoreSlim oneMove = new(1);
    readonly string? file = configuration["Clock:File"];

    public sealed record Request(DateOnly? Today, int? AdvanceDays, bool? Reset);

    public sealed record Response(DateOnly Today, int Days);

    public static void Map(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapGet("/dev/clock", (DevelopmentClock mover) => TypedResults.Ok(new Response(mover.Today(mover.ReadOffset()), 0)));
            app.MapPost("/dev/clock", (Request request, DevelopmentClock mover, CancellationToken ct) => mover.MoveAsync(request, ct));
        }
    }

    public void Dispose() => oneMove.Dispose();

    async Task<Results<Ok<Response>, ProblemHttpResult>> MoveAsync(Request request, CancellationToken cancellation)
    {
        if (file is null)
        {
            return Refused(StatusCodes.Status404NotFound, "clock.not_configured");
        }

        await oneMove.WaitAsync(cancellation);
        try
        {
            var offset = ReadOffset();
            return request switch
            {
                // Without history to contradict it, a reset may also name the day to begin with.
                { Reset: true, AdvanceDays: null } => await JumpAsync(request.Today is { } start ? OffsetTo(start, 0) : 0, cancellation),
                { Today: { } day, AdvanceDays: null, Reset: null or false } when OffsetTo(day, offset) < offset => Refused(StatusCodes.Status409Conflict, "clock.only_forward"),
                { Today: { } day, AdvanceDays: null, Reset: null or false } => await WalkAsync(offset, OffsetTo(day, offset), cancellation),
                { Today: null, AdvanceDays: >= 0 and <= 4000 and { } days, Reset: null or false } => await WalkAsync(offset, offset + ((long)days * SecondsPerDay), cancellation),
                _ => Refused(StatusCodes.Status400BadRequest, "clock.unclear"),
            };
        }
        finally
        {
            oneMove.Release();
        }
    }

    async Task<Results<Ok<Response>, ProblemHttpResult>> JumpAsync(long offset, CancellationToken cancellation)
    {
        WriteOffset(offset);
        return await CalmAsync(offset, cancellation) is { Late: { Count: > 0 } late } ? NotCalm(late) : TypedResults.Ok(new Response(Today(offset), 0));
    }

    async Task<Results<Ok<Response>, ProblemHttpResult>> WalkAsync(long from, long to, CancellationToken cancellation)
    {
        // What somebody has just done may still be on its way, and say what happens next.
        for (var offset = from; ;)
        {
            var (late, next) = await CalmAsync(offset, cancellation);
            if (late.Count > 0)
            {
                return NotCalm(late);
            }

            if (offset == to)
            {
                return TypedResults.Ok(new Response(Today(to), (int)((to - from) / SecondsPerDay)));
            }

            offset = next is { } day && OffsetTo(day, offset) < to ? OffsetTo(day, offset) : to;
            WriteOffset(offset);
        }
    }

    ProblemHttpResult NotCalm(IEnumerable<string> late) => Refused(StatusCodes.Status503ServiceUnavailable, "clock.not_calm", string.Join(", ", late));

    /// <summary>Nobody late as soon as all echo the offset and are idle in two rounds; else who was not when patience ended.</summary>
    async Task<(IReadOnlyList<string> Late, DateOnly? NextOn)> CalmAsync(long offset, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        for (var calmRounds = 0; ;)
        {
            var echoes = await Task.WhenAll(services.Names.Select(async name => (name, echo: await services.ClockAsync(name, cancellation))));
            var late = echoes.Where(part => part.echo is not { Idle: true } echo || !echo.IsAt(offset)).Select(part => part.name).ToList();
            calmRounds = late.Count == 0 ? calmRounds + 1 : 0;
            if (calmRounds == CalmRoundsNeeded || started.Elapsed > patience)
            {
                return (late, echoes.Min(part => part.echo?.NextOn));
            }

            await Task.Delay(betweenRounds, cancellation);
        }
    }

    long OffsetTo(DateOnly day, long offset) => offset + ((long)(day.DayNumber - Today(offset).DayNumber) * SecondsPerDay);

    DateOnly Today(long offset) => new BusinessClock(system, () => TimeSpan.FromSeconds(offset)).Today();

    long ReadOffset() => File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var seconds)
        ? seconds
        : (long)clock.Offset.TotalSeconds;

    void WriteOffset(long offset)
    {
        var unfinished = file + ".new";
        File.WriteAllText(unfinished, offset.ToString(CultureInfo.InvariantCulture));
        File.Move(unfinished, file!, overwrite: true);
    }

    ProblemHttpResult Refused(int status, string code, params object[] values) => TypedResults.Problem(new ProblemDetails
    {
        Status = status,
        Title = texts.For(code, values),
        Extensions = { ["code"] = code },
    });
}
