using Anjie.Cases;
using Anjie.Contracts.Screening;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>Opens the matter of a dispute that a person turned into a petition: its clock runs from the statement, and a clerk completes the rest.</summary>
internal sealed class OpenMatterOfDispute(ReceptionDb db, Acts<ReceptionDb> acts) : IConsumer<DisputeConvertedToPetition>
{
    public async Task Consume(ConsumeContext<DisputeConvertedToPetition> context)
    {
        var (fact, ct) = (context.Message, context.CancellationToken);
        if (await db.Matters.Where(m => m.MatterId == fact.MatterId).Select(m => (CaseClass?)m.Class).FirstOrDefaultAsync(ct) is { } known)
        {
            // Behind what nobody is told of, a petition must not vanish in silence: the message is set aside, and somebody sees it.
            if (known != CaseClass.Ordinary)
                throw new InvalidOperationException($"The petition of dispute {fact.CaseId} cannot be opened under its id.");
            return;
        }

        // Not a broken rule: the unit's own event may still be on its way, so the message is tried again.
        var unit = await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == fact.ReceivingUnitId, ct)
            ?? throw new InvalidOperationException($"The receiving unit {fact.ReceivingUnitId} of a converted dispute is unknown here.");
        var act = await acts.BySystemAsync(ct);
        var number = await db.NextNumberAsync("XF", "matter_number", act.Today.Year, ct);
        db.Add(Matter.ForConvertedDispute(act, fact.MatterId, number, fact.StatedOn, fact.TypeCode, fact.PeopleConcerned, UnitPlace.Of(unit)));
    }
}
