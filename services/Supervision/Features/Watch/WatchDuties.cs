using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.Hosting;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Supervision.Features.Watch;

/// <summary>What each stage of a clock brings about: the ladder from reminder to the draft of level 3 (domain rule 3.6).</summary>
internal sealed class WatchDuties(SupervisionDb db, Acts<SupervisionDb> acts, FollowCases follow)
{
    const int WorkingDaysToReply = 3;

    public async Task OnAsync(ClockWatch watch, WatchStage stage, CancellationToken ct)
    {
        var act = await acts.BySystemAsync(ct);
        if (watch.IsOwn)
            OnOwnClock(act, await db.Items.SingleAsync(item => item.Id == watch.CaseId, ct), watch, stage);
        else if (watch.ResponsibleUnitId != Guid.Empty)
            OnClockOfACase(act, await follow.ItemForAsync(act, watch.MatterId, watch.CaseId, watch.ResponsibleUnitId, ct), watch, stage);
    }

    static void OnClockOfACase(Act act, SupervisionItem item, ClockWatch watch, WatchStage stage)
    {
        switch (stage)
        {
            case WatchStage.Near or WatchStage.Pressing:
                item.Remind(act, watch);
                break;
            // One letter at a time: while one is in hand its own clocks press on.
            case WatchStage.Overdue when item is { State: ItemState.Opened or ItemState.Accepted, LevelToIssue: 2 }:
                item.Issue(act, LetterFor(act, watch));
                break;
            case WatchStage.LongOverdue:
                item.DraftLetter(act, Situations.OfLate(watch.Rule), watch);
                break;
        }
    }

    static void OnOwnClock(Act act, SupervisionItem item, ClockWatch watch, WatchStage stage)
    {
        switch (watch.Rule, stage)
        {
            case ("S-SIGN", _) when item.State == ItemState.Issued:
                item.Sign(act);
                break;
            case ("S-REPLY", WatchStage.Near or WatchStage.Pressing):
                item.RemindOfReply(act, watch);
                break;
            case ("S-REPLY", _):
                item.EscalateBySystem(act);
                break;
            case ("S-REVIEW", _):
                item.RemindOfReview(act, watch);
                break;
        }
    }

    static Letter LetterFor(Act act, ClockWatch watch)
    {
        var replyBy = act.Calendar.AddWorkingDays(act.Today, WorkingDaysToReply);
        var name = ClockRules.Find(watch.Rule)?.Chinese ?? watch.Rule;
        string[] requirements = [OfficeWords.Of("overdue.reason", name, watch.Legal), OfficeWords.Of("overdue.finish", name)];
        return new(requirements, replyBy, Situations.OfLate(watch.Rule), OfficeWords.Of("overdue.because", name, watch.Legal));
    }
}
