using Anjie.Cases;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.VisitReception.Features.People;

/// <summary>What people are told of the use of their data.</summary>
/// <param name="Version">What a registration names as shown.</param>
public sealed record NoticeView(string Version, string Title, IReadOnlyList<string> Paragraphs)
{
    const int MostParagraphs = 20;

    /// <summary>What it says is the version's own: only who says it, and how to reach them, is filled in.</summary>
    /// <param name="office">Who takes the data; null where that is not known yet.</param>
    internal static NoticeView InForce(string? office, string? telephone)
    {
        const string Key = $"notice.{PrivacyNotice.InForce}";
        var (who, phone) = (office ?? PersonTexts.Of("notice.office"), telephone is null ? "" : PersonTexts.Of("notice.telephone", telephone));
        return new(PrivacyNotice.InForce, PersonTexts.Of($"{Key}.title"),
            [.. Enumerable.Range(1, MostParagraphs).Select(number => FormattableString.Invariant($"{Key}.{number}")).Where(key => PersonTexts.Find(key) is not null).Select(key => PersonTexts.Of(key, who, phone))]);
    }
}

internal static class ShowPrivacyNotice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/privacy-notice", HandleAsync)
        .WithSummary("The notice of the use of personal data that is in force, in the name of the caller's unit. A registration that tells an identity number, or of a child, names its version.");

    static async Task<Ok<NoticeView>> HandleAsync(ReceptionDb db, Act act, IOptions<LetterSettings> letters, CancellationToken ct)
    {
        var unit = await db.Set<UnitCopy>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == act.Actor.UnitId, ct);
        return TypedResults.Ok(NoticeView.InForce(PersonTexts.IsEnglish ? unit?.EnglishName : unit?.Name, letters.Value.TelephoneOf(act.Actor.UnitPath)));
    }
}
