namespace Anjie.VisitReception.Features.Sheets;

/// <summary>Dates as spreadsheets count them: days since the end of 1899, with a 29 February 1900 that never was, or since the beginning of 1904.</summary>
internal static class SheetDates
{
    const int Last = 2_958_465; // 9999-12-31
    const int LeapDay = 60;

    static readonly DateOnly Before1900 = new(1899, 12, 31), From1904 = new(1904, 1, 1);

    /// <summary>The day of a serial number; a time of day is cut off.</summary>
    public static bool TryRead(double serial, bool isFrom1904, out DateOnly date)
    {
        date = default;
        var day = Math.Floor(serial);
        if (day is < 1 or > Last || (!isFrom1904 && day == LeapDay) || (isFrom1904 && day > Last - 1462))
            return false;
        date = isFrom1904 ? From1904.AddDays((int)day) : Before1900.AddDays((int)day - (day > LeapDay ? 1 : 0));
        return true;
    }
}
