using System.Net;
using Anjie.Contracts.Reception;
using Anjie.Contracts.Screening;
using Anjie.Support;
using ClockChanged = Anjie.Contracts.Screening.ClockChanged;

namespace Anjie.Supervision.IntegrationTests;

public sealed class WatchTests(Office office)
{
    [Fact]
    public async Task The_ladder_climbs_by_itself_and_each_stage_fires_once()
    {
        // A Monday, whatever day the other tests have come to: the signature is due by working days.
        var start = office.Today.AddDays((DayOfWeek.Monday - office.Today.DayOfWeek + 7) % 7);
        await office.MoveToAsync(start);
        var matter = await DisputeAsync(Clock(start, 20));

        await office.MoveToAsync(start.AddDays(13));
        await LevelShouldBe(matter, 1, "Opened");
        await office.MoveToAsync(start.AddDays(14));
        await office.MoveToAsync(start.AddDays(17));
        await EventsShouldBe(matter, "Supervision.ReminderIssued", 2);

        await office.MoveToAsync(start.AddDays(20));
        await LevelShouldBe(matter, 1, "Opened"); // the last day is in time
        await office.MoveToAsync(start.AddDays(21));
        await LevelShouldBe(matter, 2, "Issued");
        await EventsShouldBe(matter, "Supervision.SupervisionIssued", 1);

        await office.MoveToAsync(start.AddDays(23));
        await EventsShouldBe(matter, "Supervision.SupervisionSigned", 1); // one working day without a signature
        await office.MoveToAsync(start.AddDays(25));
        (await office.CountAsync($"select count(*) from supervision_item where matter_id = '{matter}' and awaited_level = 3")).ShouldBe(1);
        (await office.GetAsync(office.SupervisorHead, "/notices?unread=true&limit=200")).GetProperty("items").EnumerateArray()
            .ShouldContain(n => n.GetProperty("matterId").GetGuid() == matter && n.GetProperty("kind").GetString() == "Drafted");
        (await office.CountAsync($"select count(*) from watch_firing f join clock_watch c on c.id = f.clock_id where c.matter_id = '{matter}' and c.rule = 'SD-RESOLVE'")).ShouldBe(4);
    }

    [Fact]
    public async Task A_jump_over_all_stages_fires_them_in_order()
    {
        var matter = await DisputeAsync(Clock(office.Today, 20));
        await office.MoveToAsync(office.Today.AddDays(40));

        (await office.ScalarAsync($"select string_agg(fact, ' ' order by h.version) from case_history h where h.matter_id = '{matter}' and fact in ('ReminderIssued', 'SupervisionIssued', 'SupervisionDrafted')"))
            .ShouldBe("ReminderIssued ReminderIssued SupervisionIssued SupervisionDrafted");
    }

    [Fact]
    public async Task A_clock_stopped_or_silent_or_extended_in_time_fires_nothing()
    {
        var (stopped, extended, silent) = (Clock(office.Today, 20), Clock(office.Today, 20), Clock(office.Today, 20) with { Silent = true });
        var a = await DisputeAsync(stopped, stopped with { State = "Stopped", StoppedOn = office.Today });
        var b = await DisputeAsync(extended, Clock(office.Today, 80) with { ClockId = extended.ClockId });
        var c = await DisputeAsync(silent);
        await office.MoveToAsync(office.Today.AddDays(40));

        foreach (var matter in (Guid[])[a, b, c])
            await EventsShouldBe(matter, "Supervision.ReminderIssued", 0);
    }

