using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Features.Directory;

namespace Anjie.Portal.Features.Admin;

/// <summary>A date of an open case that would change.</summary>
public sealed record DateMove(string Number, string Rule, string Name, DateOnly LegalBefore, DateOnly LegalAfter, DateOnly TargetBefore, DateOnly TargetAfter);

/// <summary>What a calendar would do to the open cases of a service.</summary>
public sealed record CalendarProposal(string CalendarVersion, int Cases, int Settled, IReadOnlyList<DateMove> Moves);

public sealed record AcceptedMoves(int Cases, bool More);

/// <summary>The proposals of all services that keep cases.</summary>
public sealed record CalendarImpact(IReadOnlyList<(string Service, CalendarProposal Proposal)> Services)
{
    public int Cases => Services.Sum(one => one.Proposal.Cases);

    public int Settled => Services.Sum(one => one.Proposal.Settled);

    public IEnumerable<DateMove> Moves => Services.SelectMany(one => one.Proposal.Moves).OrderBy(move => move.LegalBefore);
}

/// <summary>The working calendar, and what it moves in every service.</summary>
public sealed class CalendarClient(AnjieApi api)
{
    static readonly string[] Services = ["screening", "reception", "backlog", "supervision"];

    public Task<Answer<CalendarYear>> PublishAsync(int year, JsonObject body, int? version) => api.PutAsync<CalendarYear>($"api/directory/calendar/{year}", body, version);

    /// <param name="question">A year with its days, or nothing: what the calendar in force would move.</param>
    public async Task<Answer<CalendarImpact>> ChangesAsync(JsonObject question)
    {
        List<(string, CalendarProposal)> proposals = [];
        foreach (var service in Services)
        {
            var answer = await api.PostAsync<CalendarProposal>($"api/{service}/calendar/changes", question);
            if (!answer.Worked)
                return answer.As<CalendarImpact>();
            proposals.Add((service, answer.Value!));
        }

        return new(new(proposals), null);
    }

    /// <summary>Accepts what was seen; what fails on the way can be asked for again, since nothing moves twice.</summary>
    public async Task<Answer<AcceptedMoves>> AcceptAsync(CalendarImpact seen)
    {
        var cases = 0;
        foreach (var (service, proposal) in seen.Services)
        {
            bool more;
            do
            {
                var answer = await api.PostAsync<AcceptedMoves>($"api/{service}/calendar/acceptance", new JsonObject { ["calendarVersion"] = proposal.CalendarVersion });
                if (!answer.Worked)
                    return answer;
                cases += answer.Value!.Cases;
                more = answer.Value.More;
            }
            while (more);
        }

        return new(new(cases, More: false), null);
    }
}
