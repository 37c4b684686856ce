using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Notices;

/// <summary>Somebody was shown unusually many people: the security administrators hear of it, and whoever heads the unit.</summary>
internal sealed class TellOfManyDisclosures(SupervisionDb db) : IConsumer<Contracts.Screening.ManyDisclosed>, IConsumer<Contracts.Reception.ManyDisclosed>
{
    static readonly string[] Heads = [.. Roles.Heads];

    public Task Consume(ConsumeContext<Contracts.Screening.ManyDisclosed> context) => TellAsync(context.Message, "screening", context.CancellationToken);

    public Task Consume(ConsumeContext<Contracts.Reception.ManyDisclosed> context) => TellAsync(context.Message, "reception", context.CancellationToken);

    async Task TellAsync(DisclosuresEvent fact, string service, CancellationToken ct)
    {
        db.Add(Notice.OfLooks(fact, service, role: Roles.SecurityAdministrator));
        if (fact.Scope == "Everybody")
            return;
        // A head who looks is not told of it: the security administrators are.
        var heads = await db.Set<PostCopy>().AsNoTracking()
            .Where(post => post.UnitId == fact.ActorUnitId && post.Active && post.PersonId != null && post.PersonId != fact.ActorId && post.Roles.Any(role => Heads.Contains(role)))
            .Select(post => post.Id).ToListAsync(ct);
        foreach (var head in heads)
            db.Add(Notice.OfLooks(fact, service, postId: head));
    }
}
