using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.VisitReception.Features.People;

/// <summary>"此人历史 n 件", before the talk. A POST, because personal data do not belong in an address; found by blind index, no row is opened.</summary>
internal static class SearchPeople
{
    const int Most = 50;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/person-search", HandleAsync)
        .WithSummary("What a person brought before, in the caller's city (domain rule 5.9). A human decides whether it is the same matter.");

    public sealed record Request(
        [property: PersonNameText] string? Name = null,
        [property: IdentityNumberText] string? IdentityNumber = null,
        [property: PhoneText] string? Phone = null,
        [property: AddressText] string? Address = null);

    public sealed record Match(
        Guid MatterId, Guid Id, string MatterNumber, string State, DateOnly ReceivedOn, string? LastConclusion, IReadOnlyList<DemandFindingKind> Findings, int Visits, PersonMatch MatchedBy, int Score);

    public sealed record Response(IReadOnlyList<Match> Items);

    static async Task<Ok<Response>> HandleAsync(Request request, ReceptionDb db, Act act, BlindIndex index, CancellationToken ct)
    {
        var person = Read(request, act, index);
        var (identity, phone, name) = (person.IdentityNumber, person.Phone, person.Name);
        var found = await db.Matters.AsNoTracking().MetBy(act)
            .Where(m => m.Petitioners.Any(p =>
                (identity != null && p.IdentityNumberIndex == identity) || (phone != null && p.PhoneIndex == phone) || (name != null && p.NameIndex == name)))
            .OrderByDescending(m => m.Id).Take(Most).ToListAsync(ct);
        var ids = found.Select(m => m.MatterId).ToList();
        var visits = await db.Visits.Where(v => ids.Contains(v.MatterId)).GroupBy(v => v.MatterId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return TypedResults.Ok(new Response([.. found
            .Select(m => (Matter: m, By: m.Petitioners.Max(p => p.MatchWith(person))))
            .Where(match => match.By is not null)
            .OrderByDescending(match => match.By).ThenByDescending(match => match.Matter.Id)
            .Select(match => Describe(match.Matter, match.By!.Value, visits.GetValueOrDefault(match.Matter.MatterId)))]));
    }

    static Match Describe(Matter m, PersonMatch by, int visits) => new(
        m.MatterId, m.Id, m.Number, m.State.ToString(), m.ReceivedOn, m.Letters.FirstOrDefault(l => l.Id == m.AnswerLetterId)?.Number,
        [.. m.Demands.Where(d => d.Finding is not null).OrderBy(d => d.Position).Select(d => d.Finding!.Value)], visits, by, (int)by);

    static PersonIndexes Read(Request request, Act act, BlindIndex index)
    {
        string? name = null, identity = null, phone = null;
        if (!string.IsNullOrEmpty(request.Name) && !PersonName.TryNormalise(request.Name, out name))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        if (!string.IsNullOrEmpty(request.IdentityNumber) && !IdentityNumber.TryParse(request.IdentityNumber, act.Today, out identity, out _))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        if (!string.IsNullOrEmpty(request.Phone) && !PhoneNumber.TryNormalise(request.Phone, out phone))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        return PersonIndexes.Of(index, name, identity, phone, request.Address);
    }
}
