using System.Buffers;
using System.Text.RegularExpressions;

namespace Anjie.PersonalData;

/// <summary>What one line of a foreign text may say of a person: numbers that hold good, and what could be a name.</summary>
/// <param name="IdentityNumbers">Normalised, as <see cref="IdentityNumber"/> does.</param>
/// <param name="Phones">Normalised, as <see cref="PhoneNumber"/> does.</param>
/// <param name="Names">Normalised; whatever has no digits and is as long as names are, so most of them are none.</param>
public sealed partial record LeakedLine(IReadOnlySet<string> IdentityNumbers, IReadOnlySet<string> Phones, IReadOnlySet<string> Names)
{
    const int ShortestName = 2;
    const int LongestName = 20;

    static readonly SearchValues<char> Joints = SearchValues.Create("\t,;|\"'<>=:()[]{}，；：、（）【】“”《》");

    /// <summary>Reads a line of a table or of plain text.</summary>
    /// <param name="text">As it stands in the file; cells may be separated by any usual sign.</param>
    /// <param name="today">Nobody is born later.</param>
    public static LeakedLine Read(string text, DateOnly today)
    {
        var (identities, phones, names) = (New(), New(), New());
        foreach (Match run in Run().Matches(text))
            Take(run.Value);
        foreach (var cell in Cells(text))
        {
            if (Take(cell) || cell.Length is < ShortestName or > LongestName || cell.AsSpan().ContainsAnyInRange('0', '9'))
                continue;
            if (PersonName.TryNormalise(cell, out var name))
                names.Add(name);
        }

        return new(identities, phones, names);

        bool Take(string number)
        {
            if (IdentityNumber.TryParse(number, today, out var identity, out _))
                identities.Add(identity);
            else if (PhoneNumber.TryNormalise(number, out var phone))
                phones.Add(phone);
            else
                return false;
            return true;
        }

        static HashSet<string> New() => new(StringComparer.Ordinal);
    }

    static IEnumerable<string> Cells(string text)
    {
        for (var from = 0; from <= text.Length;)
        {
            var length = text.AsSpan(from).IndexOfAny(Joints) is >= 0 and var at ? at : text.Length - from;
            if (text.AsSpan(from, length).Trim() is { Length: > 0 } cell)
                yield return cell.ToString();
            from += length + 1;
        }
    }

    [GeneratedRegex(@"\+?[0-9][0-9-]{5,22}[0-9Xx]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Run();
}
