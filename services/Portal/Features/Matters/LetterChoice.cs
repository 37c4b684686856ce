using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

/// <summary>The form that proves a service offers the letters that wait for it by kind and number.</summary>
internal static class LetterChoice
{
    public static IReadOnlyList<ActionForm> In(IReadOnlyList<ActionForm> forms, IReadOnlyList<Letter> letters)
    {
        var waiting = WaitingOf(letters).ToList();
        return [.. forms.Select(form => form.Action != "Serve" ? form : form with { Fields = [.. form.Fields.Select(field => field.Name == "letterId" ? Offer(field, waiting) : field)] })];
    }

    /// <summary>The one chosen beforehand: the answer, or the newest notice.</summary>
    public static Letter? Waiting(IReadOnlyList<Letter> letters, Guid? answerId) => WaitingOf(letters).MaxBy(letter => (letter.Id == answerId, letter.IssuedOn, letter.Id));

    static IEnumerable<Letter> WaitingOf(IEnumerable<Letter> letters) => letters.Where(letter => letter.NeedsProof && !letter.Served);

    static Field Offer(Field field, List<Letter> waiting) => field with
    {
        Choices = [.. waiting.Select(letter => letter.Id.ToString())],
        ChoiceTexts = waiting.ToDictionary(letter => letter.Id.ToString(), letter => $"{letter.KindName} {letter.Number}"),
    };
}
