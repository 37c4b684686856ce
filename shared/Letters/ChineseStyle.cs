using System.Globalization;

namespace Anjie.Letters;

/// <summary>Dates and counting as GB/T 9704-2012 writes them.</summary>
public static class ChineseStyle
{
    const string Digits = "零一二三四五六七八九";

    /// <summary>成文日期 (7.3.5.4): Arabic digits, year in full, no leading zeros, for instance 2026年3月5日.</summary>
    public static string Date(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>The mark before a heading or a paragraph that is counted (7.3.3): 一、 then （一） then 1. then （1）.</summary>
    /// <param name="level">1 to 4.</param>
    /// <param name="count">1 to 999.</param>
    public static string Mark(int level, int count) => level switch
    {
        1 => $"{Count(count)}、",
        2 => $"（{Count(count)}）",
        3 => string.Create(CultureInfo.InvariantCulture, $"{count}."),
        4 => string.Create(CultureInfo.InvariantCulture, $"（{count}）"),
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    /// <summary>A number in Chinese words, for instance 十二, 一百零三.</summary>
    /// <param name="count">1 to 999.</param>
    public static string Count(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 999);
        var (hundreds, rest) = Math.DivRem(count, 100);
        var (tens, ones) = Math.DivRem(rest, 10);
        return (hundreds > 0 ? $"{Digits[hundreds]}百" : "")
            + (tens > 1 || tens == 1 && hundreds > 0 ? $"{Digits[tens]}十" : tens == 1 ? "十" : hundreds > 0 && ones > 0 ? "零" : "")
            + (ones > 0 ? Digits[ones].ToString() : "");
    }
}