    [Fact]
    public async Task A_letter_goes_its_whole_way_and_refuses_what_does_not_belong()
    {
        var matter = await DisputeAsync(Clock(office.Today, 20));
        await office.MoveToAsync(office.Today.AddDays(21));
        var item = (await office.GetAsync(office.Head, $"/items?matterId={matter}&mine=true")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var view = await office.GetAsync(office.Head, $"/items/{item}");
        var version = view.GetProperty("version").GetInt32();
        var requirements = view.GetProperty("requirements").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).ToList();
        requirements.Count.ShouldBe(2);

        (await office.PostAsync(office.OtherHead, $"/items/{item}/signature", new { }, version)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await office.PostAsync(office.Supervisor, $"/items/{item}/signature", new { }, version)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await office.PostAsync(office.Head, $"/items/{item}/signature", new { })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await office.PostAsync(office.Head, $"/items/{item}/signature", new { }, version - 1)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var (early, problem) = await office.PostAsync(office.Supervisor, $"/items/{item}/review", new { verdict = "Pass", method = "Phone", text = "属实" }, version);
        early.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("code").GetString().ShouldBe("case.transition_forbidden");

        version = await DoAsync(office.Head, item, "signature", new { }, version);
        (await office.PostAsync(office.Head, $"/items/{item}/signature", new { })).Status.ShouldBe(HttpStatusCode.OK); // a repeat answers the same
        var (shape, errors) = await office.PostAsync(office.Head, $"/items/{item}/reply", new { answers = new[] { new { requirementId = requirements[0], text = "" } } }, version);
        shape.ShouldBe(HttpStatusCode.BadRequest);
        errors.TryGetProperty("errors", out _).ShouldBeTrue();
        (await office.PostAsync(office.Head, $"/items/{item}/reply", new { answers = new[] { new { requirementId = requirements[0], text = "已办" } } }, version)).Body.GetProperty("code").GetString().ShouldBe("supervision.answers_missing");
        version = await DoAsync(office.Head, item, "reply", new { answers = requirements.Select(id => new { requirementId = id, text = "本周五前办结" }) }, version);
        version = await DoAsync(office.Supervisor, item, "review", new { verdict = "Return", method = "Phone", text = "未说明原因" }, version);
        version = await DoAsync(office.Head, item, "reply", new { answers = requirements.Select(id => new { requirementId = id, text = "因补偿标准争议" }) }, version);
        version = await DoAsync(office.Supervisor, item, "review", new { verdict = "Pass", method = "OnSite", text = "属实" }, version);
        await DoAsync(office.Supervisor, item, "closure", new { }, version);

        (await office.GetAsync(office.Head, $"/items/{item}/history")).EnumerateArray().Last(h => h.GetProperty("fact").GetString() != "ClockChanged").GetProperty("state").GetString().ShouldBe("Closed");
        (await office.ScalarAsync($"select bool_or(position(convert_to('属实', 'UTF8') in text) > 0) from supervision_review where item_id = '{item}'")).ShouldBe(false);
    }

    [Fact]
    public async Task Coming_again_after_the_unit_has_replied_raises_the_level()
    {
        var matter = await DisputeAsync(Clock(office.Today, 20));
        await office.MoveToAsync(office.Today.AddDays(21));
        var item = (await office.GetAsync(office.Head, $"/items?matterId={matter}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var view = await office.GetAsync(office.Head, $"/items/{item}");
        var version = await DoAsync(office.Head, item, "signature", new { }, view.GetProperty("version").GetInt32());
        await DoAsync(office.Head, item, "reply", new { answers = view.GetProperty("requirements").EnumerateArray().Select(r => new { requirementId = r.GetProperty("id").GetGuid(), text = "已办" }) }, version);

        await office.TellAsync(matter, Guid.CreateVersion7(), 1, new MatterRegistered("XF2026000201", office.Today, 2, "Appeal", "01", Office.PetitionOfficeId, false), new RepeatPetitionDetected(null));

        await LevelShouldBe(matter, 3, "Escalated");
    }

    [Fact]
    public async Task A_higher_level_is_raised_signed_withdrawn_by_those_who_may()
    {
        var matter = await DisputeAsync();
        var item = (await office.GetAsync(office.Supervisor, $"/items?matterId={matter}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var version = await DoAsync(office.Supervisor, item, "escalation", new { toLevel = 3, reason = "领导批示" }, 1);
        var letter = new { requirements = new[] { new { text = "专题研究" } }, replyBy = office.Today.AddDays(7), reason = "领导批示", situation = "06" };
        (await office.PostAsync(office.Supervisor, $"/items/{item}/issue", letter, version)).Status.ShouldBe(HttpStatusCode.Forbidden);
        version = await DoAsync(office.SupervisorHead, item, "issue", letter, version);
        await DoAsync(office.SupervisorHead, item, "cancellation", new { reason = "重复立项" }, version);

        await office.IdleAsync();
        await EventsShouldBe(matter, "Supervision.SupervisionCancelled", 1);
        foreach (var act in (string[])["escalation", "issue", "cancellation"])
            (await office.CountAsync($"select count(*) from audit_row where subject = '{item}' and action like '%/{act}' and result = 'done'")).ShouldBe(1, act);
        (await office.CountAsync($"select count(*) from audit_row where subject = '{item}'")).ShouldBe(4, "three commands and a refusal");
    }

    [Fact]
    public async Task An_untouched_item_closes_with_its_case_and_a_letter_is_proposed_for_closing()
    {
        var (quiet, pressed) = (await DisputeAsync(Clock(office.Today, 90)), await DisputeAsync(Clock(office.Today, 20)));
        await office.MoveToAsync(office.Today.AddDays(21));
        foreach (var matter in (Guid[])[quiet, pressed])
            await office.TellAsync(matter, CaseOf(matter), 4, new DisputeClosed("A"));

        await LevelShouldBe(quiet, 0, "Closed");
        await LevelShouldBe(pressed, 2, "Issued");
        (await office.GetAsync(office.Supervisor, $"/items?matterId={pressed}")).GetProperty("items")[0].GetProperty("subjectEnded").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_window_that_lapses_is_told_to_the_unit_and_nothing_else_is()
    {
        foreach (var (role, told) in new[] { ("system", 1), ("registrar", 0) })
        {
            var (matter, day) = (Guid.CreateVersion7(), office.Today);
            var window = new Contracts.Reception.ClockChanged
            {
                ClockId = Guid.CreateVersion7(), Rule = "T7", State = "Running", StartedOn = day, Nominal = day.AddDays(30), Legal = day.AddDays(30), Target = day.AddDays(30), NearOn = day.AddDays(23), PressingOn = day.AddDays(27),
                Article = "A", CalendarVersion = "1", ResponsibleUnitId = Office.BureauId, Silent = true,
            };
            await office.TellAsync(matter, CaseOf(matter), 1, new MatterRegistered("XF1", day, 1, "Appeal", "02.01", Office.PetitionOfficeId, false), new MatterDispatched("Transfer", Office.BureauId, null), window);
            await office.MoveToAsync(day.AddDays(31));
            // What VisitReception says when it closes: that the window lapsed only where it did.
            Contracts.CaseEvent[] end = told == 1 ? [new ReviewWindowLapsed("T7", day.AddDays(30)), new MatterClosed()] : [new MatterClosed()];
            foreach (var fact in office.Numbered(matter, CaseOf(matter), 4, end))
                await office.PublishAsync(fact with { ActorRole = role });
            await Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from event_log where case_id = '{CaseOf(matter)}'") == 3 + end.Length, Office.Patience, "the end");
            await office.IdleAsync();

            await LevelShouldBe(matter, 0, "Closed");
            (await office.CountAsync($"select count(*) from notice where matter_id = '{matter}' and kind = 'WindowLapsed' and unit_id = '{Office.BureauId}' and rule = 'T7'")).ShouldBe(told, role);
        }
    }

    [Fact]
    public async Task A_grave_matter_that_nobody_reports_is_told_at_once_and_again_after_its_hours_once()
    {
        var alarm = office.Now.AddHours(20);
        var (late, reported, ended, back, fresh) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (matter, then) in new (Guid, Contracts.CaseEvent[])[] { (late, []), (reported, [new UrgentMatterReported(["Government"])]), (ended, [new MatterWithdrawn(office.Today)]), (back, [new MatterMerged(late), new MergeReverted()]) })
            await office.TellAsync(matter, CaseOf(matter), 1,
                [new MatterRegistered("XF2", office.Today, 1, "Appeal", "02.01", Office.BureauId, false), new UrgentMatterMarked(Office.BureauId, alarm), .. then]);
        (await NoticesAsync(late)).ShouldBe(["UrgentKnown jointoffice", "UrgentKnown unit"]);

        await office.MoveToAsync(office.Today.AddDays(2));

        string[] all = ["UrgentKnown jointoffice", "UrgentKnown unit", "UrgentLate jointoffice", "UrgentLate supervisorhead", "UrgentLate unit"];
        await Eventually.HoldsAsync(async () => (await NoticesAsync(late)).Length == all.Length, Office.Patience, "the alarm");
        (await NoticesAsync(late)).ShouldBe(all);
        await Eventually.HoldsAsync(async () => (await NoticesAsync(back)).Contains("UrgentLate unit"), Office.Patience, "what was merged by mistake is as urgent as before");
        (await office.GetAsync(office.Head, "/notices?unread=true&limit=200")).GetProperty("items").EnumerateArray()
            .ShouldContain(n => n.GetProperty("caseId").GetGuid() == CaseOf(late) && n.GetProperty("kind").GetString() == "UrgentLate");
        await office.RunVerbAsync("rebuild");
        await office.TellAsync(fresh, CaseOf(fresh), 1, new MatterRegistered("XF4", office.Today, 1, "Appeal", "02.01", Office.BureauId, false), new UrgentMatterMarked(Office.BureauId, alarm));
        await Eventually.HoldsAsync(async () => (await NoticesAsync(fresh)).Length == all.Length, Office.Patience, "the next look after it");
        (await NoticesAsync(late)).ShouldBe(all, "a rebuild tells nothing twice");
        (await NoticesAsync(reported)).ShouldBe(["UrgentKnown jointoffice", "UrgentKnown unit"]);
        (await NoticesAsync(ended)).Length.ShouldBeLessThan(all.Length);
    }

    [Fact]
    public async Task A_request_for_review_that_was_handed_in_rings_at_the_desk_that_registers_it()
    {
        var matter = Guid.CreateVersion7();
        await office.TellAsync(matter, CaseOf(matter), 1, new MatterRegistered("XF3", office.Today, 1, "Appeal", "02.01", Office.BureauId, false), new ReviewRequestFiled(Guid.CreateVersion7(), office.Today, Office.BureauId));
        await office.IdleAsync();

        var notice = (await office.GetAsync(office.Head, "/notices?unread=true&limit=200")).GetProperty("items").EnumerateArray().Single(n => n.GetProperty("matterId").ToString() == matter.ToString());
        (notice.GetProperty("kind").GetString(), notice.GetProperty("number").GetString()).ShouldBe(("ReviewFiled", "XF3"));
        (await office.PostAsync(office.OtherHead, $"/notices/{notice.GetProperty("id").GetGuid()}/reading", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await office.PostAsync(office.Head, $"/notices/{notice.GetProperty("id").GetGuid()}/reading", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await office.CountAsync($"select count(*) from supervision_item where matter_id = '{matter}'")).ShouldBe(0, "nobody is supervised for it");
    }

    [Fact]
    public async Task A_notice_is_read_once_and_by_its_addressee()
    {
        var matter = await DisputeAsync(Clock(office.Today, 20));
        await office.MoveToAsync(office.Today.AddDays(13));
        var notice = (await office.GetAsync(office.Head, "/notices?unread=true&limit=200")).GetProperty("items").EnumerateArray().First(n => n.GetProperty("matterId").GetGuid() == matter);
        notice.GetProperty("kind").GetString().ShouldBe("Reminder");
        notice.GetProperty("number").GetString().ShouldStartWith("PC");
        var id = notice.GetProperty("id").GetGuid();

        (await office.PostAsync(office.OtherHead, $"/notices/{id}/reading", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await office.PostAsync(office.Head, $"/notices/{id}/reading", new { })).Body.GetProperty("readAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        (await office.PostAsync(office.Head, $"/notices/{id}/reading", new { })).Status.ShouldBe(HttpStatusCode.OK);
        await office.IdleAsync();
        await EventsShouldBe(matter, "Supervision.NoticeRead", 1);
    }

    [Fact]
    public async Task The_board_and_the_quotas_answer()
    {
        var matter = await DisputeAsync(Clock(office.Today, 20));
        await office.MoveToAsync(office.Today.AddDays(22));
        var board = await office.GetAsync(office.Supervisor, "/board");
        board.GetProperty("overdue").EnumerateArray().ShouldContain(line => line.GetProperty("matterId").GetGuid() == matter && line.GetProperty("light").GetString() == "Overdue");
        board.GetProperty("openItems").GetInt32().ShouldBeGreaterThan(0);
        (await office.GetAsync(office.Supervisor, $"/ledger?light=Overdue&matterId={matter}")).GetProperty("items")[0].GetProperty("level").GetInt32().ShouldBe(2);

        var (post, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await office.PublishAsync(new Contracts.Directory.PostChanged(post, person, Office.BureauId, "局长", ["leader"], "Department", true) { Version = 1 });
        foreach (var day in (DateOnly[])[office.Today, office.Today]) // two sessions on one date are one day
            await office.TellAsync(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new SessionPlanned(person, post, day, "Fixed"), new SessionClosed(person, post, day, 0));
        await Support.Eventually.HoldsAsync(async () => await office.CountAsync($"select count(*) from post_copy where id = '{post}'") == 1, Office.Patience, "the post");
        var quota = (await office.GetAsync(office.Supervisor, "/quotas")).GetProperty("items").EnumerateArray().Single(q => q.GetProperty("leaderPostId").GetGuid() == post);
        (quota.GetProperty("required").GetInt32(), quota.GetProperty("done").GetInt32(), quota.GetProperty("light").GetString()).ShouldBe((1, 1, "DoneInTime"));
        (await office.GetAsync(office.Supervisor, "/quotas?period=2020-01")).GetProperty("items").EnumerateArray().Single(q => q.GetProperty("leaderPostId").GetGuid() == post).GetProperty("done").GetInt32().ShouldBe(0);
    }

    internal static ClockChanged Clock(DateOnly start, int days) => new()
    {
        ClockId = Guid.CreateVersion7(), Rule = "SD-RESOLVE", State = "Running", StartedOn = start, Nominal = start.AddDays(days), Legal = start.AddDays(days), Target = start.AddDays(days),
        NearOn = start.AddDays(days - 7), PressingOn = start.AddDays(days - 3), Article = "A", CalendarVersion = "1", ResponsibleUnitId = Office.BureauId,
    };

    /// <summary>A dispute with its five guarantees assigned to the bureau; its case id follows from the matter's.</summary>
    async Task<Guid> DisputeAsync(params ClockChanged[] clocks)
    {
        var matter = Guid.CreateVersion7();
        await office.TellAsync(matter, CaseOf(matter), 1,
            [new DisputeReported($"PC{matter.ToString("N")[18..]}", office.Today, 1, "06.01", Office.BureauId, 3), new FiveGuaranteesAssigned(office.Today.AddDays(20), Office.BureauId), .. clocks]);
        return matter;
    }

    static Guid CaseOf(Guid matter)
    {
        var bytes = matter.ToByteArray();
        bytes[15] ^= 0xFF;
        return new(bytes);
    }

    async Task<int> DoAsync(Official caller, Guid item, string noun, object body, int version)
    {
        var (status, view) = await office.PostAsync(caller, $"/items/{item}/{noun}", body, version);
        status.ShouldBe(HttpStatusCode.OK, $"{noun}: {view}");
        return view.GetProperty("version").GetInt32();
    }

    // What the service tells itself comes back over the bus; on a busy machine a moment after it is at rest.
    async Task LevelShouldBe(Guid matter, int level, string state)
    {
        object? seen = null;
        await Support.Eventually.HoldsAsync(async () => (seen = await office.ScalarAsync($"select level || state from supervision_item where matter_id = '{matter}'")) as string == level + state,
            TimeSpan.FromSeconds(5), () => Task.FromResult($"{seen} instead of {level}{state}"));
    }

    async Task EventsShouldBe(Guid matter, string contract, long count)
    {
        var seen = -1L;
        await Support.Eventually.HoldsAsync(async () => (seen = await office.CountAsync($"select count(*) from event_log where matter_id = '{matter}' and contract = '{contract}'")) == count,
            TimeSpan.FromSeconds(5), () => Task.FromResult($"{seen} {contract} instead of {count}"));
    }

    async Task<string[]> NoticesAsync(Guid matter) =>
        (await office.ScalarAsync($"select coalesce(string_agg(kind || ' ' || coalesce(role, 'unit'), ',' order by kind, coalesce(role, 'unit')), '') from notice where matter_id = '{matter}'"))!.ToString()!.Split(',');
}
