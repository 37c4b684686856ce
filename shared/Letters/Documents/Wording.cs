using System.Globalization;
using System.Text;
using Anjie.PersonalData;

namespace Anjie.Letters;

/// <summary>Values as words of a letter. They are words and nothing else: what they hold is not read again.</summary>
static class Wording
{
    const string ItemsApart = "、";
    const char Box = '□', TickedBox = '■', Unprintable = '\uFFFD';

    // A petitioner who asked for secrecy is called so in letters to others.
    const string Somebody = "信访人";

    public static string Missing(string name) => $"【未填：{name}】";

    /// <summary>Room to write a value by hand.</summary>
    public static string Blank(LetterField field)
    {
        const int Lines = 5, LineWidth = 26, WordsWidth = 12;
        return field.Shape switch
        {
            FieldShape.Date => $"{Rule(4)}年{Rule(2)}月{Rule(2)}日",
            FieldShape.Text or FieldShape.Items => string.Join('\n', Enumerable.Repeat(Rule(LineWidth), Lines)),
            _ => Rule(WordsWidth),
        };

        static string Rule(int width) => new('\uFF3F', width);
    }

    /// <returns>Null when the field is empty.</returns>
    public static string? Inline(LetterField field, LetterFacts facts, LetterKind kind) => facts.Of(field) switch
    {
        null => null,
        string when Hides(field, facts, kind) => Somebody,
        string text when field.Shape == FieldShape.Choice => Plain(field.Wording(text) ?? text),
        string text when field.Shape == FieldShape.Line => OneLine(text),
        string text => Plain(text),
        DateOnly day => ChineseStyle.Date(day),
        DueDay due => due.Text,
        int count => count.ToString(CultureInfo.InvariantCulture),
        DocumentNumber number => number.ToString(),
        IReadOnlyList<string> names => string.Join(ItemsApart, names.Select(OneLine)),
        _ => throw new InvalidOperationException($"{field.Code} has no place within a line."),
    };

    /// <summary>A choice in a form: all words, each with its box.</summary>
    public static string Boxes(LetterField field, LetterFacts facts) =>
        string.Join('\u3000', field.Options.Select(option => $"{(Equals(facts.Of(field), option) ? TickedBox : Box)}{option}"));

    public static string OneLine(string text) => Plain(text).Replace('\n', ' ');

    // The words of the letter bring their own full stop.
    public static string WithoutStop(string text) => text.TrimEnd('。', '；', '.', ';', '\n', ' ');

    static bool Hides(LetterField field, LetterFacts facts, LetterKind kind) =>
        facts.HidesPetitioner && field == LetterFields.Petitioner && kind.IsSealed && kind.Addressee != AddresseeKind.Petitioner;

    /// <summary>Line feeds stay, tabs become blanks, what cannot be printed is shown as such.</summary>
    public static string Plain(string text)
    {
        text = SafeText.WithLineFeeds(text).Replace('\t', ' ').Trim();
        if (SafeText.IsAcceptable(text))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(SafeText.IsAcceptable(rune.ToString()) ? rune.ToString() : Unprintable.ToString());
        return clean.ToString();
    }
}
