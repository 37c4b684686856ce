using CsCheck;

namespace Anjie.Letters.Tests;

public sealed class NumberTests
{
    static readonly Gen<DocumentNumber> Numbers =
        from word in Gen.OneOfConst("金", "信", "受告", "不再", "𬭎").Array[1, 5].Select(string.Concat)
        from year in Gen.Int[1949, 9999]
        from serial in Gen.Int[1, int.MaxValue - 1]
        select new DocumentNumber(word, year, serial);

    [Fact]
    public void A_number_is_printed_and_read_in_the_official_form()
    {
        new DocumentNumber("金信受告", 2026, 12).ToString().ShouldBe("金信受告\u30142026\u301512号");
        Numbers.Sample(number => DocumentNumber.Parse(number.ToString(), null) == number);
    }

    [Theory]
    [InlineData("金信受告[2026]12号"), InlineData("金信受告【2026】12号"), InlineData("金信受告（2026）12号"), InlineData("金信受告〔2026〕012号"), InlineData("金信受告〔2026〕第12号"), InlineData("金信受告〔2026〕12"), InlineData("〔2026〕12号")]
    [InlineData("金信受告〔26〕12号"), InlineData("金信受告〔2026〕0号"), InlineData("金信受告〔2026〕号"), InlineData("金信 受告〔2026〕12号"), InlineData("金信受告〕2026〔12号"), InlineData("金信受告〔2026〕99999999999号"), InlineData("金信1〔2026〕2号"), InlineData("号"), InlineData(""), InlineData(null)]
    public void Any_other_form_is_refused(string? text)
    {
        DocumentNumber.TryParse(text, null, out var number).ShouldBeFalse();
        number.ShouldBeNull();
        if (text is { Length: > 0 })
            Should.Throw<FormatException>(() => DocumentNumber.Parse(text, null)).Message.ShouldNotContain(text == "号" ? "金信" : text);
    }

    [Fact]
    public void Numbers_follow_without_gaps_and_begin_anew_each_year()
    {
        var last = DocumentNumber.After(null, "金信处", 2026);
        last.Serial.ShouldBe(1);
        for (var serial = 2; serial < 50; serial++)
            (last = DocumentNumber.After(last, "金信处", 2026)).Serial.ShouldBe(serial);
        DocumentNumber.After(last, "金信处", 2027).ToString().ShouldBe("金信处〔2027〕1号");

        Should.Throw<ArgumentException>(() => DocumentNumber.After(last, "金信受告", 2026));
        Should.Throw<ArgumentException>(() => DocumentNumber.After(last, "金信处", 2025));
    }

    [Theory]
    [InlineData("金昌市信访局", "金昌市信访局督")]
    [InlineData("第12号（临时）接访点", "第号临时接访点督")]
    [InlineData("金昌市人民政府信访工作联席会议办公室督查督办处", "金昌市人民政府信访工作联席会议办公室督督")]
    [InlineData("", "督")]
    public void The_word_of_a_number_is_made_of_the_letters_of_the_unit_and_fits(string unit, string word)
    {
        DocumentNumber.WordOf(unit, LetterKinds.Get("supervision-letter")).ShouldBe(word);
        new DocumentNumber(word, 2026, 1).Word.ShouldBe(word);
    }

    [Fact]
    public void A_number_is_never_made_of_what_could_not_be_read_again()
    {
        Should.Throw<ArgumentException>(() => new DocumentNumber("", 2026, 1));
        Should.Throw<ArgumentException>(() => new DocumentNumber("金信〔", 2026, 1));
        Should.Throw<ArgumentException>(() => new DocumentNumber(new string('金', 21), 2026, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new DocumentNumber("金信", 26, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new DocumentNumber("金信", 2026, 0));
    }

    [Fact]
    public void Dates_have_arabic_digits_and_no_leading_zeros() => ChineseStyle.Date(new(2026, 3, 5)).ShouldBe("2026年3月5日");

    [Fact]
    public void What_is_counted_is_counted_as_the_standard_does()
    {
        Enumerable.Range(1, 4).Select(level => ChineseStyle.Mark(level, 2)).ShouldBe(["二、", "（二）", "2.", "（2）"]);
        int[] counts = [1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 111, 120, 999];
        counts.Select(ChineseStyle.Count).ShouldBe(["一", "九", "十", "十一", "十九", "二十", "二十一", "九十九", "一百", "一百零一", "一百一十", "一百一十一", "一百二十", "九百九十九"]);
        Enumerable.Range(1, 999).Select(ChineseStyle.Count).ShouldBeUnique();
        Should.Throw<ArgumentOutOfRangeException>(() => ChineseStyle.Count(0));
        Should.Throw<ArgumentOutOfRangeException>(() => ChineseStyle.Mark(5, 1));
    }
}
