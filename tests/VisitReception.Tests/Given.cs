using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Tests;

/// <summary>People, units and days that the tests of this service start from.</summary>
static class Given
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    public static readonly UnitPlace Office = Unit("6203.xfj.", "PetitionOffice");
    public static readonly UnitPlace LeadersUnit = Unit("6203.ld.", "Department");
    public static readonly UnitPlace Bureau = Unit("6203.620302.zrzy.", "Department");
    public static readonly UnitPlace OtherBureau = Unit("6203.rs.", "Department");
    public static readonly UnitPlace Town = Unit("6203.620302.nyp.", "Town");
    static readonly UnitPlace JointOfficeUnit = Unit("6203.lxb.", "JointOffice");

    public static readonly Actor Clerk = Person(Office, Roles.Registrar);
    public static readonly Actor Leader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor OtherLeader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor SpareLeader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor OtherSpareLeader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor Aide = Person(LeadersUnit, Roles.Aide);
    public static readonly Actor Handler = Person(Bureau, Roles.UnitHandler);
    public static readonly Actor Head = Person(Bureau, Roles.UnitHead);
    public static readonly Actor OtherHead = Person(OtherBureau, Roles.UnitHead);
    public static readonly Actor TownOfficer = Person(Town, Roles.Town);
    public static readonly Actor JointOffice = Person(JointOfficeUnit, Roles.JointOffice);

    public static readonly Actor[] People = [Clerk, Leader, OtherLeader, Aide, Handler, Head, OtherHead, TownOfficer, JointOffice, Actor.System, Actor.Petitioner];

    public static readonly string[] Refusals = [CaseErrors.TransitionForbidden, CaseErrors.RoleForbidden, CaseErrors.NotOpenToYou, CaseErrors.Recused, CaseErrors.OwnResult, MatterErrors.PetitionerPending];

    static int s_serial;

    public static Act Act(this Actor actor, int day = 0) =>
        new(actor, new DateTimeOffset(Monday.AddDays(day), new TimeOnly(9, 0), TimeSpan.FromHours(8)).ToUniversalTime(), Monday.AddDays(day), WorkCalendar.PlainWeekends);

    public static Session PlannedSession(ReceptionKind kind = ReceptionKind.Fixed, int on = 3) => Session.Plan(
        Clerk.Act(), Guid.CreateVersion7(), "JX2026000001", new(Monday.AddDays(on), new(9, 0), new(11, 30), "市信访局", kind), Post(Leader, Roles.Leader), LeadersUnit, Office);

    public static SessionFacts OpenSession(SessionState state = SessionState.Open) => new(Guid.CreateVersion7(), state, Monday, Leader.PersonId, Leader.PostId, LeadersUnit, Office);

    public static VisitReport Report(MatterCategory category = MatterCategory.Appeal, int representatives = 1, int visitors = 3, int day = 0) =>
        new(Monday.AddDays(day), visitors, representatives, 3, 21, category, "02.01", "征地补偿未到位", null);

    public static (Visit Visit, Matter Matter) Registered(MatterCategory category = MatterCategory.Appeal) => Visit.RegisterWithMatter(
        Clerk.Act(), Guid.CreateVersion7(), "JF2026000001", Report(category), OpenSession(), Guid.CreateVersion7(), "XF2026000001", ["支付补偿款", "公开账目"], [Zhang]);

    public static (Visit Visit, Matter Matter) Received(MatterCategory category = MatterCategory.Appeal)
    {
        var (visit, matter) = Registered(category);
        visit.RecordTalk(Leader.Act(), matter, "请自然资源局核实", []);
        return (visit, matter);
    }

    public static (Visit Visit, Matter Matter) Assigned(int due = 20)
    {
        var (visit, matter) = Received();
        visit.Assign(Leader.Act(), matter, Order(due));
        return (visit, matter);
    }

    public static (Visit Visit, Matter Matter) Reported()
    {
        var (visit, matter) = Assigned();
        visit.SignAssignment(Handler.Act(1));
        visit.ReportResult(Head.Act(5), "已支付", "银行回单");
        return (visit, matter);
    }

    public static Petition Petition(MatterCategory category = MatterCategory.Appeal, bool anonymous = false, int form = 1) => new(
        Monday, form, category, "02.01", "征地补偿未到位", null, anonymous, 3, ["支付补偿款", "公开账目"], anonymous ? [] : [Zhang]);

    /// <summary>About the town's officer, who has another post in the bureau.</summary>
    public static Petition Accusation() => Petition(MatterCategory.Accusation) with { Accused = new(Town.Id, [OtherBureau.Path, Town.Path], TownOfficer.PersonId, "某镇长") };

    public static Matter Letter(MatterCategory category = MatterCategory.Appeal, bool anonymous = false, int form = 1) => Matter.Register(
        Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF2026000002", Petition(category, anonymous, form), Office, isPetitionOffice: true);

    public static Matter Dispatched(MatterCategory category = MatterCategory.Appeal, DispatchKind kind = DispatchKind.Transfer) =>
        Letter(category).Also(m => m.Dispatch(Clerk.Act(2), kind, Bureau, kind == DispatchKind.Assignment ? Monday.AddDays(30) : null, null));

    public static Matter Handling(MatterCategory category = MatterCategory.Appeal, bool simple = false, DispatchKind kind = DispatchKind.Transfer) =>
        Dispatched(category, kind).Also(m => m.Accept(Handler.Act(4), Monday.AddDays(4), simple));

    public static Matter WithOpinion(DispatchKind kind = DispatchKind.Transfer)
    {
        var matter = Handling(kind: kind);
        matter.Investigate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "实地丈量");
        matter.IssueOpinion(Head.Act(10), Opinion(matter), Number());
        return matter;
    }

    public static Matter Served() => WithOpinion().Also(m => m.Serve(Handler.Act(12), null, Signed(12)));

    public static Matter Stub() => Matter.ForConvertedDispute(Actor.System.Act(), Guid.CreateVersion7(), "XF2026000003", Monday, "06.01", 3, Office);

    public static OpinionReport Opinion(Matter matter) => new(
        [.. matter.Demands.Where(d => d.State == DemandState.Open).Select(d => new FindingReport(d.Id, DemandFindingKind.Supported, "应予支付", "《土地管理法》第四十八条"))], "经查属实", "金川区人民政府");

    public static AssignmentOrder Order(int due = 20, UnitPlace? unit = null) => new(unit ?? Bureau, Head.PostId, Monday.AddDays(due), "核实并支付");

    public static Proof Signed(int day = 0) => new(DeliveryMeans.Signed, Monday.AddDays(day), "张三", null, null, null, null);

    public static Guidance Guidance(int day = 0) => new(LegalRoute.Arbitration, "劳动人事争议仲裁委员会", "1年", "引导1号", Signed(day));

    public static LetterNumber Number() => new(Bureau.Id, 2026, "信意", Interlocked.Increment(ref s_serial));

    public static PetitionerReport Zhang => Person("张三", 1);

    public static PetitionerReport Person(string name, byte mark) => new(name, null, null, null, new([mark], [mark], [mark], [mark]));

    public static PostCopy Post(Actor actor, params string[] roles) =>
        new() { Id = actor.PostId, Version = 1, PersonId = actor.PersonId, UnitId = actor.UnitId, Title = "岗位", Roles = [.. roles], Level = "City", Active = true };

    public static Successor As(Actor leader) => new(leader.PersonId, leader.PostId, LeadersUnit, leader.Has(Roles.Leader));

    public static void Refused(string code, Action act) => Should.Throw<BrokenRuleException>(act).Code.ShouldBe(code);

    public static T Also<T>(this T subject, Action<T> act)
    {
        act(subject);
        return subject;
    }

    static UnitPlace Unit(string path, string kind) => UnitPlace.Of(
        new() { Id = Guid.CreateVersion7(), Version = 1, Path = path, Name = path, EnglishName = path, Kind = kind, Active = true });

    static Actor Person(UnitPlace unit, params string[] roles) =>
        new(Guid.CreateVersion7(), "某人", Guid.CreateVersion7(), unit.Id, unit.Path, new HashSet<string>(roles), null);
}
