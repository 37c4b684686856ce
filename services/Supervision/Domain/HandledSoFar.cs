using Anjie.Deadlines;

namespace Anjie.Supervision.Domain;

/// <summary>前期办理情况: what the ledger and the item itself know of the handling so far, a sentence each. Units and dates only, nobody's name.</summary>
internal static class HandledSoFar
{
    /// <param name="item">Whose unit is pressed.</param>
    /// <param name="lines">Of its matter.</param>
    /// <param name="earlier">Letters of the item that went out.</param>
    /// <param name="names">Of units; what has none here is not named.</param>
    /// <param name="today">Of the letter.</param>
    public static List<string> Of(SupervisionItem item, IEnumerable<LedgerEntry> lines, IReadOnlyList<EarlierLetter> earlier, IReadOnlyDictionary<Guid, string> names, DateOnly today) =>
    [
        .. lines.Where(item.IsAbout).OrderBy(line => line.OpenedOn).ThenBy(line => line.Number, StringComparer.Ordinal).SelectMany(line => OfCase(line, item.UnitId, names, today)),
        .. OfItem(item, earlier),
    ];

    /// <summary>The number by which people know the matter: that of the petition, where there is one.</summary>
    public static string? NumberOf(SupervisionItem item, IReadOnlyList<LedgerEntry> lines) =>
        (lines.FirstOrDefault(line => line.Kind == CaseKind.Matter) ?? lines.FirstOrDefault(line => line.Id == item.SubjectCaseId) ?? lines.FirstOrDefault(item.IsAbout))?.Number;

    static IEnumerable<string> OfCase(LedgerEntry line, Guid unitId, IReadOnlyDictionary<Guid, string> names, DateOnly today)
    {
        var kind = OfficeWords.Of($"kind.{line.Kind}");
        yield return line.UnitId is { } unit && names.GetValueOrDefault(unit) is { } name
            ? OfficeWords.Of("handled.opened_by", kind, line.Number, line.OpenedOn, name)
            : OfficeWords.Of("handled.opened", kind, line.Number, line.OpenedOn);
        if (line.ClosedOn is { } closed)
            yield return OfficeWords.Of("handled.closed", kind, line.Number, closed);
        foreach (var clock in line.Clocks.Where(clock => clock is { IsOpenDuty: true, IsOwn: false } && clock.ResponsibleUnitId == unitId).OrderBy(clock => clock.Legal).ThenBy(clock => clock.Rule, StringComparer.Ordinal))
        {
            var rule = ClockRules.Find(clock.Rule)?.Chinese ?? clock.Rule;
            yield return today > clock.Legal
                ? OfficeWords.Of("handled.late", rule, clock.Legal, today.DayNumber - clock.Legal.DayNumber)
                : OfficeWords.Of("handled.due", rule, clock.Legal);
        }
    }

    static IEnumerable<string> OfItem(SupervisionItem item, IReadOnlyList<EarlierLetter> earlier)
    {
        // What the system pressed for by itself has no paper.
        if (item.Round - earlier.Count is > 0 and var pressed)
            yield return OfficeWords.Of("handled.pressed", pressed);
        foreach (var letter in earlier)
            yield return OfficeWords.Of("handled.letter", letter.IssuedOn, letter.KindName, letter.Number);
        if (item.Requirements.Max(requirement => requirement.AnsweredOn) is { } answered)
            yield return OfficeWords.Of("handled.answered", answered);
        if (item.Returns > 0)
            yield return OfficeWords.Of("handled.returned", item.Returns);
    }
}

/// <summary>A letter that went out before.</summary>
internal sealed record EarlierLetter(string KindName, string Number, DateOnly IssuedOn);
