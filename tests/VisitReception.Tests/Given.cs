using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Letters;
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
    public static readonly UnitPlace ReviewOffice = Unit("6203.fcfh.", "Department");
    public static readonly UnitPlace ReReviewOffice = Unit("62.fcfh.", "Department");
    static readonly UnitPlace JointOfficeUnit = Unit("6203.lxb.", "JointOffice");

    public static readonly Actor Clerk = Person(Office, Roles.Registrar);
    public static readonly Actor ClerkHead = Person(Office, Roles.RegistrarHead);
    public static readonly Actor Leader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor OtherLeader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor SpareLeader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor OtherSpareLeader = Person(LeadersUnit, Roles.Leader);
    public static readonly Actor Aide = Person(LeadersUnit, Roles.Aide);
    public static readonly Actor Handler = Person(Bureau, Roles.UnitHandler);
    public static readonly Actor Head = Person(Bureau, Roles.UnitHead);
    public static readonly Actor OtherHead = Person(OtherBureau, Roles.UnitHead);
    public static readonly Actor Reviewer = Person(ReviewOffice, Roles.Reviewer);
    public static readonly Actor ReReviewer = Person(ReReviewOffice, Roles.Reviewer);
    public static readonly Actor TownOfficer = Person(Town, Roles.Town);
    public static readonly Actor JointOffice = Person(JointOfficeUnit, Roles.JointOffice);

    public static readonly Actor[] People = [Clerk, ClerkHead, Reviewer, ReReviewer, Leader, OtherLeader, Aide, Handler, Head, OtherHead, TownOfficer, JointOffice, Actor.System, Actor.Petitioner];

    public static readonly string[] Refusals = [CaseErrors.TransitionForbidden, CaseErrors.RoleForbidden, CaseErrors.NotOpenToYou, CaseErrors.Recused, CaseErrors.OwnResult, MatterErrors.PetitionerPending,
        MatterErrors.ObjectionTooLate, MatterErrors.ObjectedBefore, MatterErrors.NotThisLetter, MatterErrors.ExtendedBefore, MatterErrors.ExtensionTooLate];

    static readonly Dictionary<Guid, string> UnitNames = new()
    {
        [Office.Id] = "金昌市信访局", [LeadersUnit.Id] = "金昌市人民政府办公室", [Bureau.Id] = "金川区自然资源局", [OtherBureau.Id] = "市人力资源和社会保障局", [Town.Id] = "宁远堡镇人民政府",
        [ReviewOffice.Id] = "市政府复查复核办公室", [ReReviewOffice.Id] = "省复查复核办公室",
    };

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
        visit.Assign(Leader.Act(), matter, Order(due), SheetOrNull(matter.LetterOfAssignment(Bureau.Id), Office));
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

    /// <summary>Of somebody to whom letters can be sent.</summary>
    public static Petition AtHome(this Petition petition) => petition with { Petitioners = [Zhang with { Address = "宁远堡镇西坡村三社" }] };

    public static Matter Letter(MatterCategory category = MatterCategory.Appeal, bool anonymous = false, int form = 1) => Letter(Petition(category, anonymous, form));

    public static Matter Letter(Petition petition) => Matter.Register(
        Clerk.Act(), Guid.CreateVersion7(), Guid.CreateVersion7(), "XF2026000002", petition, Office, isPetitionOffice: true);

    public static Matter Dispatched(MatterCategory category = MatterCategory.Appeal, DispatchKind kind = DispatchKind.Transfer) => Dispatched(Petition(category), kind);

    public static Matter Dispatched(Petition petition, DispatchKind kind = DispatchKind.Transfer) =>
        Letter(petition).Also(m => m.Dispatch(Clerk.Act(2), kind, Bureau, kind == DispatchKind.Assignment ? Monday.AddDays(30) : null, null, SheetOrNull(m.LetterOfDispatch(kind, Bureau.Id), Office)));

    public static Matter Handling(MatterCategory category = MatterCategory.Appeal, bool simple = false, DispatchKind kind = DispatchKind.Transfer) =>
        Dispatched(category, kind).Also(m => m.Accept(Handler.Act(4), Monday.AddDays(4), simple, SheetOrNull(m.LetterOfAcceptance(simple))));

    public static Matter WithOpinion(DispatchKind kind = DispatchKind.Transfer)
    {
        var matter = Handling(kind: kind);
        matter.Investigate(Handler.Act(6), Guid.CreateVersion7(), Monday.AddDays(6), "实地丈量");
        matter.IssueOpinion(Head.Act(10), Opinion(matter), Sheet(matter.LetterOfOpinion));
        return matter;
    }

    public static Matter Served() => WithOpinion().Also(m => m.Serve(Handler.Act(12), null, Signed(12)));

    /// <summary>Assigned, answered, served and reported on.</summary>
    public static Matter ReportedOn(LetterSheet? sheet = null) => WithOpinion(DispatchKind.Assignment)
        .Also(m => m.Serve(Handler.Act(12), null, Signed(12))).Also(m => m.ReportCompletion(Head.Act(13), Completion, sheet ?? Sheet(m.LetterOfCompletion!)));

    public static Matter InReview(int filed = 20) => Served().Also(m => m.RequestReview(Clerk.Act(filed), Request(filed, ReviewOffice)));

    public static Matter ReviewServed() => InReview().Also(m =>
    {
        m.DecideReview(Reviewer.Act(30), Report(ReviewDecision.Upheld), ReviewSheet(m));
        m.Serve(Reviewer.Act(32), null, Signed(32));
    });

    public static Matter InReReview(int filed = 40) => ReviewServed().Also(m => m.RequestReview(Clerk.Act(filed), Request(filed, ReReviewOffice)));

    public static ReviewApplication Request(int day, UnitPlace? organ, string? lateReason = null) => new(Monday.AddDays(day), "请求撤销原意见", "丈量有误", organ, organ?.Path ?? "甘肃省信访局", lateReason);

    public static ReviewReport Report(ReviewDecision decision, string? outside = null) => new(decision, "经查原意见认定清楚", "维持原处理意见", "《信访工作条例》第三十五条", ["王一", "王二"], "甘肃省人民政府", outside);

    public static Refusal Refusal(string ground, string? final = null) => new(ground, "理由", "依据", "人民法院", final);

    public static Matter Stub() => Matter.ForConvertedDispute(Actor.System.Act(), Guid.CreateVersion7(), "XF2026000003", Monday, "06.01", 3, Office);

    public static OpinionReport Opinion(Matter matter) => new(
        [.. matter.Demands.Where(d => d.State == DemandState.Open).Select(d => new FindingReport(d.Id, DemandFindingKind.Supported, "应予支付", "《土地管理法》第四十八条"))], "经查属实", "金川区人民政府");

    public static AssignmentOrder Order(int due = 20, UnitPlace? unit = null) => new(unit ?? Bureau, Head.PostId, Monday.AddDays(due), "核实并支付");

    public static Proof Signed(int day = 0) => new(DeliveryMeans.Signed, Monday.AddDays(day), "张三", null, null, null, null);

    public static Agreement Agreed(AgreementForm form) => new(form, ["张三", "金川区自然资源局"], "补偿面积少算零点八亩。", "按实际面积补发补偿款。", "签字之日起三十日内一次付清。");

    public static CompletionReport Completion => new("反映征地补偿面积少算", "经实地丈量，少算零点八亩", "予以支持，补发差额", "差额款已付清", "表示满意");

    public static Guidance Guidance(int day = 0) => new(Domain.LegalRoute.Arbitration, "劳动人事争议仲裁委员会", "1年", "引导1号", Signed(day));

    /// <summary>Paper with the next number, of the bureau by default.</summary>
    public static LetterSheet Sheet(LetterKind kind, UnitPlace? unit = null) => new(
        LetterTexts.InForce([], kind, Monday), (unit ?? Bureau).Id, "0935-8212345", UnitNames, new("https://xf.example.gov.cn/public"), "XF2026000002")
    {
        Number = new("金信" + kind.NumberWord, 2026, Interlocked.Increment(ref s_serial)),
    };

    public static LetterSheet? ReviewSheet(Matter matter) => SheetOrNull(matter.LetterOfReview, ReviewOffice);

    public static LetterSheet? SheetOrNull(LetterKind? kind, UnitPlace? unit = null) => kind is null ? null : Sheet(kind, unit);

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
