using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

/// <summary>The form of a review's opinion asks for what its organ must say: inside the city who looked into it and where to go next, outside the number of the letter.</summary>
internal static class ReviewShape
{
    public static IReadOnlyList<ActionForm> In(IReadOnlyList<ActionForm> forms, IReadOnlyList<Review> reviews) => reviews is not [.., var last] ? forms
        : [.. forms.Select(form => form.Action != "DecideReview" ? form : form with { Fields = [.. form.Fields.Where(field => IsAsked(field, last)).Select(field => field.Name is "nextOrgan" or "outsideNumber" ? field.Must() : field)] })];

    /// <summary>There is an application to fill in: a review may be asked for, or one was and is not decided.</summary>
    public static bool HasApplication(Matter matter) => matter.Actions.Any(offer => offer.Action == "RequestReview") || matter.Reviews is [.., { Decision: null }];

    /// <summary>Answered, and its sender has no report on it yet, so it does not close.</summary>
    public static bool WaitsForReport(Matter matter) =>
        matter.State is "Served" or "Answered" or "ReviewServed" or "Terminated" && matter.Clocks.Any(clock => clock is { Rule: "T11", State: not "Stopped" });

    static bool IsAsked(Field field, Review last) => field.Name switch
    {
        "reviewers" => last.OrganId is not null,
        "nextOrgan" => last.OrganId is not null && last.Level == 1,
        "outsideNumber" => last.OrganId is null,
        _ => true,
    };
}
