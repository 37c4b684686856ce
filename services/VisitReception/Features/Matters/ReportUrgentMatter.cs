using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.VisitReception.Features.Matters;

internal static class ReportUrgentMatter
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/matters/{id:guid}/urgency", UrgencyAsync).WithSummary("Mark a matter as grave or urgent; it is to be reported at once, and an alarm is raised after four hours (Art 25).");
        api.MapPost("/matters/{id:guid}/urgency-report", UrgencyReportAsync).WithSummary("Record that a grave or urgent matter was reported, and to whom (Art 25).");
    }

    public sealed record Request([property: Required, PlainText(1000)] string Reason);

    public sealed record ReportRequest([property: Required, MinLength(1), MaxLength(4)] IReadOnlyList<UrgentAddressee> ReportedTo, [property: Required, PlainText(2000)] string Report);

    static async Task<Results<Ok<MatterView>, NotFound>> UrgencyAsync(
        Guid id, Request request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.MarkUrgent(act, request.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }

    static async Task<Results<Ok<MatterView>, NotFound>> UrgencyReportAsync(
        Guid id, ReportRequest request, Precondition precondition, ReceptionDb db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await db.FindMatterAsync(id, act, ct) is not { } matter)
            return TypedResults.NotFound();

        precondition.Change(matter, () => matter.ReportUrgent(act, request.ReportedTo, request.Report));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(http.Tagged(matter.Version, MatterView.Of(matter, act)));
    }
}
