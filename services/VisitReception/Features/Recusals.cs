using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Matters;
using Anjie.VisitReception.Features.Visits;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features;

/// <summary>回避: who has an interest of their own keeps out. The interest is in the matter, so it counts in its procedure and at all its visits.</summary>
internal static class Recusals
{
    const string Recuse = "Keep out of a case in which one has an interest; with a post, the superior orders it for who is in it.";
    const string Lift = "The superior lets a person take part again.";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/visits/{id:guid}/recusal", RecuseFromVisitAsync).WithSummary(Recuse);
        api.MapPost("/visits/{id:guid}/recusal-lifting", LiftAtVisitAsync).WithSummary(Lift);
        api.MapPost("/matters/{id:guid}/recusal", RecuseFromMatterAsync).WithSummary(Recuse);
        api.MapPost("/matters/{id:guid}/recusal-lifting", LiftInMatterAsync).WithSummary(Lift);
    }

    public sealed record Request(
        [property: Required] RecusalReason? Reason,
        [property: PlainText(2000)] string? Note = null,
        Guid? PostId = null);

    public sealed record LiftingRequest(
        [property: Required] Guid? PersonId,
        [property: Required, PlainText(2000)] string Reason);

    static async Task<Results<Ok<VisitView>, NotFound>> RecuseFromVisitAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var (matter, others) = (await db.MatterOfAsync(visit, ct), await OtherVisitsAsync(db, visit.MatterId, id, ct));
        var whom = request.PostId is { } post ? await db.HolderAsync(post, ct) : null;
        precondition.Change(visit, () =>
        {
            var recusal = Apply(visit, act, whom, request);
            matter.FollowRecusal(act, recusal);
            others.ForEach(other => other.FollowRecusal(act, recusal));
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> RecuseFromMatterAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var visits = await OtherVisitsAsync(db, matter.MatterId, null, ct);
        var whom = request.PostId is { } post ? await db.HolderAsync(post, ct) : null;
        precondition.Change(matter, () =>
        {
            var recusal = Apply(matter, act, whom, request);
            visits.ForEach(visit => visit.FollowRecusal(act, recusal));
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<VisitView>, NotFound>> LiftAtVisitAsync(
        Guid id, LiftingRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindVisitAsync(id, act, ct) is not { } visit)
            return TypedResults.NotFound();

        var (matter, others) = (await db.MatterOfAsync(visit, ct), await OtherVisitsAsync(db, visit.MatterId, id, ct));
        precondition.Change(visit, () =>
        {
            visit.LiftRecusal(act, request.PersonId!.Value, request.Reason);
            matter.FollowLifting(act, request.PersonId.Value, request.Reason);
            others.ForEach(other => other.FollowLifting(act, request.PersonId.Value, request.Reason));
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(visit.Version, VisitView.Of(visit, matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> LiftInMatterAsync(
        Guid id, LiftingRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        var visits = await OtherVisitsAsync(db, matter.MatterId, null, ct);
        precondition.Change(matter, () =>
        {
            matter.LiftRecusal(act, request.PersonId!.Value, request.Reason);
            visits.ForEach(visit => visit.FollowLifting(act, request.PersonId.Value, request.Reason));
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static Recusal Apply<TCase, TState, TAction>(RecusableCase<TCase, TState, TAction> subject, Act act, PostHolder? whom, Request request)
        where TCase : RecusableCase<TCase, TState, TAction>
        where TState : struct, Enum
        where TAction : struct, Enum
    {
        if (whom is null)
            subject.DeclareRecusal(act, request.Reason!.Value, request.Note);
        else
            subject.OrderRecusal(act, whom, request.Reason!.Value, request.Note);
        var person = whom?.PersonId ?? act.Actor.PersonId;
        return subject.Recusals.Single(recusal => recusal.Whom.PersonId == person);
    }

    static Task<List<Visit>> OtherVisitsAsync(ReceptionDb db, Guid matterId, Guid? butNot, CancellationToken ct) =>
        db.Visits.Where(visit => visit.MatterId == matterId && visit.Id != butNot).ToListAsync(ct);
}
