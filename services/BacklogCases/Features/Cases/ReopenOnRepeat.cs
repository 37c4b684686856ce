using Anjie.BacklogCases.Persistence;
using Anjie.Contracts.Reception;
using Anjie.Hosting;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

/// <summary>Brings a case under observation back to its leader when the person comes again.</summary>
internal sealed class ReopenOnRepeat(BacklogDb db, Acts<BacklogDb> acts) : IConsumer<RepeatPetitionDetected>
{
    public async Task Consume(ConsumeContext<RepeatPetitionDetected> context)
    {
        if (await db.Cases.OpenOf(context.Message.MatterId).WithParts().FirstOrDefaultAsync(context.CancellationToken) is { } backlog)
            backlog.Rebound(await acts.BySystemAsync(context.CancellationToken), context.Message.OccurredAt);
    }
}
