using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using static Anjie.Deadlines.Tests.Calendars;

namespace Anjie.Deadlines.Tests;

public sealed class ClockProperties
{
    static readonly Gen<DateOnly> Days = Gen.Int[0, 1300].Select(days => new DateOnly(2023, 1, 1).AddDays(days));
    static readonly Gen<ClockRule> Rules = Gen.OneOfConst([.. ClockRules.All]);

    static readonly Gen<Clock> AnyClock = Gen.Select(Rules, Days, Gen.Int[1, 90], Gen.Int[0, 30], Gen.Int[0, 40], Gen.Int[0, 60]).Select(
        (rule, start, days, extension, pauseAfter, pauseFor) =>
        {
            var clock = Clock.Start(rule.Code, start, Real, rule.Days == 0 ? days : null);
            if (extension > 0)
                clock = clock.Extend(start, extension);
            return rule.MayPause ? clock.Pause(start.AddDays(pauseAfter)).Resume(start.AddDays(pauseAfter + pauseFor)) : clock;
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
