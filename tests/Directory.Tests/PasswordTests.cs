using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Anjie.Directory.Tests;

/// <summary>What a password may be, by either book.</summary>
public sealed class PasswordTests
{
    static readonly PasswordContext Wang = new("wang.jianguo", "王建国", ["宁远堡镇", "Ningyuanbao Town"]);
    static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Ab3-efghi", DirectoryErrors.PasswordShort)]
    [InlineData("Ab3-efghij", null)]
    [InlineData("abcdefgh12", DirectoryErrors.PasswordKinds)]
    [InlineData("ABCDEFGH12", DirectoryErrors.PasswordKinds)]
    [InlineData("abcdefgh-x", DirectoryErrors.PasswordKinds)]
    [InlineData("ABcdefgh12", null)]
    [InlineData("abcdefg-12", null)]
    [InlineData("沿着黄河一路上-Ab", null)]
    [InlineData("xx-Wang.Jianguo-1", DirectoryErrors.PasswordName)]
    [InlineData("My-JianGuo-77", DirectoryErrors.PasswordName)]
    [InlineData("My-wang-77777x", DirectoryErrors.PasswordName)]
    [InlineData("ＪｉａｎＧｕｏ-77-xy", DirectoryErrors.PasswordName)]
    [InlineData("我是王建国-Ab1-xyz", DirectoryErrors.PasswordName)]
    [InlineData("Password123!", DirectoryErrors.PasswordCommon)]
    [InlineData("!!Qwertyuiop1", DirectoryErrors.PasswordCommon)]
    [InlineData("Woaini-1314520", null)]
    [InlineData("Woaini-1314", DirectoryErrors.PasswordCommon)]
    [InlineData("Aa1Aa1Aa1Aa1", DirectoryErrors.PasswordCommon)]
    [InlineData("Anjie-river-77", null)]
    public void Dengbao3_asks_for_length_kinds_and_no_names(string password, string? refusal) =>
        (PasswordRules.Of(PasswordProfile.Dengbao3).FaultOf(password, Wang)?.Code).ShouldBe(refusal);

    [Theory]
    [InlineData("pgnzrtw", DirectoryErrors.PasswordShort)]
    [InlineData("pgnzrtwq", null)]
    [InlineData("一条大河波浪宽", DirectoryErrors.PasswordShort)]
    [InlineData("一条大河波浪宽风", null)]
    [InlineData("the river is wide here", null)]
    [InlineData("🐎🐂🐑🐒🐔🐕🐖🐀", null)]
    [InlineData("🐎🐂🐑🐒", DirectoryErrors.PasswordShort)]
    [InlineData("for wang only, truly", DirectoryErrors.PasswordName)]
    [InlineData("王建国家的院子很大啊", DirectoryErrors.PasswordName)]
    [InlineData("open An-Jie please now", DirectoryErrors.PasswordContext)]
    [InlineData("每天都用信访系统办事", DirectoryErrors.PasswordContext)]
    [InlineData("我在宁远堡镇上班很久了", DirectoryErrors.PasswordContext)]
    [InlineData("at ningyuanbao town hall", DirectoryErrors.PasswordContext)]
    [InlineData("password", DirectoryErrors.PasswordCommon)]
    [InlineData("PassWord1", DirectoryErrors.PasswordCommon)]
    [InlineData("88888888", DirectoryErrors.PasswordCommon)]
    [InlineData("147258369", DirectoryErrors.PasswordCommon)]
    public void Asvs_asks_for_length_and_for_nothing_that_can_be_guessed(string password, string? refusal) =>
        (PasswordRules.Of(PasswordProfile.Asvs).FaultOf(password, Wang)?.Code).ShouldBe(refusal);

    [Theory]
    [InlineData("Dengbao3")]
    [InlineData("Asvs")]
    public void A_password_may_be_long_but_not_endless(string profile)
    {
        var rules = Configured(("Profile", profile));
        var sentence = string.Concat(Enumerable.Range(0, 40).Select(i => $"Ab{i % 10}🐎-")); // 200 characters, more in memory
        PasswordText.LengthOf(sentence).ShouldBe(PasswordText.Longest);
        rules.FaultOf(sentence, Wang).ShouldBeNull();
        PasswordText.MayBeOne(sentence).ShouldBeTrue();
        rules.FaultOf(sentence + "x", Wang)!.Code.ShouldBe(DirectoryErrors.PasswordLong);
        PasswordText.MayBeOne(sentence + "x").ShouldBeFalse();
    }

    [Fact]
    public void The_common_ones_are_thousands() => CommonPasswords.Count.ShouldBeGreaterThan(3000);

    [Theory]
    [InlineData(false, 89, false)]
    [InlineData(false, 90, true)]
    [InlineData(true, 0, true)]
    public void Dengbao3_wants_a_new_one_after_ninety_days_and_after_somebody_else_chose_it(bool given, int days, bool due) =>
        PasswordRules.Of(PasswordProfile.Dengbao3).IsDue(Holder(given), Now.AddDays(days)).ShouldBe(due);

    [Theory]
    [InlineData(false, 4000, false)]
    [InlineData(true, 0, true)]
    public void Asvs_lets_a_password_live(bool given, int days, bool due) =>
        PasswordRules.Of(PasswordProfile.Asvs).IsDue(Holder(given), Now.AddDays(days)).ShouldBe(due);

    [Fact]
    public void A_deployment_chooses_the_book_and_may_set_single_numbers()
    {
        Configured().ShouldBe(PasswordRules.Of(PasswordProfile.Dengbao3));
        Configured(("Profile", "Asvs")).ShouldBe(PasswordRules.Of(PasswordProfile.Asvs));
        Configured(("MaxAgeDays", "0"), ("MustChangeAfterReset", "false"), ("History", "8"), ("MinimumLength", "12"))
            .ShouldBe(PasswordRules.Of(PasswordProfile.Dengbao3) with { MaxAgeDays = 0, MustChangeAfterReset = false, History = 8, MinimumLength = 12 });
    }

    [Theory]
    [InlineData("Profile", "Nist")]
    [InlineData("Profile", "1")]
    [InlineData("MinimumLength", "7")]
    [InlineData("MinimumLength", "ten")]
    [InlineData("History", "0")]
    [InlineData("MaxAgeDays", "-1")]
    [InlineData("MustChangeAfterReset", "maybe")]
    public void A_setting_that_says_nothing_clear_is_no_setting(string name, string value) =>
        Should.Throw<InvalidOperationException>(() => Configured((name, value))).Message.ShouldContain($"Passwords:{name}");

    [Fact]
    public void One_password_however_it_was_typed()
    {
        var hasher = new PersonPasswordHasher(Options.Create(new PasswordHasherOptions()));
        var hash = hasher.HashPassword(null!, "caf\u00e9 am Fluss 12");
        hasher.VerifyHashedPassword(null!, hash, "cafe\u0301 am Fluss 12").ShouldBe(PasswordVerificationResult.Success);
        hasher.VerifyHashedPassword(null!, hash, "cafe am Fluss 12").ShouldBe(PasswordVerificationResult.Failed);
        hasher.VerifyHashedPassword(null!, hash, "\ud800").ShouldBe(PasswordVerificationResult.Failed);
    }

    static PasswordRules Configured(params (string Name, string Value)[] settings) => PasswordRules.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(x => KeyValuePair.Create("Passwords:" + x.Name, (string?)x.Value))).Build());

    static Person Holder(bool given)
    {
        var person = Person.Create(Given.Bootstrap, Guid.CreateVersion7(), new("holder", "持有人", null, Active: true));
        person.TakePassword("hash", given, Now);
        return person;
    }
}
