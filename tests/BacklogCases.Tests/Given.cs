using Anjie.BacklogCases.Domain;
using Anjie.Cases;
using Anjie.Deadlines;

namespace Anjie.BacklogCases.Tests;

/// <summary>People, units, days and cases that the tests of this service start from.</summary>
static class Given
{
    public static readonly DateOnly Monday = new(2026, 3, 2);
    public static readonly DateOnly ResolveBy = Monday.AddDays(60);

    public static readonly UnitCopy Office = Unit("6203.lxb.", "JointOffice");
    public static readonly UnitCopy CityLeaders = Unit("6203.ld.", "Department");
    public static readonly UnitCopy Bureau = Unit("6203.620302.zrzy.", "Department");
    public static readonly UnitCopy PetitionOffice = Unit("6203.xfj.", "PetitionOffice");
    public static readonly UnitCopy Town = Unit("6203.620302.nyp.", "Town");

    public static readonly Actor JointOffice = Person(Office, null, Roles.JointOffice);
    public static readonly Actor Leader = Person(CityLeaders, "City", Roles.Leader);
    public static readonly Actor OtherLeader = Person(CityLeaders, "City", Roles.Leader);
    public static readonly Actor TownLeader = Person(Town, "Town", Roles.Leader, Roles.TownHead);
    public static readonly Actor Aide = Person(CityLeaders, null, Roles.Aide);
    public static readonly Actor Head = Person(PetitionOffice, null, Roles.RegistrarHead);
    public static readonly Actor Member = Person(Bureau, null, Roles.UnitHandler);
    public static readonly Actor UnitHead = Person(Bureau, null, Roles.UnitHead);
    public static readonly Actor Verifier = Person(Office, null, Roles.JointOffice);
    public static readonly Actor OtherVerifier = Person(PetitionOffice, null, Roles.Registrar);
    public static readonly Actor SpareLeader = Person(CityLeaders, "City", Roles.Leader);
    public static readonly Actor OtherSpareLeader = Person(CityLeaders, "City", Roles.Leader);
    public static readonly Actor SpareHead = Person(PetitionOffice, null, Roles.RegistrarHead);
    public static readonly Actor SpareMember = Person(Bureau, null, Roles.UnitHandler);
    public static readonly Actor SpareUnitHead = Person(Bureau, null, Roles.UnitHead);
    public static readonly Actor SpareVerifier = Person(Office, null, Roles.JointOffice);
    public static readonly Actor Stranger = Person(Town, null, Roles.UnitHandler);

    public static readonly Guid Paid = Guid.CreateVersion7();
    public static readonly Guid Refused = Guid.CreateVersion7();

    public static readonly Proof Signed = new(DeliveryMeans.Signed, Monday, "张三", null, null, null, null);

    public static Act Act(this Actor actor, int day = 0) =>
        new(actor, new DateTimeOffset(Monday.AddDays(day), new TimeOnly(9, 0), TimeSpan.FromHours(8)).ToUniversalTime(), Monday.AddDays(day), WorkCalendar.PlainWeekends);

    public static Appointee As(this Actor actor) => new(actor.PostId, actor.PersonId, actor.UnitId, actor.UnitPath, actor.Level, actor.Has(Roles.Leader));

    public static BacklogCase Nominated() => BacklogCase.Nominate(
        JointOffice.Act(), Guid.CreateVersion7(), "HJ2026000001", new(Guid.CreateVersion7(), Criterion.K1, NominationSource.Office, "补偿积案"), Bureau, Office);

    public static BacklogCase Confirmed(LeaderLevel level = LeaderLevel.City) => Nominated().Then(c => c.Confirm(JointOffice.Act(), TheConfirmation(level), Bureau, [CityLeaders.Path]));

    public static BacklogCase Claimed() => Confirmed().Then(c => c.Claim(Leader.Act()));

    public static BacklogCase WithTeam() => Claimed().Then(c => c.FormTeam(Leader.Act(), Head.As(), [Member.As()], Bureau, UnitHead.As()));

    public static BacklogCase WithPlan() => WithTeam().Then(c =>
    {
        c.MeetPetitioner(Leader.Act(), Monday, "已接谈");
        c.SubmitPlan(Head.Act(), ThePlan());
    });

    public static BacklogCase InWork() => WithPlan().Then(c =>
    {
        c.ApprovePlan(Leader.Act(), null);
        c.Start(Leader.Act());
    });

    public static BacklogCase WithResult() => InWork().Then(c =>
    {
        Talk(c);
        Talk(c);
        c.SubmitResult(Leader.Act(), TheResult());
    });

    public static BacklogCase Resolved() => WithResult().Then(c => c.Verify(JointOffice.Act(), [Verifier.As(), OtherVerifier.As()], "属实"));

    public static BacklogCase Told() => Resolved().Then(c => c.Notify(UnitHead.Act(), "金测试积答〔2026〕1号", "现答复如下", Signed));

    public static BacklogCase Observed() => Told().Then(c => c.Evaluate(JointOffice.Act(), Satisfaction.Basically, null));

    public static void Talk(BacklogCase backlog, int day = 0) => backlog.LogProgress(Member.Act(day), Guid.CreateVersion7(), ProgressKind.PetitionerTalk, Monday.AddDays(day), "释法疏导");

    public static Confirmation TheConfirmation(LeaderLevel level = LeaderLevel.City, string name = "王某补偿积案") =>
        new("2026H1", level, name, [new(Paid, "补偿差额", Reasonableness.Reasonable), new(Refused, "另批宅基地", Reasonableness.Unreasonable)]);

    public static PlanDraft ThePlan(DateOnly? resolveBy = null, string? beyond = null, string crux = "面积认定不一", DateOnly? dueOn = null) => new(
        crux, "省补偿办法", "专人联系", resolveBy ?? ResolveBy, beyond,
        [new(Paid, "复核面积并补差", Member.PostId, dueOn ?? Monday.AddDays(30)), new(Refused, "上门释法", Member.PostId, dueOn ?? Monday.AddDays(30))]);

    public static ResultDraft TheResult(Outcome primary = Outcome.A, string text = "已处理") =>
        new(primary, [new(Paid, Outcome.A, text, "转账凭证"), new(Refused, Outcome.B, text, "谈话记录")], null, null);

    public static BacklogCase Then(this BacklogCase backlog, Action<BacklogCase> act)
    {
        act(backlog);
        return backlog;
    }

    static UnitCopy Unit(string path, string kind) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, Path = path, Name = path, EnglishName = path, Kind = kind, Active = true };

    static Actor Person(UnitCopy unit, string? level, params string[] roles) =>
        new(Guid.CreateVersion7(), "某人", Guid.CreateVersion7(), unit.Id, unit.Path, new HashSet<string>(roles), level);
}
