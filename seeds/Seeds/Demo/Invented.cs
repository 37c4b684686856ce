using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Anjie.Seeds.Demo;

/// <summary>People and troubles nobody has; the same ones in every run.</summary>
internal sealed class Invented
{
    static readonly string[] families = ["安", "柏", "卜", "岑", "褚", "狄", "窦", "鄂", "樊", "房", "封", "伏", "符", "甘", "郜", "葛", "宫", "管", "衡", "花", "惠", "霍", "姬", "计", "简", "靳", "阚", "寇", "匡", "蔺", "凌", "娄", "逯", "麻", "糜", "苗", "闵", "慕", "倪", "聂", "欧", "逄", "蒲", "戚", "钱", "秦", "屈", "冉", "阮", "桑"];
    static readonly string[] firsts = ["守", "长", "玉", "桂", "春", "秋", "文", "学", "国", "建", "永", "德", "万", "福", "来", "喜", "银", "金", "红", "翠"];
    static readonly string[] seconds = ["林", "山", "河", "生", "海", "兰", "梅", "英", "芳", "成", "军", "平", "华", "祥", "宝", "年", "荣", "才", "霞", "莲"];
    static readonly int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    readonly Random chance;

    public Invented(string name) =>
        chance = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0));

    public int Between(int least, int most) => chance.Next(least, most + 1);

    public T OneOf<T>(params IReadOnlyList<T> choices) => choices[chance.Next(choices.Count)];

    public PersonSketch Person(string place)
    {
        var name = OneOf(families) + OneOf(firsts) + (chance.Next(3) > 0 ? OneOf(seconds) : "");
        var birth = new DateOnly(1948 + chance.Next(50), 1, 1).AddDays(chance.Next(365));
        return new(name, IdentityNumber(OneOf("620302", "620321"), birth), string.Create(CultureInfo.InvariantCulture, $"1990000{chance.Next(10_000):D4}"), place);
    }

    string IdentityNumber(string area, DateOnly birth)
    {
        var bare = string.Create(CultureInfo.InvariantCulture, $"{area}{birth:yyyyMMdd}{chance.Next(1, 1000):D3}");
        var sum = weights.Select((weight, at) => weight * (bare[at] - '0')).Sum();
        return bare + "10X98765432"[sum % 11];
    }
}

/// <summary>A person as forms ask for one.</summary>
internal sealed record PersonSketch(string Name, string IdentityNumber, string Phone, string Address);
