namespace Anjie.Portal.Features.Admin.LetterTexts;

internal enum LineChange { Same, Gone, New }

/// <summary>What became of a text, line by line.</summary>
internal static class LineChanges
{
    // Two texts of a thousand lines each; beyond that everything between the first and the last difference counts as changed.
    const int MostCompared = 1_000_000;

    public static IReadOnlyList<(LineChange Change, string Text)> Of(string before, string after)
    {
        var (old, present) = (Lines(before), Lines(after));
        var head = 0;
        while (head < old.Length && head < present.Length && old[head] == present[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < present.Length - head && old[^(tail + 1)] == present[^(tail + 1)])
            tail++;
        return [.. Same(old[..head]), .. Between(old[head..^tail], present[head..^tail]), .. Same(old[^tail..])];
    }

    static List<(LineChange, string)> Between(string[] old, string[] present)
    {
        // common[i, j]: the most lines that the rests from i and from j have in common, in order.
        var common = new int[1, 1];
        if ((long)old.Length * present.Length <= MostCompared)
        {
            common = new int[old.Length + 1, present.Length + 1];
            for (var i = old.Length - 1; i >= 0; i--)
                for (var j = present.Length - 1; j >= 0; j--)
                    common[i, j] = old[i] == present[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        List<(LineChange, string)> changes = [];
        var (left, right) = (0, 0);
        while (common.Length > 1 && left < old.Length && right < present.Length)
        {
            var isSame = old[left] == present[right];
            if (isSame || common[left + 1, right] >= common[left, right + 1])
                changes.Add((isSame ? LineChange.Same : LineChange.Gone, old[left++]));
            else
                changes.Add((LineChange.New, present[right]));
            if (isSame || changes[^1].Item1 == LineChange.New)
                right++;
        }

        return [.. changes, .. old[left..].Select(line => (LineChange.Gone, line)), .. present[right..].Select(line => (LineChange.New, line))];
    }

    static IEnumerable<(LineChange, string)> Same(string[] lines) => lines.Select(line => (LineChange.Same, line));

    static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
