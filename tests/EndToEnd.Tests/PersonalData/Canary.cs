using System.Globalization;
using System.Text;

namespace Anjie.EndToEnd.Tests.PersonalData;

/// <summary>An invented person whose name, numbers and address stand nowhere else, and begin so that one look finds them all.</summary>
sealed record Canary(string Name, string IdentityNumber, string Phone, string Address)
{
    public const string NameMark = "亓官鹮", IdentityMark = "62030219671103", PhoneMark = "19951990", AddressMark = "鹮鸣路";

    /// <summary>The notice that the office shows before it takes an identity number.</summary>
    public const string NoticeVersion = "2026-1";

    static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static readonly IReadOnlyList<string> Marks = [NameMark, IdentityMark, PhoneMark, AddressMark];

    /// <summary>The n-th, below 1,000.</summary>
    public static Canary Of(int n)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{IdentityMark}{n:D3}");
        var check = "10X98765432"[digits.Select((digit, at) => (digit - '0') * Weights[at]).Sum() % 11];
        return new(
            NameMark + (char)('一' + n), digits + check, string.Create(CultureInfo.InvariantCulture, $"{PhoneMark}{n:D3}"),
            string.Create(CultureInfo.InvariantCulture, $"甘肃省金昌市金川区{AddressMark}{n}号"));
    }

    public object AsPetitioner => new { name = Name, identityNumber = IdentityNumber, phone = Phone, address = Address, noticeVersion = NoticeVersion };

    public object AsParty(string side) => new { side, name = Name, identityNumber = IdentityNumber, phone = Phone, address = Address };
}

/// <summary>A word as bytes, in every form in which it could lie about: as text, as JSON, as an address, as hexadecimal.</summary>
static class Needles
{
    public static IReadOnlyList<byte[]> Of(IEnumerable<string> words) => [.. words.SelectMany(Forms)];

    static IEnumerable<byte[]> Forms(string word)
    {
        var utf8 = Encoding.UTF8.GetBytes(word);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(word);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(utf8));
        if (Ascii.IsValid(word))
            yield break;
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(word));
        foreach (var format in (string[])["x4", "X4"])
            yield return Encoding.ASCII.GetBytes(string.Concat(word.Select(unit => "\\u" + ((int)unit).ToString(format, CultureInfo.InvariantCulture))));
    }

    /// <summary>Files below the folder that hold one of the needles.</summary>
    public static async Task<IReadOnlyList<string>> HoldersAsync(string folder, IReadOnlyList<byte[]> needles)
    {
        const int Portion = 8 * 1024 * 1024;
        var longest = needles.Max(needle => needle.Length);
        var buffer = new byte[Portion + longest];
        List<string> holders = [];
        var every = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        // Pipes and sockets have no length; whoever opened one would wait for its other end.
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", every).Where(file => file is { Exists: true, Length: > 0 }).Select(file => file.FullName))
        {
            try
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var kept = 0;
                int read;
                while ((read = await stream.ReadAtLeastAsync(buffer.AsMemory(kept, Portion), Portion, throwOnEndOfStream: false)) > 0)
                {
                    var portion = buffer.AsMemory(0, kept + read);
                    if (needles.Any(needle => portion.Span.IndexOf(needle) >= 0))
                    {
                        holders.Add(file);
                        break;
                    }

                    kept = Math.Min(longest - 1, portion.Length); // a word may lie across two portions
                    portion[^kept..].CopyTo(buffer);
                }
            }
            catch (FileNotFoundException)
            {
                // A server has thrown it away meanwhile.
            }
        }

        return holders;
    }
}
