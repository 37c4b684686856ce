using Anjie.Messaging.Tests.Facts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Messaging.Tests;

/// <summary>Keeps every fact of every publisher and folds in version order, as the ledger does.</summary>
sealed class KeepFacts(NodeDb db) : IConsumer<IFact>
{
    public async Task Consume(ConsumeContext<IFact> context)
    {
        var fact = context.Message;
        var stored = context.Read();
        var ct = context.CancellationToken;
        await db.Database.ExecuteSqlAsync($"insert into folded (case_id, version, sum) values ({fact.CaseId}, 0, 0) on conflict do nothing", ct);
        var ledger = await db.Folded.FromSql($"select * from folded where case_id = {fact.CaseId} for update").SingleAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"insert into kept (case_id, version, contract, body) values ({fact.CaseId}, {fact.Version}, {stored.Contract}, {stored.Body}) on conflict do nothing", ct);

        // A gap waits for the event that fills it.
        while (await db.Kept.FindAsync([fact.CaseId, ledger.Version + 1], ct) is { } next)
        {
            ledger.Version = next.Version;
            ledger.Sum = Fold(ledger.Sum, next.Version);
        }
    }

    public static long Fold(long sum, int version) => (sum * 7) + version;
}
