using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using static Anjie.Deadlines.Tests.Calendars;

namespace Anjie.Deadlines.Tests;

public sealed class ClockProperties
{
    static readonly Gen<DateOnly> Days = Gen.Int[0, 1300].Select(days => new DateOnly(2023, 1, 1).AddDays(days));
    static readonly Gen<ClockRule> Rules = Gen.OneOfConst([.. ClockRules.All.Where(rule => rule.Length != TermLength.AtOnce)]);

    static readonly Gen<Clock> AnyClock = Gen.Select(Rules, Days, Gen.Int[1, 90], Gen.Int[0, 30], Gen.Int[0, 40], Gen.Int[0, 60]).Select(
        (rule, start, days, extension, pauseAfter, pauseFor) =>
        {
            var clock = Clock.Start(rule.Code, start, Real, rule.Days == 0 ? days : null);
            if (extension > 0)
                clock = clock.Extend(start, extension);
            return rule.MayPause ? clock.Pause(start.AddDays(pauseAfter)).Resume(start.AddDays(pauseAfter + pauseFor)) : clock;
        });

    static readonly Gen<Clock> HaltedTwice = Gen.Select(Gen.OneOfConst("T10", "B-RESOLVE"), Days, Gen.Int[1, 10], Gen.Int[0, 40], Gen.Int[0, 9], Gen.Int[0, 40]).Select(
        (rule, start, first, firstFor, then, thenFor) =>
        {
            var (from, again) = (start.AddDays(first), start.AddDays(first + firstFor + then));
            return Clock.Start(rule, start, Real, rule == "T10" ? null : 45).Pause(from).Resume(from.AddDays(firstFor)).Pause(again).Resume(again.AddDays(thenFor));
        });

    [Fact]
    public void Pausing_and_resuming_moves_the_nominal_end_by_the_pause() =>
        Gen.Select(Days, Gen.Int[0, 29], Gen.Int[0, 200]).Sample((start, after, length) =>
        {
            var clock = Clock.Start("T10", start, Real);
            var paused = clock.Pause(start.AddDays(after)).Resume(start.AddDays(after + length));
            return ClockReading.Due(paused, Real).Nominal == ClockReading.Due(clock, Real).Nominal.AddDays(length);
        });

    [Fact]
    public void Every_pause_moves_the_nominal_end_by_exactly_its_days() =>
        HaltedTwice.Sample(clock =>
        {
            var still = clock with { Facts = [.. clock.Facts.Where(fact => fact is ClockStarted)] };
            var length = clock.Facts.OfType<ClockResumed>().Sum(fact => fact.On.DayNumber) - clock.Facts.OfType<ClockPaused>().Sum(fact => fact.On.DayNumber);
            return ClockReading.Due(clock, Real).Nominal == ClockReading.Due(still, Real).Nominal.AddDays(length);
        });

    [Fact]
    public void Taking_an_extension_away_restores_the_dates_whatever_was_halted() =>
        Gen.Select(Gen.OneOf(AnyClock, HaltedTwice), Gen.Int[1, 60]).Sample((clock, days) =>
        {
            var extended = clock.Extend(clock.StartedOn, days);
            var restored = extended with { Facts = [.. extended.Facts.Where(fact => !ReferenceEquals(fact, extended.Facts[^1]))] };
            return ClockReading.Due(extended, Real).Nominal > ClockReading.Due(clock, Real).Nominal
                && ClockReading.Due(restored, Real) == ClockReading.Due(clock, Real)
                && Reminders.For(restored, Real).SequenceEqual(Reminders.For(clock, Real));
        });

    [Fact]
    public void The_list_of_days_has_no_gap_and_adds_up_to_the_term() =>
        Gen.OneOf(AnyClock, HaltedTwice).Where(clock => clock.Facts.OfType<ClockPaused>().All(pause => pause.On > clock.StartedOn)).Sample(clock =>
        {
            var due = ClockReading.Due(clock, Real);
            var days = due.Days;
            var halted = clock.Facts.OfType<ClockResumed>().Sum(fact => fact.On.DayNumber) - clock.Facts.OfType<ClockPaused>().Sum(fact => fact.On.DayNumber);
            return days.Select(day => day.Date).SequenceEqual(Enumerable.Range(1, due.Legal.DayNumber - clock.StartedOn.DayNumber).Select(clock.StartedOn.AddDays))
                && days.Count(day => day.Use == DayUse.Halted) >= HaltedBy(due.Legal, clock)
                && (halted > HaltedBy(due.Nominal, clock) || days.Count(day => day.Use == DayUse.Counted) == due.Counted - halted)
                && days.Where(day => day.Use == DayUse.Skipped).All(day => !Real.IsWorking(day.Date));

            static int HaltedBy(DateOnly last, Clock clock) => clock.Facts.OfType<ClockPaused>().Zip(clock.Facts.OfType<ClockResumed>())
                .Sum(halt => Math.Max(0, Math.Min(last.DayNumber + 1, halt.Second.On.DayNumber) - halt.First.On.DayNumber));
        });

    [Fact]
    public void Looking_a_working_day_up_finds_what_walking_to_it_finds() =>
        Gen.Select(Gen.Int[0, 3200].Select(days => new DateOnly(2021, 6, 1).AddDays(days)), Gen.Int[-90, 90]).Sample((day, days) =>
        {
            var (walked, left) = (day, Math.Abs(days));
            while (left > 0)
            {
                walked = walked.AddDays(Math.Sign(days));
                left -= Real.IsWorking(walked) ? 1 : 0;
            }

            var next = day;
            while (!Real.IsWorking(next))
                next = next.AddDays(1);
            return Real.AddWorkingDays(day, days) == walked && Real.NextWorkingOnOrAfter(day) == next && Real.LastWorkingOnOrBefore(next) == next
                && (days < 0 || Real.WorkingDaysBetween(day, walked) == days);
        });

