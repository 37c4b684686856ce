using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Directory.Domain;

namespace Anjie.Directory.Tests;

internal static class Given
{
    public static readonly Act Bootstrap = new(Actor.System, new DateTimeOffset(2026, 1, 5, 1, 0, 0, TimeSpan.Zero), new DateOnly(2026, 1, 5), WorkCalendar.PlainWeekends);

    public static Act By(params string[] roles) =>
        Bootstrap with { Actor = new Actor(Guid.CreateVersion7(), "试用人员", Guid.CreateVersion7(), Guid.CreateVersion7(), "6203.", roles.ToHashSet(StringComparer.Ordinal), null) };

    public static Unit Unit(string code, Unit? parent = null, Act? act = null) =>
        Domain.Unit.Create(act ?? Bootstrap, Guid.CreateVersion7(), Details(code, parent), Place(parent));

    public static UnitDetails Details(string code, Unit? parent) => new(parent?.Id, code, $"单位{code}", $"Unit {code}", UnitKind.Department, Active: true);

    public static UnitPlace Place(Unit? parent, params Unit[] below) => new(parent, below, CodeTaken: false, HasRoot: false, HasPosts: false, HadPosts: false);

    public static PostDetails PostWith(params string[] roles) => new(Guid.CreateVersion7(), Guid.CreateVersion7(), "科员", roles, null, Active: true);

    public static readonly PostSurroundings Ordinary = new(UnitInUse: true, PersonInUse: true, OtherRoles: new HashSet<string>(), AdministeredElsewhere: new HashSet<string>());
}
