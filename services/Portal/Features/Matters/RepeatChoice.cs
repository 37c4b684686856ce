using Anjie.Portal.Forms;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Matters;

/// <summary>The forms that merge and link offer the matters that may be of the same people: open ones to merge into, ended ones to link to.</summary>
internal static class RepeatChoice
{
    public static IReadOnlyList<ActionForm> In(IReadOnlyList<ActionForm> forms, IReadOnlyList<RepeatLine> repeats) => [.. forms.Select(form => form.Action switch
    {
        "Merge" => Offer(form, [.. repeats.Where(repeat => repeat.Open)]),
        "LinkRepeat" => Offer(form, [.. repeats.Where(repeat => !repeat.Open)]),
        _ => form,
    })];

    static ActionForm Offer(ActionForm form, IReadOnlyList<RepeatLine> repeats) => form with
    {
        Fields = [.. form.Fields.Select(field => field.Name != "parentId" ? field : field with
        {
            Choices = [.. repeats.Select(repeat => repeat.Id.ToString())],
            ChoiceTexts = repeats.ToDictionary(repeat => repeat.Id.ToString(), repeat => $"{repeat.Number} {Texts.State("Matter", repeat.State)} {repeat.ReceivedOn:yyyy-MM-dd} {repeat.Summary}"),
        })],
    };
}
