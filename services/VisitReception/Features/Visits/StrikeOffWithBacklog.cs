using Anjie.Contracts.Backlog;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Visits;

/// <summary>Strikes off the visits that went on as a backlog case, when that case is struck off. The matter keeps its own procedure.</summary>
internal sealed class StrikeOffWithBacklog(ReceptionDb db, Acts<ReceptionDb> acts) : IConsumer<BacklogClosed>
{
    public async Task Consume(ConsumeContext<BacklogClosed> context)
    {
        var ct = context.CancellationToken;
        var act = await acts.BySystemAsync(ct);
        foreach (var visit in await db.Visits.Where(v => v.MatterId == context.Message.MatterId && v.State == VisitState.Nominated).ToListAsync(ct))
            visit.EndWithBacklog(act);
    }
}
