using System.Globalization;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests.Fuzz;

/// <summary>Values that mean something to the services: real units, posts and codes beside invented words.</summary>
sealed record Vocabulary(DateOnly Today, IReadOnlyList<string> Units, IReadOnlyList<string> Posts, IReadOnlyList<string> Leaders)
{
    static readonly string[] Names = ["张三丰", "李四", "欧阳娜娜", "阿依古丽·买买提", "𠮷野家", "王", "赵玉兰"];
    static readonly string[] Words = ["占地补偿未到位", "欠薪两年", "邻里因水渠争执,多次调解未果", "申请复核 \"一次性\" 补助", "已当面说明\n并送达", "'; drop table visit; --", "<b>屋顶漏雨</b>", "路面塌陷"];
    static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public string Text(Random random, string name) => name switch
    {
        "name" or "recipient" or "witness" or "guardianName" => Pick(random, Names),
        "identityNumber" => IdentityNumber(random),
        "phone" or "guardianPhone" => string.Create(CultureInfo.InvariantCulture, $"139{random.Next(10_000_000, 99_999_999)}"),
        "noticeVersion" => "2026-1",
        "typeCode" => "06.01",
        "means" => "04",
        "contentCode" => "0101",
        "batch" => "2026H1",
        "from" => "09:00",
        "to" => "11:30",
        "item" => "Situation",
        "code" => string.Create(CultureInfo.InvariantCulture, $"z{random.Next(100_000)}"),
        "userName" => string.Create(CultureInfo.InvariantCulture, $"nobody-{random.Next(1_000_000)}"),
        "noticeNumber" or "documentNumber" or "postNumber" => string.Create(CultureInfo.InvariantCulture, $"金{random.Next(10_000)}号"),
        "kind" => "opinion",
        "criterion" => "K1",
        "roles" => "town",
        _ => Pick(random, Words),
    };

    public string Date(Random random, string name) =>
        Today.AddDays(name.Contains("By", StringComparison.Ordinal) || name.Contains("due", StringComparison.OrdinalIgnoreCase) || name == "timeLimit" ? random.Next(3, 30) : random.Next(4) == 0 ? random.Next(-3, 4) : 0)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Id(Random random, string name, IReadOnlyList<string> sessions, IReadOnlyList<string> demands) => name switch
    {
        _ when name.EndsWith("unitId", StringComparison.OrdinalIgnoreCase) || name == "parentId" => Pick(random, Units),
        "leaderPostId" or "actualLeaderPostId" => Pick(random, Leaders),
        _ when name.EndsWith("postId", StringComparison.OrdinalIgnoreCase) || name.EndsWith("postIds", StringComparison.OrdinalIgnoreCase) => Pick(random, Posts),
        "sessionId" when sessions.Count > 0 => Pick(random, sessions),
        "demandId" or "requirementId" when demands.Count > 0 => Pick(random, demands),
        _ => NewId(random),
    };

    /// <summary>A file as it should be, or one that lost or changed something on the way.</summary>
    public byte[] File(Random random)
    {
        var file = Pick(random, (byte[][])[SampleFiles.Text(Text(random, "text")), SampleFiles.Png(), SampleFiles.Jpeg(), SampleFiles.Docx(), SampleFiles.Xlsx(), SampleFiles.Pdf()]);
        for (var changes = random.Next(3); changes > 0; changes--)
            file[random.Next(file.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
    }

    /// <summary>An id as a client makes it (UUIDv7), but from the seed.</summary>
    public static string NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[0] = 0x01;
        bytes[1] = 0x9b;
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    // GB 11643: seventeen digits and a check character.
    static string IdentityNumber(Random random)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"620302{random.Next(1950, 2005)}{random.Next(1, 13):D2}{random.Next(1, 29):D2}{random.Next(1000):D3}");
        var sum = digits.Select((digit, at) => (digit - '0') * Weights[at]).Sum();
        return digits + "10X98765432"[sum % 11];
    }
}
