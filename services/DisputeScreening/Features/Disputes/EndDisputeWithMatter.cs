using Anjie.Contracts.Reception;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.DisputeScreening.Features.Disputes;

/// <summary>Strikes a converted dispute off the list when the petition that grew out of it has ended.</summary>
internal sealed class EndDisputeWithMatter(ScreeningDb db, Acts<ScreeningDb> acts) : IConsumer<MatterClosed>
{
    public async Task Consume(ConsumeContext<MatterClosed> context)
    {
        var act = await acts.BySystemAsync(context.CancellationToken);
        foreach (var dispute in await db.Disputes.Where(d => d.MatterId == context.Message.MatterId && d.State == DisputeState.Converted).ToListAsync(context.CancellationToken))
            dispute.EndWithMatter(act);
    }
}
