using System.Runtime.ExceptionServices;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Anjie.Messaging;

/// <summary>Writes messages this service could not handle into its own database.</summary>
interface IParkingLot
{
    Task ParkAsync(ParkedMessage message, CancellationToken ct);

    /// <returns>Whether the failure is recorded and waits for somebody to replay it.</returns>
    Task<bool> HoldsAsync(Guid messageId, string endpoint, CancellationToken ct);
}

sealed class ParkingLot<TDb>(TDb db, MessagingMetrics metrics) : IParkingLot where TDb : DbContext
{
    public async Task ParkAsync(ParkedMessage message, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into parked_message
                (id, message_id, endpoint, contract, body, content_type, trace_parent, exception_type, code, parked_at, times)
            values ({message.Id}, {message.MessageId}, {message.Endpoint}, {message.Contract}, {message.Body}, {message.ContentType},
                    {message.TraceParent}, {message.ExceptionType}, {message.Code}, now(), 1)
            on conflict (message_id, endpoint) do update set
                exception_type = excluded.exception_type, code = excluded.code, parked_at = now(), replayed_at = null,
                times = parked_message.times + 1
            """, ct);
        metrics.Parked(message.Endpoint);
    }

    public Task<bool> HoldsAsync(Guid messageId, string endpoint, CancellationToken ct) =>
        db.Set<ParkedMessage>().AnyAsync(row => row.MessageId == messageId && row.Endpoint == endpoint && row.ReplayedAt == null, ct);
}

/// <summary>Takes over when retries are exhausted or a message cannot even be read: records it and lets it be acknowledged.</summary>
/// <remarks>Without it MassTransit moves the message to an _error queue, with the exception's text in its headers.</remarks>
sealed partial class ParkingFilter(IServiceScopeFactory scopes, ILogger<ParkingFilter> log)
    : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (Failures.WillPass(context.Exception))
        {
            // The database or a rival is in the way, not the message. It goes back to its queue; the pause keeps the
            // delivery count, and with it the dead-letter exchange, far away.
            LogReturned(context.EndpointName(), context.Exception.GetType().Name);
            await Task.Delay(Breath, context.CancellationToken);
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        await ParkAsync(context, Failures.TypeOf(context.Exception), Failures.CodeOf(context.Exception), context.Exception);
    }

    // No consumer took it: its type is unknown here, or its body does not fit the type.
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => ParkAsync(context, "NotUnderstood", "message.not_understood", null);

    public void Probe(ProbeContext context) => context.CreateFilterScope("parking");

    async Task ParkAsync(ReceiveContext context, string exceptionType, string? code, Exception? exception)
    {
        var properties = context.TryGetPayload<RabbitMqBasicConsumeContext>(out var basic) ? basic.Properties : null;
        var body = context.Body.GetBytes();
        var parked = new ParkedMessage
        {
            Id = Guid.CreateVersion7(),
            MessageId = Guid.TryParse(properties?.MessageId, out var id) ? id : Guid.CreateVersion7(),
            Endpoint = context.EndpointName(),
            Contract = ConsumedEvent.ContractOf(body),
            Body = body,
            ContentType = properties?.ContentType ?? "application/vnd.masstransit+json",
            TraceParent = context.TransportHeaders.Get<string>("MT-Activity-Id") ?? context.TransportHeaders.Get<string>("traceparent"),
            ExceptionType = exceptionType,
            Code = code,
            ParkedAt = TimeProvider.System.GetUtcNow(),
        };
        LogParked(exception, parked.Endpoint, parked.MessageId, parked.Contract, exceptionType, code);

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IParkingLot>().ParkAsync(parked, context.CancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "{Endpoint} parked message {MessageId} ({Contract}): {ExceptionType} {Code}")]
    partial void LogParked(Exception? e, string endpoint, Guid messageId, string contract, string exceptionType, string? code);

    [LoggerMessage(LogLevel.Warning, "{Endpoint} returned a message to its queue because of {ExceptionType}")]
    partial void LogReturned(string endpoint, string exceptionType);
}

static class Failures
{
    public static bool WillPass(Exception exception) =>
        Chain(exception).Any(e => e is NpgsqlException { IsTransient: true } or DbUpdateConcurrencyException);

    public static string TypeOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>The code of a broken rule, or the database's SQL state; never text, which may quote what a person wrote.</summary>
    public static string? CodeOf(Exception exception) => Chain(exception)
        .Select(e => e is PostgresException postgres ? postgres.SqlState : e.GetType().GetProperty("Code")?.GetValue(e) as string)
        .FirstOrDefault(code => code is not null);

    static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }
}
