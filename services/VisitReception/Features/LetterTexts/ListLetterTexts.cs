using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.LetterTexts;

internal static class ListLetterTexts
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/letter-texts", HandleAsync)
        .WithSummary("The kinds of letters issued here, each with the version of its text in force and those to come. System administrators.");

    static async Task<Page<KindView>> HandleAsync(ReceptionDb db, Act act, CancellationToken ct)
    {
        var kept = (await db.Set<PublishedText>().AsNoTracking().ToListAsync(ct)).ToLookup(text => text.Kind);
        return new([.. IssuedKinds.All.Select(kind => KindView.Of(kind, [.. kept[kind.Code]], act.Today))], null);
    }
}
