using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Public;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.People;

/// <summary>Everything that is kept of one person in one matter, for that person: in words, section by section, to be read as well as taken along.</summary>
/// <param name="Number">Of the matter.</param>
public sealed record PersonCopy(string Number, DateOnly MadeOn, IReadOnlyList<PersonCopy.Section> Sections)
{
    public sealed record Section(string Title, IReadOnlyList<Line> Lines);

    public sealed record Line(string Name, string Text);

    /// <param name="seen">The visits that may stand in the copy.</param>
    internal static async Task<PersonCopy> OfAsync(ReceptionDb db, IQueryable<Visit> seen, Matter matter, Petitioner person, Act act, CancellationToken ct)
    {
        var shown = await db.Set<Disclosure>().AsNoTracking().Where(look => look.PersonId == person.Id)
            .GroupBy(look => new { look.UnitId, look.Purpose }).Select(looks => new Shown(looks.Key.UnitId, looks.Key.Purpose, looks.Count(), looks.Max(look => look.At))).ToListAsync(ct);
        var requests = await db.Set<DataRequest>().AsNoTracking().Where(request => request.CaseId == matter.Id && request.PetitionerId == person.Id).OrderBy(request => request.FiledAt).ToListAsync(ct);
        var visits = await seen.AsNoTracking().Where(visit => visit.MatterId == matter.MatterId).OrderBy(visit => visit.VisitedOn).ThenBy(visit => visit.Id).ToListAsync(ct);
        var ids = visits.Select(visit => visit.Id).Append(matter.Id).ToList();
        var files = await db.Set<Attachment>().CountAsync(file => ids.Contains(file.CaseId) && file.RemovedAt == null, ct);
        var parent = matter.ParentId is { } id ? await db.Matters.Where(m => m.Id == id).Select(m => m.Number).FirstOrDefaultAsync(ct) : null;
        var lookers = shown.ConvertAll(one => one.UnitId);
        var units = await db.Set<UnitCopy>().AsNoTracking().Where(unit => matter.UnitPaths.Contains(unit.Path) || unit.Id == matter.RegisteringUnitId || lookers.Contains(unit.Id)).ToListAsync(ct);
        return new(matter.Number, act.Today,
        [
            Titled("who", Who(person)),
            Titled("matter", About(matter, visits, files, NameOf(matter.RegisteringUnitId))),
            Titled("said", Said(matter)),
            Titled("letters", PublicLetter.Of(matter).Select(letter => new Line(letter.Name, letter.ServedOn is { } served ? PersonTexts.Of("letter.served", letter.Number, PersonTexts.Of(served)) : letter.Number))),
            Titled("shown", [
                new(PersonTexts.Of("shown.units"), string.Join(PersonTexts.Of("and"), units.Where(unit => unit.Id == matter.RegisteringUnitId || (matter.Class == CaseClass.Ordinary && matter.UnitPaths.Contains(unit.Path))).OrderBy(unit => unit.Path, StringComparer.Ordinal).Select(unit => NameOf(unit.Id)))),
                .. shown.OrderBy(one => one.Last).Select(one => new Line(NameOf(one.UnitId), PersonTexts.Of("shown.full", PersonTexts.Of($"purpose.{one.Purpose}"), one.Count, PersonTexts.Of(BusinessClock.DayOf(one.Last))))),
            ]),
            Titled("decisions", Decisions(matter, parent, act)),
            Titled("requests", [.. requests.Select(request => new Line($"{PersonTexts.Of(request.FiledOn)} {PersonTexts.Of($"request.{request.Kind}")}", DataRequestView.AnswerOf(request))), new(PersonTexts.Of("requests.how"), PersonTexts.Of("requests.how.text"))]),
        ]);

        string NameOf(Guid unitId) => units.Find(unit => unit.Id == unitId) is not { } unit ? PersonTexts.Of("unit.former") : PersonTexts.IsEnglish ? unit.EnglishName : unit.Name;
    }

    sealed record Shown(Guid UnitId, DisclosurePurpose Purpose, int Count, DateTimeOffset Last);

    static Section Titled(string key, IEnumerable<Line> lines) => new(PersonTexts.Of($"section.{key}"), [.. lines.Where(line => line.Text.Length > 0)]);

    static Line Plain(string key, string? text) => new(PersonTexts.Of(key), text ?? "");

    static IEnumerable<Line> Who(Petitioner person) =>
    [
        Plain("who.name", person.Name.Text), Plain("who.identityNumber", person.IdentityNumber?.Text), Plain("who.phone", person.Phone?.Text), Plain("who.address", person.Address?.Text),
        Plain("who.guardianName", person.GuardianName?.Text), Plain("who.guardianPhone", person.GuardianPhone?.Text), Plain("who.notice", person.NoticeVersion ?? PersonTexts.Of("who.notice.none")),
    ];

    static IEnumerable<Line> About(Matter matter, List<Visit> visits, int files, string office) =>
    [
        Plain("matter.number", matter.Number), Plain("matter.received", PersonTexts.Of(matter.ReceivedOn)), Plain("matter.office", office), Plain("matter.state", PublicTexts.Of(matter.State)),
        Plain("matter.summary", matter.Summary.Text), Plain("matter.place", matter.ProblemPlace?.Text),
        .. matter.Demands.OrderBy(demand => demand.Position).Select(demand => Plain("matter.demand", demand.Text.Text)),
        .. visits.Select(visit => Plain("matter.visit", $"{PersonTexts.Of(visit.VisitedOn)} {(IsAlone(matter) ? visit.Summary.Text : "")}".TrimEnd())),
        Plain("matter.files", files == 0 ? "" : PersonTexts.Of("matter.files.text", files)),
    ];

    // What somebody of a group said or wrote is kept without their name: to each of them it is told that and when it was said, and not what.
    static bool IsAlone(Matter matter) => matter.Petitioners.Count == 1;

    static IEnumerable<Line> Said(Matter matter) =>
    [
        .. matter.Evaluations.Select(one => Plain($"said.{one.About}", Told(matter, one.RecordedOn, $"{PersonTexts.Of($"satisfaction.{one.Value}")} {one.Reason?.Text}"))),
        .. matter.ReviewRequests.OrderBy(one => one.FiledAt).Select(one => Plain("said.review", Told(matter, one.FiledOn, $"{one.Request.Text} {one.Grounds.Text}"))),
    ];

    static string Told(Matter matter, DateOnly on, string words) => $"{PersonTexts.Of(on)} {(IsAlone(matter) ? words : "")}".TrimEnd();

    // What the system decides by itself, and how; what it does not decide is said too (个人信息保护法 24, 48).
    static IEnumerable<Line> Decisions(Matter matter, string? parent, Act act) =>
    [
        new(PersonTexts.Of("decision.repeat"), PersonTexts.Of("decision.repeat.text") + (parent is null ? "" : PersonTexts.Of("decision.repeat.of", parent))),
        .. CaseViews.ViewsOf(matter.Clocks, act).Where(clock => clock.Article.Length > 0).Select(clock => new Line(clock.Name, PersonTexts.Of("decision.clock", PersonTexts.Of(clock.StartedOn), PersonTexts.Of(clock.Legal), clock.Article))),
        Plain("decision.closing", PersonTexts.Of("decision.closing.text")),
        Plain("decision.mask", PersonTexts.Of("decision.mask.text")),
        Plain("decision.none", PersonTexts.Of("decision.none.text")),
    ];
}
