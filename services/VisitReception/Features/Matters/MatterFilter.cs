using Anjie.Cases;
using Anjie.Deadlines;
using Anjie.VisitReception.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.Matters;

/// <summary>Order of a list of matters: the newest entry first, the latest receipt first, or what is due next first.</summary>
public enum MatterSort { Newest, Received, Due }

/// <summary>What a list of matters is asked for. It only ever narrows what the caller may see.</summary>
internal sealed record MatterFilter
{
    const int FarthestDays = 366;

    static readonly string[] Windows = [.. ClockRules.All.Where(rule => rule.IsWindow).Select(rule => rule.Code)];

    public MatterState? State { get; init; }
    [FromQuery(Name = "q")]
    public string? Number { get; init; }
    public bool? Pending { get; init; }
    public Guid? UnitId { get; init; }
    public Guid? MatterId { get; init; }
    public MatterCategory? Category { get; init; }
    public int? Form { get; init; }

    /// <summary>A code of the content list, or a group of them.</summary>
    public string? Content { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>Past a legal end, which is what the red light says.</summary>
    public bool? Overdue { get; init; }

    /// <summary>The next target end is so many days away at most, or past.</summary>
    public int? DueWithin { get; init; }

    /// <summary>The petitioner has asked for review and the desk has not registered it yet.</summary>
    public bool? ReviewRequested { get; init; }

    public IQueryable<Matter> In(IQueryable<Matter> matters, DateOnly today)
    {
        if (State is not null)
            matters = matters.Where(m => m.State == State);
        if (!string.IsNullOrEmpty(Number))
            matters = matters.Where(m => m.Number == Number);
        if (Pending is not null)
            matters = matters.Where(m => m.PetitionerPending == Pending);
        if (UnitId is not null)
            matters = matters.Where(m => m.HandlingUnitId == UnitId || m.RegisteringUnitId == UnitId);
        if (MatterId is not null)
            matters = matters.Where(m => m.MatterId == MatterId);
        if (Category is not null)
            matters = matters.Where(m => m.Category == Category);
        if (Form is not null)
            matters = matters.Where(m => m.Form == Form);
        if (!string.IsNullOrEmpty(Content))
            matters = matters.Where(m => m.ContentCode == Content || m.ContentCode.StartsWith(Content + "."));
        if (From is not null)
            matters = matters.Where(m => m.ReceivedOn >= From);
        if (To is not null)
            matters = matters.Where(m => m.ReceivedOn <= To);
        if (Overdue is { } overdue)
            matters = matters.Where(m => m.Clocks.Any(c => c.State == ClockStates.Running && !c.Silent && !Windows.Contains(c.Rule) && c.Legal < today) == overdue);
        if (DueWithin is { } days)
        {
            var until = today.AddDays(Math.Clamp(days, 0, FarthestDays));
            matters = matters.Where(m => m.Clocks.Any(c => c.State == ClockStates.Running && !c.Silent && !Windows.Contains(c.Rule) && c.Target <= until));
        }
        if (ReviewRequested == true)
            matters = matters.Where(m => m.ReviewRequests.Any(request => m.Clocks.Any(clock => clock.Id == request.ClockId && clock.State != ClockStates.Stopped)));
        return matters;
    }

    /// <summary>In the order asked for, after the last matter of the page before. What is equal in the order goes by the newest entry.</summary>
    public static async Task<IQueryable<Matter>> PageAsync(IQueryable<Matter> matters, MatterSort sort, Guid? last, CancellationToken ct)
    {
        switch (sort)
        {
            case MatterSort.Received:
                if (last is not null)
                {
                    var received = await matters.Where(m => m.Id == last).Select(m => (DateOnly?)m.ReceivedOn).FirstOrDefaultAsync(ct);
                    matters = matters.Where(m => m.ReceivedOn < received || (m.ReceivedOn == received && m.Id.CompareTo(last.Value) < 0));
                }
                return matters.OrderByDescending(m => m.ReceivedOn).ThenByDescending(m => m.Id);
            case MatterSort.Due:
                if (last is not null)
                {
                    var due = await matters.Where(m => m.Id == last)
                        .Select(m => m.Clocks.Where(c => c.State == ClockStates.Running && !c.Silent && !Windows.Contains(c.Rule)).Min(c => (DateOnly?)c.Target)).FirstOrDefaultAsync(ct) ?? DateOnly.MaxValue;
                    matters = matters.Where(m =>
                        (m.Clocks.Where(c => c.State == ClockStates.Running && !c.Silent && !Windows.Contains(c.Rule)).Min(c => (DateOnly?)c.Target) ?? DateOnly.MaxValue) > due
                        || ((m.Clocks.Where(c => c.State == ClockStates.Running && !c.Silent && !Windows.Contains(c.Rule)).Min(c => (DateOnly?)c.Target) ?? DateOnly.MaxValue) == due && m.Id.CompareTo(last.Value) < 0));
                }
                return matters.OrderBy(m => m.Clocks.Where(c => c.State == ClockStates.Running && !c.Silent && !Windows.Contains(c.Rule)).Min(c => (DateOnly?)c.Target) ?? DateOnly.MaxValue).ThenByDescending(m => m.Id);
            default:
                if (last is not null)
                    matters = matters.Where(m => m.Id.CompareTo(last.Value) < 0);
                return matters.OrderByDescending(m => m.Id);
        }
    }
}
