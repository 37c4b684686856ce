using System.Globalization;
using System.Resources;

namespace Anjie.Letters;

/// <summary>Sentences to codes, Chinese by default, English on request.</summary>
static class Sentences
{
    static readonly ResourceManager Texts = new("Anjie.Letters.Resources.Errors", typeof(Sentences).Assembly);

    /// <param name="values">Fields and parts are told by their names, all else as it is; never a value of a letter.</param>
    public static string Of(string code, IReadOnlyList<object> values, CultureInfo culture) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(code, culture)!, [.. values.Select(value => value switch
        {
            LetterField field => field.NameIn(culture),
            LetterPart part => Texts.GetString($"part.{part}", culture)!,
            _ => value,
        })]);
}
