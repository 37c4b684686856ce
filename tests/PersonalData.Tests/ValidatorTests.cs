namespace Anjie.PersonalData.Tests;

public sealed class ValidatorTests
{
    static readonly DateOnly Today = new(2026, 1, 5);

    [Theory]
    [InlineData("11010519491231002X", "11010519491231002X")]
    [InlineData("11010519491231002x", "11010519491231002X")]
    [InlineData(" 440524188001010014 ", "", IdentityNumberError.TooOld)] // a right number of 1880; nobody bears it now
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("513101198201130011", "", IdentityNumberError.CheckDigit)]
    [InlineData("513101198201130014", "513101198201130014")] // county code withdrawn
    [InlineData("", "", IdentityNumberError.Empty)]
    [InlineData(null, "", IdentityNumberError.Empty)]
    [InlineData("1101051949123100", "", IdentityNumberError.Length)]
    [InlineData("11010519491231002Y", "", IdentityNumberError.Characters)]
    [InlineData("1X010519491231002X", "", IdentityNumberError.Characters)]
    [InlineData("11010519491231002\uFF38", "", IdentityNumberError.Characters)]
    [InlineData("\uFF11\uFF11010519491231002X", "", IdentityNumberError.Characters)]
    [InlineData("\u0661\u0661010519491231002X", "", IdentityNumberError.Characters)]
    [InlineData("\u00B9\u00B9010519491231002X", "", IdentityNumberError.Characters)]
    [InlineData("990105194912310028", "", IdentityNumberError.CheckDigit)] // 9…: a foreigner's permit, no region to check
    [InlineData("100105194912310028", "", IdentityNumberError.Region)]
    [InlineData("110105194902300020", "", IdentityNumberError.BirthDate)]
    [InlineData("110105202702010020", "", IdentityNumberError.BornInFuture)]
    public void S_59_an_identity_number(string? text, string normalised, IdentityNumberError error = IdentityNumberError.None)
    {
        IdentityNumber.TryParse(text, Today, out var number, out var found).ShouldBe(error == IdentityNumberError.None);
        found.ShouldBe(error);
        number.ShouldBe(normalised);
    }

    [Theory]
    [InlineData("81")]
    [InlineData("82")]
    [InlineData("83")]
    [InlineData("93")]
    public void S_59_residents_from_outside_have_numbers_of_the_same_form(string prefix)
    {
        var number = Enumerable.Range(0, 11).Select(i => $"{prefix}0000199001011234"[..17] + "0123456789X"[i]);
        number.Count(one => IdentityNumber.TryParse(one, Today, out _, out _)).ShouldBe(1);
    }

    [Fact]
    public void S_59_one_wrong_digit_and_two_swapped_ones_are_always_noticed()
    {
        const string right = "11010519491231002X";
        for (var i = 0; i < 17; i++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (digit != right[i])
                    IdentityNumber.TryParse(right[..i] + digit + right[(i + 1)..], Today, out _, out _).ShouldBeFalse();
            }

            if (i < 16 && right[i] != right[i + 1])
                IdentityNumber.TryParse(right[..i] + right[i + 1] + right[i] + right[(i + 2)..], Today, out _, out _).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData("+86 138-1234-5678", "13812345678")]
    [InlineData("0086 13812345678", "13812345678")]
    [InlineData("0935-8212345", "0935-8212345")]
    [InlineData("09358212345", "0935-8212345")]
    [InlineData("010-12345678-801", "010-12345678-801")]
    [InlineData("+86 935 8212345", "0935-8212345")]
    [InlineData("12812345678", null)]
    [InlineData("1381234567", null)]
    [InlineData("+86+8613812345678", null)]
    [InlineData("\uFF1113812345678", null)]
    [InlineData("8212345", null)]
    [InlineData("13812345678\n", null)]
    [InlineData(null, null)]
    public void S_57_a_telephone_number(string? text, string? normalised)
    {
        PhoneNumber.TryNormalise(text, out var number).ShouldBe(normalised is not null);
        number.ShouldBe(normalised ?? "");
    }

    [Theory]
    [InlineData("13812345678", true)]
    [InlineData("19212345678", true)]
    [InlineData("14012345678", false)]
    [InlineData("15412345678", false)]
    public void A_number_of_an_unused_range_deserves_a_second_look(string phone, bool known) => PhoneNumber.IsKnownMobile(phone).ShouldBe(known);

    [Theory]
    [InlineData(" 张三 ", "张三")]
    [InlineData("阿卜杜拉•买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉・买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉\uFF0E买买提", "阿卜杜拉·买买提")]
    [InlineData("\U0002CD02\U00030EDD", "\U0002CD02\U00030EDD")]
    [InlineData("\uFA1E\U0002F81A", "\uFA1E\U0002F81A")]
    [InlineData("John  Smith", "John Smith")]
    [InlineData("张三😀", "张三😀")]
    [InlineData("", null)]
    [InlineData("···", null)]
    [InlineData("张\u202E三", null)]
    [InlineData("张\u200B三", null)]
    [InlineData("张\uE000三", null)]
    [InlineData("张\n三", null)]
    [InlineData("张\0三", null)]
    [InlineData("张\U000E0041三", null)]
    [InlineData("张\u2066三", null)]
    [InlineData("张**", null)] // a mask that comes back
    [InlineData("Iv\u0430n", null)] // the a is Cyrillic
    [InlineData("\u0391nna", null)] // the A is Greek
    [InlineData("Иван", "Иван")]
    [InlineData("Jose\u0301", "Jos\u00E9")]
    [InlineData("Ｊｏｈｎ", "John")]
    [InlineData("\uFA1EJose\u0301\U0002F81A", "\uFA1EJos\u00E9\U0002F81A")]
    [InlineData("Z\u0301\u0302\u0303\u0304\u0305algo", null)] // a tower of marks
    [InlineData(null, null)]
    public void S_56_S_57_S_58_a_name(string? text, string? normalised)
    {
        PersonName.TryNormalise(text, out var name).ShouldBe(normalised is not null);
        name.ShouldBe(normalised ?? "");
    }

    [Fact]
    public void S_58_a_name_has_fifty_characters_at_most_and_rare_ones_count_once()
    {
        PersonName.TryNormalise(string.Concat(Enumerable.Repeat("\U0002CD02", 50)), out _).ShouldBeTrue();
        PersonName.TryNormalise(new string('张', 51), out _).ShouldBeFalse();
        PersonName.TryNormalise(new string('阿', 24) + "·" + new string('买', 25), out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("第一行\n第二行\t😀\U0002CD02", true)]
    [InlineData("字\uFE00\U000E0100", true)]
    [InlineData("\u0000", false)]
    [InlineData("a\rb", false)]
    [InlineData("\u0085", false)]
    [InlineData("\u200E", false)]
    [InlineData("\u202A", false)]
    [InlineData("\u2066", false)]
    [InlineData("\u2060", false)]
    [InlineData("\uFEFF", false)]
    [InlineData("\u2028", false)]
    [InlineData("\U000E0041", false)]
    [InlineData("\U000F0000", false)]
    [InlineData("\uFFFF", false)]
    public void S_56_free_text(string text, bool acceptable) => SafeText.IsAcceptable(text).ShouldBe(acceptable);

    [Fact]
    public void S_56_a_lone_surrogate_is_refused()
    {
        // Not as InlineData: such a text does not survive the way into a theory.
        SafeText.IsAcceptable("a" + '\uD83D').ShouldBeFalse();
        SafeText.IsAcceptable('\uDE00' + "a").ShouldBeFalse();
        SafeText.WithLineFeeds("a\r\nb\rc").ShouldBe("a\nb\nc");
    }

    [Fact]
    public void S_88_masks()
    {
        Mask.Name("张三丰").ShouldBe("张**");
        Mask.Name("\U0002CD02三").ShouldBe("\U0002CD02*");
        Mask.Name("张").ShouldBe("*");
        Mask.IdentityNumber("11010519491231002X").ShouldBe("110***********002X");
        Mask.Phone("13812345678").ShouldBe("138****5678");
        Mask.Phone("0935-8212345-801").ShouldBe("0935-****345");
        Mask.Address("甘肃省金昌市金川区桂林路12号3单元").ShouldBe("甘肃省金昌市金川区****");
        Mask.Address("永昌县城关镇北街1号").ShouldBe("永昌县****");
        Mask.Address("桂林路东方小区3栋2单元").ShouldBe("桂林路****");
        Mask.Address("北街1号").ShouldBe("北****");
        Mask.Address("").ShouldBe("****");
    }
}
