using System.Text.Json;
using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Deadlines;
using Anjie.Letters;
using Anjie.Supervision.Domain;

namespace Anjie.Supervision.Tests;

/// <summary>People, units, days and logs that the tests of this service start from.</summary>
static class Given
{
    public static readonly DateOnly Monday = new(2026, 3, 2);
    public static readonly Guid Matter = Guid.CreateVersion7();

    public static readonly UnitCopy Bureau = Unit("6203.620302.zrzy.");
    public static readonly UnitCopy OtherBureau = Unit("6203.620302.zjj.");
    public static readonly UnitCopy PetitionOffice = Unit("6203.xfj.");

    public static readonly Actor Handler = Person(Bureau, Roles.UnitHandler);
    public static readonly Actor Head = Person(Bureau, Roles.UnitHead);
    public static readonly Actor OtherHead = Person(OtherBureau, Roles.UnitHead);
    public static readonly Actor Supervisor = Person(PetitionOffice, Roles.Supervisor);
    public static readonly Actor SupervisorHead = Person(PetitionOffice, Roles.SupervisorHead);
    public static readonly Actor JointOffice = Person(Unit("6203.lxb."), Roles.JointOffice);

    public static Act Act(this Actor actor, int day = 0) =>
        new(actor, new DateTimeOffset(Monday.AddDays(day), new TimeOnly(9, 0), TimeSpan.FromHours(8)).ToUniversalTime(), Monday.AddDays(day), WorkCalendar.PlainWeekends);

    public static SupervisionItem Opened(Guid? caseId = null) =>
        SupervisionItem.Open(Actor.System.Act(), "DB2026000001", Matter, caseId ?? Guid.CreateVersion7(), Bureau.Id, Bureau.Path);

    public static SupervisionItem Issued()
    {
        var item = Opened();
        item.Issue(Actor.System.Act(), TheLetter());
        return item;
    }

    public static SupervisionItem Replied()
    {
        var item = Issued();
        item.Sign(Handler.Act());
        item.Reply(Head.Act(), Answers(item));
        return item;
    }

    public static Letter TheLetter(int day = 3, string text = "说明原因") => new([text, "明确办结日期"], Monday.AddDays(day), "03", "逾期");

    /// <summary>Issues the letter as the service does: what a person signs is written on the paper of the person's unit.</summary>
    public static void IssueOnPaper(this SupervisionItem item, Act act, Letter letter) => item.Issue(act, letter, PaperFor(item, act));

    /// <summary>Null where the act issues no letter.</summary>
    public static LetterPaper? PaperFor(SupervisionItem item, Act act) => item.LetterOfIssue(act) is { } kind ? PaperOf(kind, act) : null;

    public static LetterPaper PaperOf(LetterKind kind, Act act) =>
        new(LetterTexts.Delivered.Single(text => text.Kind == kind), act.Actor.UnitId, "金昌市信访局", "0935-8212345", "金昌市自然资源局", "XF2026000001", ["信访事项（XF2026000001）于2026年3月2日登记。"])
        {
            Number = kind.NumberWord is { } word ? new($"金信{word}", act.Today.Year, 7) : null,
        };

    /// <summary>A talk or a proposal on the paper of the actor's unit.</summary>
    public static void Send(this SupervisionItem item, Act act, string kind, FurtherLetter? letter = null) => item.SendLetter(act, Guid.CreateVersion7(), PaperOf(LetterKinds.Get(kind), act), letter ?? TheWords(act), "{}");

    /// <summary>Enough for a talk of any day and for any proposal.</summary>
    public static FurtherLetter TheWords(Act act) => new(
        "多次督办未落实", "市信访工作联席会议2026年第3次会议纪要", "金昌市自然资源局局长张某", act.Today, "上午9时", "市信访局三楼会议室", "说明了原因。", ["一月内办结"], act.Today.AddDays(30), "反馈不实", ["健全台账", "定期通报"], act.Today.AddDays(30));

    public static List<Answer> Answers(SupervisionItem item, string text = "已办") => [.. item.CurrentRequirements.Select(r => new Answer(r.Id, text))];

    public static ClockWatch Watch(Guid? caseId = null, string rule = "SD-RESOLVE") => ClockWatch.Of(Clock(caseId ?? Guid.CreateVersion7(), rule));

    /// <summary>A clock of thirty days from Monday: near on day 23, pressing on day 27, legal end on day 30.</summary>
    public static Contracts.Screening.ClockChanged Clock(Guid caseId, string rule = "SD-RESOLVE", string state = "Running", int legal = 30, Guid? id = null, bool silent = false) => new()
    {
        ClockId = id ?? Guid.CreateVersion7(), CaseId = caseId, MatterId = Matter, Rule = rule, State = state, StartedOn = Monday,
        StoppedOn = state == "Stopped" ? Monday.AddDays(2) : null, Nominal = Monday.AddDays(legal), Legal = Monday.AddDays(legal), Target = Monday.AddDays(legal),
        NearOn = Monday.AddDays(legal - 7), PressingOn = Monday.AddDays(legal - 3), ResponsibleUnitId = Bureau.Id, Silent = silent, Article = "A", CalendarVersion = "1",
    };

    public static List<LoggedEvent> LogOf(Guid caseId, params CaseEvent[] facts) => [.. facts.Select((fact, i) => Logged(fact with
    {
        MatterId = Matter, CaseId = caseId, Version = i + 1, OccurredAt = new DateTimeOffset(Monday, new TimeOnly(1, 0), TimeSpan.Zero).AddHours(i),
        ActorId = Handler.PersonId, ActorUnitId = Bureau.Id, ActorRole = Roles.Town,
    }))];

    public static LoggedEvent Logged(CaseEvent fact) => new()
    {
        CaseId = fact.CaseId, Version = fact.Version, MatterId = fact.MatterId, Contract = $"{fact.GetType().Namespace!.Split('.')[^1]}.{fact.GetType().Name}",
        Body = JsonSerializer.Serialize(fact, fact.GetType(), JsonSerializerOptions.Web), OccurredAt = fact.OccurredAt,
        ActorId = fact.ActorId, ActorUnitId = fact.ActorUnitId, ActorRole = fact.ActorRole, ReceivedAt = fact.OccurredAt,
    };

    static UnitCopy Unit(string path) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, Path = path, Name = path, EnglishName = path, Kind = "Department", Active = true };

    static Actor Person(UnitCopy unit, params string[] roles) =>
        new(Guid.CreateVersion7(), "某人", Guid.CreateVersion7(), unit.Id, unit.Path, new HashSet<string>(roles), null);
}
