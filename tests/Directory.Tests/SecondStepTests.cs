using Anjie.Cases;
using Anjie.Directory.Domain;
using Anjie.Directory.Features.SignIn;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Microsoft.Extensions.Configuration;
using OtpNet;

namespace Anjie.Directory.Tests;

/// <summary>What a sign-in asks for next, and which digits are those of now.</summary>
public sealed class SecondStepTests
{
    static readonly byte[] Secret = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
    static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 10, TimeSpan.Zero);

    // All there is to know about a sign-in, and the one answer to each.
    [Theory]
    [InlineData("Password", false, false, false, "Session")]
    [InlineData("Password", false, false, true, "NewPassword")]
    [InlineData("Password", false, true, false, "Enrolment")]
    [InlineData("Password", false, true, true, "Enrolment")]
    [InlineData("Password", true, false, false, "SecondFactor")]
    [InlineData("Password", true, false, true, "SecondFactor")]
    [InlineData("Password", true, true, false, "SecondFactor")]
    [InlineData("Password", true, true, true, "SecondFactor")]
    [InlineData("Password, SecondFactor", true, true, false, "Session")]
    [InlineData("Password, SecondFactor", true, false, false, "Session")]
    [InlineData("Password, SecondFactor", true, true, true, "NewPassword")]
    [InlineData("Password, SecondFactor", false, true, false, "Enrolment")] // taken away meanwhile
    [InlineData("Passkey", true, true, false, "Session")]
    [InlineData("Passkey", true, true, true, "NewPassword")]
    [InlineData("Passkey", false, true, false, "Enrolment")]
    [InlineData("Nothing", true, true, false, "SecondFactor")]
    public void Each_state_of_a_sign_in_has_one_next_step(string shown, bool has, bool needs, bool due, string next) =>
        SignInFlow.Next(Enum.Parse<Shown>(shown), has, needs, due).ToString().ShouldBe(next);

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void S_20_digits_are_good_in_their_half_minute_and_beside_it(int seconds, bool good)
    {
        var digits = new Totp(Secret).ComputeTotp(Now.AddSeconds(seconds).UtcDateTime);
        var step = Authenticators.StepOf(Secret, digits, Now);
        (step is not null).ShouldBe(good);
        if (good)
            step.ShouldBe(Now.AddSeconds(seconds).ToUnixTimeSeconds() / 30);
    }

    [Fact]
    public void Digits_are_read_as_people_type_them()
    {
        var digits = new Totp(Secret).ComputeTotp(Now.UtcDateTime);
        Authenticators.StepOf(Secret, $" {digits[..3]} {digits[3..]}", Now).ShouldNotBeNull();
        Authenticators.StepOf(Secret, string.Concat(digits.Select(digit => (char)(digit - '0' + '０'))), Now).ShouldNotBeNull();
        Authenticators.StepOf(Secret, digits[..5], Now).ShouldBeNull();
        Authenticators.StepOf(Secret, "", Now).ShouldBeNull();
    }

    [Fact]
    public void Two_steps_are_demanded_of_administrators_and_leaders_unless_a_deployment_says_otherwise()
    {
        var usual = Configured(null);
        foreach (var role in (string[])[Roles.SystemAdministrator, Roles.SecurityAdministrator, Roles.AuditAdministrator, Roles.Leader])
            usual.AsksFor([Roles.Grid, role]).ShouldBeTrue(role);
        usual.AsksFor([Roles.Registrar, Roles.Auditor]).ShouldBeFalse();

        Configured("").AsksFor(Roles.All).ShouldBeFalse();
        Configured("registrar, auditor").RequiredFor.ShouldBe([Roles.Registrar, Roles.Auditor]);
        Should.Throw<InvalidOperationException>(() => Configured("leader,mayor")).Message.ShouldContain("mayor");
    }

    [Fact]
    public void Only_another_system_administrator_takes_a_second_factor_away()
    {
        var person = Person.Create(Given.Bootstrap, Guid.CreateVersion7(), new("loser", "丢手机的人", null, Active: true));
        var stamp = person.SecurityStamp;
        var administrator = Given.By(Roles.SystemAdministrator);

        UnitTests.Refusal(() => person.SecondFactorsWereRemoved(Given.By(Roles.SecurityAdministrator))).ShouldBe(CaseErrors.RoleForbidden);
        UnitTests.Refusal(() => person.SecondFactorsWereRemoved(administrator with { Actor = administrator.Actor with { PersonId = person.Id } })).ShouldBe(DirectoryErrors.OwnSecondFactor);
        person.Version.ShouldBe(1);

        person.SecondFactorsWereRemoved(administrator);
        person.Version.ShouldBe(2);
        person.SecurityStamp.ShouldNotBe(stamp);
    }

    [Fact]
    public void A_picture_has_the_margin_a_camera_needs()
    {
        var picture = QrPicture.Of("otpauth://totp/Anjie:wang?secret=ABC");
        picture.Path.ShouldStartWith("M4 4h1"); // four empty rows and columns, then a corner
        picture.Size.ShouldBeGreaterThan(21 + 7);
    }

    static SecondFactorRules Configured(string? roles) => SecondFactorRules.From(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("SecondFactor:RequiredFor", roles)]).Build());
}
