using System.Diagnostics.CodeAnalysis;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.Letters;
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
        api.MapGet("/sessions/announcement/docx", DocxAsync)
            .WithSummary("The announcement of reception days as a file for a word processor; leaders are named as postId~name or postId~name~duties, with semicolons between them.").Produces<byte[]>(contentType: ReadLetter.MediaType);
        api.MapGet("/sessions/announcement/print", PrintAsync).WithSummary("The announcement of reception days as a piece of HTML.").Produces<string>(contentType: "text/html");
    }

    /// <summary>How leaders are to be named: postId~name or postId~name~duties, one after a semicolon after the other. Names of people stay in the directory, so whoever asks brings them.</summary>
    public sealed record NamedLeaders(IReadOnlyList<NamedLeaders.Leader> All)
    {
        const int Parts = 3;

        public sealed record Leader(Guid PostId, string Name, string? Duties);

        public static bool TryParse(string? text, [NotNullWhen(true)] out NamedLeaders? leaders)
        {
            var all = (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(LeaderOf).ToList();
            leaders = all.Contains(null) ? null : new([.. all.OfType<Leader>()]);
            return leaders is not null;
        }

        static Leader? LeaderOf(string text)
        {
            var parts = text.Split('~', Parts, StringSplitOptions.TrimEntries);
            return parts is [var post, { Length: > 0 } name, ..] && Guid.TryParse(post, out var postId) ? new(postId, name, parts is [_, _, { Length: > 0 } duties] ? duties : null) : null;
        }
    }

    static async Task<FileContentHttpResult> DocxAsync(DateOnly from, DateOnly to, ReceptionDb db, Act act, IOptions<LetterSettings> settings, HttpContext http, CancellationToken ct, NamedLeaders? leaders = null)
    {
        var letter = await IssueAsync(from, to, leaders?.All ?? [], db, act, settings.Value, ct);
        return await http.FileAsync(db, act, LetterDocx.Write(letter), $"{letter.Kind.Chinese} {from:yyyy-MM-dd} {to:yyyy-MM-dd}.docx", ReadLetter.MediaType, ct);
    }

    static async Task<ContentHttpResult> PrintAsync(DateOnly from, DateOnly to, ReceptionDb db, Act act, IOptions<LetterSettings> settings, HttpContext http, CancellationToken ct, NamedLeaders? leaders = null) =>
        await http.HtmlAsync(db, act, LetterHtml.Write(await IssueAsync(from, to, leaders?.All ?? [], db, act, settings.Value, ct)), ct);

    static async Task<LetterDocument> IssueAsync(DateOnly from, DateOnly to, IReadOnlyList<NamedLeaders.Leader> leaders, ReceptionDb db, Act act, LetterSettings settings, CancellationToken ct)
    {
        BrokenRuleException.ThrowIf(to < from || to.DayNumber - from.DayNumber >= ReceptionAnnouncement.LongestPeriod, SessionErrors.PeriodWrong, ReceptionAnnouncement.LongestPeriod);
        var unit = await db.UnitAsync(act.Actor.UnitId, ct);
        var facts = ReceptionAnnouncement.Facts(unit.Name, act.Today, from, to, settings.TelephoneOf(unit.Path), await DaysAsync(from, to, leaders, db, act, ct));
        var draft = LetterDraft.Fill(await db.TextInForceAsync(ReceptionAnnouncement.Kind, act.Today, ct), facts);
        return draft.Faults.Count == 0 ? draft.Issue() : throw LetterRefusal.Of(draft.Faults);
    }

    static async Task<IReadOnlyList<AnnouncedDay>> DaysAsync(DateOnly from, DateOnly to, IReadOnlyList<NamedLeaders.Leader> leaders, ReceptionDb db, Act act, CancellationToken ct)
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
