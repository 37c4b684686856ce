using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Resources;

namespace Anjie.Hosting.Tests;

/// <summary>The framework's own checks speak the reader's language.</summary>
public sealed class CheckSentencesTests
{
    const string Field = "Zzfield";

    static readonly ErrorTexts Texts = new([new ResourceManager("Anjie.Hosting.Resources.Errors", typeof(ErrorTexts).Assembly)]);

    public static TheoryData<ValidationAttribute, string> Checks => new()
    {
        { new RequiredAttribute(), "此项必填。" },
        { new RegularExpressionAttribute("^[0-9a-z]{1,20}$"), "格式不正确。" },
        { new RangeAttribute(1, 99), "应在 1 至 99 之间。" },
        { new StringLengthAttribute(40), "最多 40 个字或 40 项。" },
        { new MaxLengthAttribute(20), "最多 20 个字或 20 项。" },
        { new MinLengthAttribute(2), "至少 2 个字或 2 项。" },
        { new StringLengthAttribute(40) { MinimumLength = 2 }, "长度应为 2 至 40 个字。" },
        { new AllowedValuesAttribute(2, 21), "不在可选的值之内。" },
    };

    [Theory]
    [MemberData(nameof(Checks), DisableDiscoveryEnumeration = true)]
    public void Each_is_told_in_Chinese_and_in_English(ValidationAttribute check, string chinese)
    {
        var sentence = check.FormatErrorMessage(Field);
        In("zh-CN", () => CheckSentences.Told(sentence, Texts)).ShouldBe(chinese);
        In("en", () => CheckSentences.Told(sentence, Texts)).ShouldSatisfyAllConditions(told => told.ShouldNotBe(sentence), told => told.ShouldNotContain(Field));
    }

    [Fact]
    public void Our_own_sentences_stay_as_they_are() => CheckSentences.Told("手机号码不正确。", Texts).ShouldBe("手机号码不正确。");

    static string In(string language, Func<string> told)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new(language);
        try
        {
            return told();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
