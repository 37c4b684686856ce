using Microsoft.EntityFrameworkCore;

namespace Anjie.Messaging;

/// <summary>The messages this service could not handle, and the events it could not publish: listed, and tried again.</summary>
public sealed class ParkedMessages<TDb> where TDb : DbContext
{
    readonly TDb _db;
    readonly Broker _broker;
    readonly OutboxSignal _signal;

    internal ParkedMessages(TDb db, Broker broker, OutboxSignal signal) => (_db, _broker, _signal) = (db, broker, signal);

    /// <summary>Waiting messages, oldest first; <paramref name="after"/> is the last id of the page before.</summary>
    public async Task<IReadOnlyList<ParkedMessage>> ListAsync(Guid? after, int limit, CancellationToken ct) =>
        await _db.Set<ParkedMessage>().AsNoTracking()
            .Where(row => row.ReplayedAt == null && (after == null || row.Id > after))
            .OrderBy(row => row.Id).Take(limit).ToListAsync(ct);

    /// <summary>Sends one message back to its queue.</summary>
    /// <returns>False if it does not wait here, or claimed to be another's (<c>message.origin</c>).</returns>
    public async Task<bool> ReplayAsync(Guid id, CancellationToken ct) =>
        await ReplayAsync(_db.Set<ParkedMessage>().Where(row => row.Id == id), ct) == 1;

    /// <summary>Sends every waiting message back to its queue, or those of one queue.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> ReplayAllAsync(string? endpoint, CancellationToken ct) =>
        await ReplayAsync(_db.Set<ParkedMessage>().Where(row => endpoint == null || row.Endpoint == endpoint), ct);

    /// <summary>Events that could not be published, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxRow>> ListUnpublishedAsync(int limit, CancellationToken ct) =>
        await _db.Set<OutboxRow>().AsNoTracking()
            .Where(row => row.PublishedAt == null && row.ParkedBecause != null)
            .OrderBy(row => row.Position).Take(limit).ToListAsync(ct);

    /// <summary>Lets the dispatcher try the parked events again.</summary>
    public async Task<int> ReleaseUnpublishedAsync(CancellationToken ct)
    {
        var released = await _db.Set<OutboxRow>().Where(row => row.PublishedAt == null && row.ParkedBecause != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ParkedBecause, (string?)null), ct);
        _signal.Raise();
        return released;
    }

    async Task<int> ReplayAsync(IQueryable<ParkedMessage> chosen, CancellationToken ct)
    {
        // What came by a wrong way would have come by the right one once it is sent from here.
        var ids = await chosen.Where(row => row.ReplayedAt == null && row.Code != MessageOriginException.ParkedAs).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct);
        if (ids.Count == 0)
            return 0;

        await using var connection = await _broker.ConnectAsync("replay", ct);
        await using var channel = await Broker.OpenConfirmingAsync(connection, ct);
        var replayed = 0;
        foreach (var id in ids)
        {
            var message = await _db.Set<ParkedMessage>().AsNoTracking().SingleAsync(row => row.Id == id, ct);

            // Noted first: should the message fail again at once, its parking must come after this note. If sending fails, the note is undone.
            await using var transaction = await _db.Database.BeginTransactionAsync(ct);
            var noted = await _db.Set<ParkedMessage>().Where(row => row.Id == id && row.ReplayedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReplayedAt, TimeProvider.System.GetUtcNow()), ct);
            if (noted == 0)
                continue; // somebody else replays it

            await Broker.ReturnAsync(channel, message.Endpoint, message.MessageId, message.ContentType, message.Body, TraceHeaders(message), ct);
            await transaction.CommitAsync(ct);
            replayed++;
        }

        return replayed;
    }

    static Dictionary<string, object?> TraceHeaders(ParkedMessage message) => message.TraceParent is null
        ? []
        : new(StringComparer.Ordinal) { ["MT-Activity-Id"] = message.TraceParent };
}
