using System.Globalization;
using System.Text.Json.Nodes;
using Anjie.Portal.Features.Directory;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Admin;

/// <summary>The days of a notice as an administrator types or pastes them: a line for each day, its date, 休 or 班, and its name.</summary>
internal static class CalendarLines
{
    public static string Of(IEnumerable<CalendarDay> days) => string.Join('\n',
        days.OrderBy(day => day.Date).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} {(day.IsWorking ? "班" : "休")} {day.Reason}")));

    /// <summary>The days for a request, or what is wrong with the first line that cannot be read.</summary>
    public static (JsonArray Days, string? Fault) Read(string? text)
    {
        var days = new JsonArray();
        var lines = (text ?? "").Split('\n', StringSplitOptions.TrimEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            var parts = lines[i].Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 3 || !DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || WorksBy(parts[1]) is not { } isWorking)
                return (days, Texts.T("calendar.line_unread", i + 1));
            days.Add(new JsonObject { ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["isWorking"] = isWorking, ["reason"] = parts[2] });
        }

        return (days, null);
    }

    static bool? WorksBy(string word) => word switch { "班" or "work" => true, "休" or "off" => false, _ => null };
}
