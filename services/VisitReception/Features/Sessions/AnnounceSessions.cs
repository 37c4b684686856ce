using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
using Anjie.OfficeTexts;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Anjie.VisitReception.Features.Sessions;

/// <summary>The announcement of the reception days that the caller's office runs (领导接访安排公示), to be put up and published. Nothing is kept of it.</summary>
internal static class AnnounceSessions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/sessions/announcement/docx", DocxAsync).WithSummary("The announcement of reception days as a file for a word processor.").Produces<byte[]>(contentType: ReadLetter.MediaType);
        api.MapPost("/sessions/announcement/print", PrintAsync).WithSummary("The announcement of reception days as a piece of HTML.").Produces<string>(contentType: "text/html");
    }

    public sealed record Request([property: Required] DateOnly? From, [property: Required] DateOnly? To, [property: Required, MaxLength(500)] IReadOnlyList<NamedLeader> Leaders);

    /// <summary>How a leader is to be named. Names of people stay in the directory, so whoever asks brings them; they stand in no address.</summary>
    public sealed record NamedLeader([property: Required] Guid? PostId, [property: Required, PlainText(60)] string Name, [property: PlainText(100)] string? Duties = null);

    static async Task<FileContentHttpResult> DocxAsync(Request request, ReceptionDb db, Act act, IOptions<LetterSettings> settings, HttpContext http, CancellationToken ct)
    {
        var letter = await IssueAsync(request, db, act, settings.Value, ct);
        return await http.FileAsync(db, act, LetterDocx.Write(letter), $"{letter.Kind.Chinese} {request.From:yyyy-MM-dd} {request.To:yyyy-MM-dd}.docx", ReadLetter.MediaType, ct);
    }

    static async Task<ContentHttpResult> PrintAsync(Request request, ReceptionDb db, Act act, IOptions<LetterSettings> settings, HttpContext http, CancellationToken ct) =>
        await http.HtmlAsync(db, act, LetterHtml.Write(await IssueAsync(request, db, act, settings.Value, ct)), ct);

    static async Task<LetterDocument> IssueAsync(Request request, ReceptionDb db, Act act, LetterSettings settings, CancellationToken ct)
    {
        var (from, to) = (request.From!.Value, request.To!.Value);
        BrokenRuleException.ThrowIf(to < from || to.DayNumber - from.DayNumber >= ReceptionAnnouncement.LongestPeriod, SessionErrors.PeriodWrong, ReceptionAnnouncement.LongestPeriod);
        var unit = await db.UnitAsync(act.Actor.UnitId, ct);
        var facts = ReceptionAnnouncement.Facts(unit.Name, act.Today, from, to, settings.TelephoneOf(unit.Path), await DaysAsync(from, to, request.Leaders, db, act, ct));
        var draft = LetterDraft.Fill(await db.TextInForceAsync(ReceptionAnnouncement.Kind, act.Today, ct), facts);
        return draft.Faults.Count == 0 ? draft.Issue() : throw LetterRefusal.Of(draft.Faults);
    }

    static async Task<IReadOnlyList<AnnouncedDay>> DaysAsync(DateOnly from, DateOnly to, IReadOnlyList<NamedLeader> leaders, ReceptionDb db, Act act, CancellationToken ct)
    {
        var planned = await db.Sessions.AsNoTracking().VisibleTo(act).Where(session => session.On >= from && session.On <= to).ToListAsync(ct);
        var sessions = planned.Where(session => ReceptionAnnouncement.IsPublic(session) && Session.MayRun(act.Actor, session.LeaderPath, session.OfficePath)).ToList();
        BrokenRuleException.ThrowIf(sessions.Count == 0, SessionErrors.NothingToAnnounce);
        var posts = sessions.Select(session => session.LeaderPostId).Distinct().ToList();
        var titles = await db.Set<PostCopy>().AsNoTracking().Where(post => posts.Contains(post.Id)).ToDictionaryAsync(post => post.Id, post => post.Title, ct);
        return [.. sessions.Select(session => (session, named: leaders.FirstOrDefault(leader => leader.PostId == session.LeaderPostId) ?? throw new BrokenRuleException(SessionErrors.LeaderUnnamed)))
            .Select(pair => new AnnouncedDay(pair.session, pair.named.Name, titles.GetValueOrDefault(pair.session.LeaderPostId, ""), pair.named.Duties))];
    }
}
