using System.ComponentModel.DataAnnotations;

namespace Anjie.Hosting.Tests;

public sealed class DisclosureLimitsTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Guid _new = Guid.CreateVersion7();

    [Fact]
    public void S_97_there_is_room_until_the_window_is_full_and_again_when_its_eldest_look_leaves_it()
    {
        LastLook.Wait([], _new, Now, Hour, 2).ShouldBeNull();
        LastLook.Wait([At(59)], _new, Now, Hour, 2).ShouldBeNull();
        LastLook.Wait([At(10), At(50)], _new, Now, Hour, 2).ShouldBe(TimeSpan.FromMinutes(10));
        LastLook.Wait([At(10), At(60)], _new, Now, Hour, 2).ShouldBeNull();
    }

    [Fact]
    public void S_97_who_was_shown_within_the_window_is_shown_again_and_nobody_else()
    {
        var looks = new[] { At(10), At(50) };

        LastLook.Wait(looks, looks[1].PersonId, Now, Hour, 2).ShouldBeNull();
        LastLook.Wait([.. looks, At(61)], _new, Now, Hour, 2).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void S_97_when_a_limit_was_lowered_as_many_must_leave_as_are_too_many() =>
        LastLook.Wait([At(10), At(50), At(30)], _new, Now, Hour, 1).ShouldBe(TimeSpan.FromMinutes(50));

    [Theory]
    [InlineData(30, 150, 200, 1000, true)]
    [InlineData(1, 1, 1, 1, true)]
    [InlineData(0, 150, 200, 1000, false)]
    [InlineData(30, 29, 200, 1000, false)]
    [InlineData(30, 150, 200, 199, false)]
    [InlineData(30, 150, -1, 1000, false)]
    public void S_97_limits_that_make_no_sense_are_refused(int hour, int day, int unit, int everybody, bool isGood)
    {
        var limits = new DisclosureLimits { PersonPerHour = hour, PersonPerDay = day, UnitPerDay = unit, EverybodyPerDay = everybody };

        Validator.TryValidateObject(limits, new(limits), [], validateAllProperties: true).ShouldBe(isGood);
    }

    static LastLook At(int minutesAgo) => new(Guid.CreateVersion7(), Now - TimeSpan.FromMinutes(minutesAgo));
}
