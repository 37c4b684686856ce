namespace Anjie.Seeds.Demo;

/// <summary>How many stories end where, and how many days before the last day they begin.</summary>
internal static class DemoPlan
{
    sealed record Line<TEnd>(TEnd End, int Count, int Oldest, int Youngest) where TEnd : struct, Enum;

    const int Long = 110;

    static readonly Line<DisputeEnd>[] disputes =
    [
        new(DisputeEnd.Reported, 4, 1, 0), new(DisputeEnd.LateAtDoor, 5, 25, 6), new(DisputeEnd.Assessed, 3, 3, 1), new(DisputeEnd.Guaranteed, 4, 10, 2),
        new(DisputeEnd.Handling, 6, 14, 7), new(DisputeEnd.LateInHand, 7, 70, 40), new(DisputeEnd.ResolutionSubmitted, 3, 12, 9), new(DisputeEnd.Closed, 32, Long, 13),
        new(DisputeEnd.Escalated, 4, 44, 38), new(DisputeEnd.Converted, 8, 70, 20), new(DisputeEnd.Nominated, 3, 120, 65), new(DisputeEnd.Guided, 4, 60, 10),
        new(DisputeEnd.ClosedAfterLegalRoute, 5, Long, 65), new(DisputeEnd.Dismissed, 8, Long, 3), new(DisputeEnd.Returned, 6, Long, 16), new(DisputeEnd.TakenOver, 12, Long, 50),
    ];

    static readonly Line<MatterEnd>[] matters =
    [
        new(MatterEnd.Registered, 5, 10, 0), new(MatterEnd.LateAtDesk, 4, 50, 20), new(MatterEnd.Dispatched, 5, 14, 6), new(MatterEnd.LateAtUnit, 4, 60, 25),
        new(MatterEnd.Handling, 8, 50, 15), new(MatterEnd.LateInHand, 6, 140, 75), new(MatterEnd.OpinionIssued, 3, 60, 45), new(MatterEnd.Served, 5, 75, 48),
        new(MatterEnd.Closed, 18, Long, 55), new(MatterEnd.Simple, 8, Long, 25), new(MatterEnd.Answered, 5, Long, 10), new(MatterEnd.Guided, 4, Long, 13), new(MatterEnd.PartlyGuided, 5, Long, 60),
    ];

    static readonly Line<VisitEnd>[] visits =
    [
        new(VisitEnd.SessionPlanned, 3, 2, 0), new(VisitEnd.SessionPublished, 3, 3, 1), new(VisitEnd.SessionCancelled, 2, 120, 10), new(VisitEnd.SessionOpen, 1, 5, 5),
        new(VisitEnd.Registered, 2, 6, 5), new(VisitEnd.Received, 2, 8, 5), new(VisitEnd.ResolvedOnSpot, 3, 25, 6), new(VisitEnd.StruckOffOnSpot, 6, Long, 12),
        new(VisitEnd.Explained, 4, Long, 6), new(VisitEnd.Guided, 3, Long, 6), new(VisitEnd.Assigned, 2, 5, 5), new(VisitEnd.Handling, 4, 18, 7), new(VisitEnd.LateInHand, 4, 60, 32),
        new(VisitEnd.Reported, 2, 24, 17), new(VisitEnd.Returned, 2, 20, 18), new(VisitEnd.Approved, 2, 26, 18), new(VisitEnd.Notified, 3, 40, 19), new(VisitEnd.Evaluated, 3, 60, 23),
        new(VisitEnd.StruckOff, 12, Long, 26), new(VisitEnd.Nominated, 3, 120, 31),
    ];

    static readonly Line<BacklogEnd>[] backlog =
    [
        new(BacklogEnd.Nominated, 2, 66, 62), new(BacklogEnd.LateNominated, 1, 110, 85), new(BacklogEnd.Declined, 2, 120, 70), new(BacklogEnd.Confirmed, 4, 70, 66),
        new(BacklogEnd.LateConfirmed, 2, 110, 85), new(BacklogEnd.Claimed, 2, 71, 68), new(BacklogEnd.Appointed, 1, 71, 68), new(BacklogEnd.TeamFormed, 2, 74, 71),
        new(BacklogEnd.PlanSubmitted, 2, 80, 76), new(BacklogEnd.PlanApproved, 2, 90, 78), new(BacklogEnd.Working, 4, 115, 102), new(BacklogEnd.LateWorking, 3, 170, 140),
        new(BacklogEnd.ResultSubmitted, 2, 116, 110), new(BacklogEnd.Resolved, 1, 125, 114), new(BacklogEnd.Notified, 2, 125, 116), new(BacklogEnd.Observing, 3, 190, 120),
        new(BacklogEnd.StruckOff, 3, 216, 211), new(BacklogEnd.Accepted, 2, 140, 126), new(BacklogEnd.Rebounded, 2, 200, 150),
    ];

    public static IReadOnlyList<(Story Story, Func<Task> Play)> Of(Stage stage, DateOnly end) =>
    [
        .. Of(stage, end, disputes, DisputeStories.PlayAsync),
        .. Of(stage, end, matters, MatterStories.PlayAsync),
        .. Of(stage, end, visits, VisitStories.PlayAsync),
        .. Of(stage, end, backlog, BacklogStories.PlayAsync),
        ByItself(new Story(stage, "supervision", end.AddDays(-SupervisionStory.DaysBeforeEnd)), SupervisionStory.PlayAsync),
    ];

    static IEnumerable<(Story, Func<Task>)> Of<TEnd>(Stage stage, DateOnly last, IEnumerable<Line<TEnd>> lines, Func<Story, TEnd, Task> play) where TEnd : struct, Enum =>
        from line in lines
        from at in Enumerable.Range(0, line.Count)
            // Evenly over the range, so that no state and no month stays empty.
        let before = line.Oldest - ((line.Oldest - line.Youngest) * at / Math.Max(line.Count - 1, 1))
        let story = new Story(stage, $"{typeof(TEnd).Name}-{line.End}-{at}", last.AddDays(-before))
        select ByItself(story, told => play(told, line.End));

    static (Story, Func<Task>) ByItself(Story story, Func<Story, Task> play) => (story, () => play(story));
}
