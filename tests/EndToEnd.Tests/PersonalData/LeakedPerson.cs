using System.Globalization;

namespace Anjie.EndToEnd.Tests.PersonalData;

/// <summary>Invented people in any number, none of whom is a canary.</summary>
/// <param name="Born">Strangers are born on other days than those who petition.</param>
sealed record LeakedPerson(int Number, DateOnly Born)
{
    const string Region = "620302";
    const int PerDay = 1000;
    const int FirstCharacter = '一';

    static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public string Name => $"鹿{(char)(FirstCharacter + (Number % 5000))}舟";

    public string Phone => string.Create(CultureInfo.InvariantCulture, $"1520{Born.Year % 10}{Number:D6}");

    public string IdentityNumber
    {
        get
        {
            var digits = string.Create(CultureInfo.InvariantCulture, $"{Region}{Born.AddDays(Number / PerDay):yyyyMMdd}{Number % PerDay:D3}");
            return digits + "10X98765432"[digits.Select((digit, at) => (digit - '0') * Weights[at]).Sum() % 11];
        }
    }

    public object AsPetitioner => new { name = Name, identityNumber = IdentityNumber, phone = Phone, noticeVersion = Canary.NoticeVersion };
}
