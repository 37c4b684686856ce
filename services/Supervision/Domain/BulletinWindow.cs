namespace Anjie.Supervision.Domain;

/// <summary>What a bulletin tells of: a month or a quarter, as it was known at one moment.</summary>
/// <param name="CutOff">What was recorded later counts for nothing.</param>
internal sealed record BulletinWindow(QuotaPeriod Period, DateTimeOffset CutOff)
{
    /// <summary>A month as 2026-03 or a quarter as 2026Q1.</summary>
    public const string Labels = "^2[0-9]{3}(-(0[1-9]|1[0-2])|Q[1-4])$";

    public DateOnly CutOffDay => OfficeDay.Of(CutOff);

    /// <summary>Last day of which anything can be known.</summary>
    public DateOnly Last => CutOffDay < Period.To ? CutOffDay : Period.To;

    /// <param name="label">One of <see cref="Labels"/>.</param>
    /// <param name="cutOff">The moment.</param>
    public static BulletinWindow Of(string label, DateTimeOffset cutOff) =>
        new(QuotaPeriod.Of(label.Contains('Q', StringComparison.Ordinal) ? "City" : "County", QuotaPeriod.FirstDay(label)!.Value), cutOff);

    public bool Includes(DateOnly? day) => day >= Period.From && day <= Last;

    public bool Includes(LoggedEvent entry) => Includes(OfficeDay.Of(entry.OccurredAt));
}