    [Fact]
    public void Another_calendar_or_rule_moves_nothing_and_proposes_exactly_what_would_change() =>
        Gen.Select(AnyClock.Array[1, 12], Gen.Int[-3, 3]).Sample((clocks, longer) =>
        {
            // Kept as they were told: by plain weekends, and by a rule that was some days longer or shorter.
            var kept = clocks.Select((clock, i) =>
            {
                var told = ClockReading.Due(clock, WorkCalendar.PlainWeekends).Kept;
                return new KeptClock(Guid.Empty, new Guid(i, 0, 0, new byte[8]), clock, told with { Nominal = told.Nominal.AddDays(longer) });
            }).ToList();
            var proposed = DateProposal.Of(kept, Real).ToList();
            var changed = kept.Where(one => ClockReading.Due(one.Clock, Real).Kept != one.Kept).Select(one => one.ClockId);
            var accepted = kept.Select(one => proposed.Find(move => move.ClockId == one.ClockId) is { } move ? one with { Kept = move.After } : one);
            return proposed.Select(move => move.ClockId).SequenceEqual(changed)
                && kept.All(one => ClockReading.LightOn(one.Clock, Real, one.Kept.Legal, one.Kept) != Light.Overdue)
                && kept.All(one => ClockReading.LightOn(one.Clock, Real, one.Kept.Legal.AddDays(1), one.Kept) == Light.Overdue)
                && !DateProposal.Of(accepted, Real).Any()
                && !DateProposal.Of(kept.Select(one => one with { Clock = one.Clock.Stop(one.Clock.StartedOn) }), Real).Any();
        });

    [Fact]
    public void The_order_of_the_facts_does_not_matter() =>
        Gen.Select(AnyClock, Gen.Int[0, 1000]).Sample((clock, seed) =>
        {
            var facts = clock.Facts.ToArray();
            new Random(seed).Shuffle(facts);
            var shuffled = clock with { Facts = facts };
            return ClockReading.Due(shuffled, Real) == ClockReading.Due(clock, Real)
                && Reminders.For(shuffled, Real).SequenceEqual(Reminders.For(clock, Real));
        });

    [Fact]
    public void The_target_is_not_after_the_nominal_end_nor_that_after_the_legal_end() =>
        AnyClock.Sample(clock =>
        {
            var due = ClockReading.Due(clock, Real);
            return due.Target <= due.Nominal && due.Nominal <= due.Legal
                && Real.IsWorking(due.Target) && (!ClockRules.Get(clock.Rule).RollsAtEnd || Real.IsWorking(due.Legal));
        });

    [Fact]
    public void Working_days_grow_with_the_start_and_with_the_length() =>
        Gen.Select(Days, Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[1, 30]).Sample((start, later, length, more) =>
            Real.AddWorkingDays(start, length) <= Real.AddWorkingDays(start.AddDays(later), length)
            && Real.AddWorkingDays(start, length) < Real.AddWorkingDays(start, length + more)
            && Real.WorkingDaysBetween(start, Real.AddWorkingDays(start, length)) == length);

    [Fact]
    public void The_light_of_a_running_clock_only_gets_worse() =>
        AnyClock.Sample(clock =>
        {
            var start = clock.StartedOn;
            var lights = Enumerable.Range(0, 260).Select(day => ClockReading.LightOn(clock, Real, start.AddDays(day))).ToList();
            return lights.SequenceEqual(lights.Order()) && lights[^1] == Light.Overdue;
        });

    [Fact]
    public void Stages_come_in_order() =>
        AnyClock.Sample(clock =>
        {
            var reminders = Reminders.For(clock, Real);
            return reminders.Select(reminder => reminder.Stage).SequenceEqual(Enum.GetValues<WatchStage>())
                && reminders.SequenceEqual(reminders.OrderBy(reminder => reminder.On));
        });

    [Fact]
    public void A_clock_survives_jsonb_which_sorts_the_keys_by_length() =>
        AnyClock.Sample(clock =>
        {
            var stored = AsJsonb(JsonNode.Parse(JsonSerializer.Serialize(clock, JsonSerializerOptions.Web))!).ToJsonString();
            return JsonSerializer.Deserialize<Clock>(stored, JsonSerializerOptions.Web)!.Equals(clock);
        });

    [Fact]
    public void Every_kind_of_fact_survives_jsonb()
    {
        var clock = Clock.Start("B-RESOLVE", Day("2026-03-02"), Real, fixedEnd: Day("2026-06-30"))
            .Pause(Day("2026-03-10")).Resume(Day("2026-03-20")).Extend(Day("2026-06-01"), 10).Stop(Day("2026-07-01"));
        var natural = Clock.Start("S-REPLY", Day("2026-03-02"), Real, 7, unit: TermUnit.NaturalDays);

        clock = clock with { Facts = [.. clock.Facts, new ClockMoved(Day("2026-07-02"), "2026.2")] };
        foreach (var one in (Clock[])[clock, natural])
        {
            var stored = AsJsonb(JsonSerializer.SerializeToNode(one.Facts, JsonSerializerOptions.Web)!).ToJsonString();
            JsonSerializer.Deserialize<List<ClockFact>>(stored, JsonSerializerOptions.Web).ShouldBe(one.Facts);
        }
    }

    static JsonNode AsJsonb(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : AsJsonb(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : AsJsonb(item))]),
        _ => node.DeepClone(),
    };
}
