using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;
using Anjie.Hosting;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.BacklogCases.Features.Cases;

/// <summary>Opens a case for a matter that another service nominated, unless the matter has one already.</summary>
internal sealed class OpenNominatedCase(BacklogDb db, Acts<BacklogDb> acts) :
    IConsumer<DisputeNominatedForBacklog>, IConsumer<VisitNominatedForBacklog>, IConsumer<MatterNominatedForBacklog>
{
    public Task Consume(ConsumeContext<DisputeNominatedForBacklog> context) =>
        OpenAsync(context.Message, NominationSource.Dispute, context.Message.Criterion, context.Message.ResponsibleUnitId, context.CancellationToken);

    public Task Consume(ConsumeContext<VisitNominatedForBacklog> context) =>
        OpenAsync(context.Message, NominationSource.Visit, context.Message.Criterion, context.Message.ResponsibleUnitId, context.CancellationToken);

    public Task Consume(ConsumeContext<MatterNominatedForBacklog> context) =>
        OpenAsync(context.Message, NominationSource.Matter, context.Message.Criterion, context.Message.ResponsibleUnitId, context.CancellationToken);

    async Task OpenAsync(CaseEvent fact, NominationSource source, string criterion, Guid unitId, CancellationToken ct)
    {
        if (await db.Cases.OpenOf(fact.MatterId).AnyAsync(ct))
            return;

        // The fact stands even if the unit has been abolished since; a unit that has not arrived yet is worth another attempt.
        var responsible = await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == unitId, ct)
            ?? throw new InvalidOperationException($"Unit {unitId} of a nomination is unknown here.");
        var act = await acts.BySystemAsync(ct);
        db.Add(BacklogCase.Nominate(
            act, Guid.CreateVersion7(), await db.NextNumberAsync("HJ", "backlog_number", act.Today.Year, ct),
            new(fact.MatterId, Enum.Parse<Criterion>(criterion), source), responsible, await db.JointOfficeAsync(ct)));
    }
}
