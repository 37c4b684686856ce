using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Anjie.PersonalData.Tests;

public sealed class AttributeTests
{
    public sealed record Request(
        [property: PersonNameText] string? Name = null,
        [property: PhoneText] string? Phone = null,
        [property: IdentityNumberText] string? IdentityNumber = null,
        [property: PlainText(5)] string? Facts = null);

    [Fact]
    public void A_right_request_and_an_empty_one_pass()
    {
        Complaints(new("张三", "13812345678", "11010519491231002X", "五个字以内")).ShouldBeEmpty();
        Complaints(new()).ShouldBeEmpty();
    }

    [Fact]
    public void Each_field_has_its_message_and_no_message_repeats_the_value()
    {
        var complaints = Complaints(new("张\u202E三", "138", "513101198201130011", "六个字就太长"));

        complaints.Keys.ShouldBe(["Name", "Phone", "IdentityNumber", "Facts"], ignoreOrder: true);
        complaints["IdentityNumber"].ShouldBe("公民身份号码的校验位不符，请核对");
        complaints["Facts"].ShouldBe("不得超过5个字");
        complaints.Values.ShouldAllBe(message => !message.Contains("513101") && !message.Contains('\u202E'));
    }

    [Fact]
    public void English_is_spoken()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Complaints(new(Facts: "\u200B"))["Facts"].ShouldStartWith("Control characters");
    }

    [Theory]
    [InlineData(IdentityNumberError.Empty)]
    [InlineData(IdentityNumberError.Length)]
    [InlineData(IdentityNumberError.Characters)]
    [InlineData(IdentityNumberError.Region)]
    [InlineData(IdentityNumberError.BirthDate)]
    [InlineData(IdentityNumberError.BornInFuture)]
    [InlineData(IdentityNumberError.TooOld)]
    [InlineData(IdentityNumberError.CheckDigit)]
    public void Every_error_has_a_message(IdentityNumberError error)
    {
        var texts = new System.Resources.ResourceManager("Anjie.PersonalData.Resources.Messages", typeof(Mask).Assembly);
        var chinese = texts.GetString($"IdentityNumber.{error}", CultureInfo.GetCultureInfo("zh-CN"));
        var english = texts.GetString($"IdentityNumber.{error}", CultureInfo.GetCultureInfo("en"));

        chinese.ShouldNotBeNullOrEmpty();
        english.ShouldNotBeNullOrEmpty();
        english.ShouldNotBe(chinese);
    }

    static Dictionary<string, string> Complaints(Request request)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(request, new ValidationContext(request), results, validateAllProperties: true);
        return results.ToDictionary(result => result.MemberNames.Single(), result => result.ErrorMessage!);
    }
}
