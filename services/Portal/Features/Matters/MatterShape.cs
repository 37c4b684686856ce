using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

/// <summary>Forms ask for what the matter needs said: a proposal what becomes of it, a review inside the city who looked into it and where to go next, one outside the number of the letter.</summary>
internal static class MatterShape
{
    static readonly string[] Needed = ["nextOrgan", "outsideNumber"];
    static readonly string[] Opinions = ["opinion", "simple-opinion"];

    public static IReadOnlyList<ActionForm> In(IReadOnlyList<ActionForm> forms, Matter matter) => [.. forms.Select(form => form.Action switch
    {
        "Dispatch" => Only(form, field => field.Name != "toldOn" || matter.Clocks.Any(clock => clock is { Rule: "T2", State: not "Stopped" })),
        "Reply" => Only(form, field => field.Name != "adoption" || matter.Category == "Proposal"),
        "DeclineReview" or "DecideReview" when matter.Reviews is [.., var last] => Only(form, field => IsAsked(field, matter, last)),
        _ => form,
    })];

    /// <summary>There is an application to fill in: a review may be asked for, or one was and is not decided.</summary>
    public static bool HasApplication(Matter matter) => matter.Actions.Any(offer => offer.Action == "RequestReview") || matter.Reviews is [.., { Decision: null }];

    /// <summary>Answered, and its sender has no report on it yet, so it does not close.</summary>
    public static bool WaitsForReport(Matter matter) =>
        matter.State is "Served" or "Answered" or "ReviewServed" or "Terminated" && matter.Clocks.Any(clock => clock is { Rule: "T11", State: not "Stopped" });

    static ActionForm Only(ActionForm form, Func<Field, bool> isAsked) => form with { Fields = [.. form.Fields.Where(isAsked).Select(field => Needed.Contains(field.Name) ? field.Must() : field)] };

    static bool IsAsked(Field field, Matter matter, Review last) => field.Name switch
    {
        "reviewers" => last.OrganId is not null,
        "nextOrgan" => last.OrganId is not null && last.Level == 1,
        "outsideNumber" => last.OrganId is null,
        "published" => last.OrganId is not null && last.Level == 2,
        "priorUnit" => last.OrganId is not null && IsElsewhere(matter, last) && (last.Level == 2 || matter.HandlingUnitId is null),
        "priorNumber" => last.OrganId is not null && IsElsewhere(matter, last),
        _ => true,
    };

    // The opinion that is reviewed was not written here: the matter was imported after it.
    static bool IsElsewhere(Matter matter, Review last) => last.Level == 1
        ? !matter.Letters.Any(letter => Opinions.Contains(letter.Kind))
        : !matter.Reviews.Any(review => review.Level == 1 && review.LetterId is not null && review.Decision != "Declined");
}
