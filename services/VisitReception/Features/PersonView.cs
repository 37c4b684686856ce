using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.People;

namespace Anjie.VisitReception.Features;

/// <summary>A petitioner: numbers and address masked for everybody, the name too for those whose work does not need it.</summary>
/// <param name="MayDisclose">The caller may ask for the rest, see <see cref="DisclosePetitioner"/>; never one who keeps out.</param>
/// <param name="NoticeVersion">The notice that the person was shown; null when nobody said so.</param>
/// <param name="GuardianName">Of a child under fourteen.</param>
public sealed record PersonView(Guid Id, string Name, string? IdentityNumber, string? Phone, string? Address, bool MayDisclose, string? NoticeVersion, string? GuardianName, string? GuardianPhone)
{
    internal static PersonView Of(Petitioner p, Matter m, Act act) => new(
        p.Id, NameFor(act, p.Name, m), Mask.OrNull(p.IdentityNumber, Mask.IdentityNumber), Mask.OrNull(p.Phone, Mask.Phone), Mask.OrNull(p.Address, Mask.Address), MaySeePeople(act, m) && !m.IsRecused(act.Actor),
        p.NoticeVersion, p.GuardianName is null ? null : NameFor(act, p.GuardianName, m), Mask.OrNull(p.GuardianPhone, Mask.Phone));

    /// <param name="m">What the person has to do with; null where it is no matter yet.</param>
    internal static string NameFor(Act act, Secret name, Matter? m) => MaySeePeople(act, m) ? name.Text : Mask.Name(name.Text);

    /// <summary>For a paper that names people: in full for whoever reads the names on it.</summary>
    internal static string PlaceFor(Act act, string place, Matter m) => MaySeePeople(act, m) ? place : Mask.Address(place);

    static bool MaySeePeople(Act act, Matter? m) => act.MayDisclose("reception", DisclosePetitioner.Route) && m?.ShowsPeopleTo(act) != false;
}

public sealed record DemandView(
    Guid Id, int Position, string Text, DemandState State, DemandFindingKind? Finding, string? Opinion, string? Basis, LegalRoute? Route, string? Organ, string? TimeLimit, string? NoticeNumber)
{
    internal static IReadOnlyList<DemandView> Of(IEnumerable<Demand> demands) => [.. demands.OrderBy(d => d.Position).Select(d => new DemandView(
        d.Id, d.Position, d.Text.Text, d.State, d.Finding, d.Opinion?.Text, d.Basis?.Text, d.Route, d.Organ?.Text, d.TimeLimit, d.NoticeNumber))];
}

/// <summary>A proof of service. Its place is mostly where the person lives, so it is masked as an address is; the form in the file has it in full.</summary>
public sealed record DeliveryView(
    Guid? LetterId, DeliveryMeans Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber, string? Place, IReadOnlyList<string> Servers, PetitionerView? View, DateTimeOffset RecordedAt, string RecordedBy)
{
    internal static IReadOnlyList<DeliveryView> Of(IEnumerable<Delivery> deliveries, Matter m, Act act) => [.. deliveries.OrderBy(d => d.RecordedAt).Select(d => new DeliveryView(
        d.LetterId, d.Means, d.ServedOn, NameFor(act, d.Recipient, m), d.Relation?.Text, NameFor(act, d.Witness, m), d.Reason?.Text, d.PostNumber, Mask.OrNull(d.Place, Mask.Address), d.Servers, d.View, d.RecordedAt, d.RecordedBy))];

    static string? NameFor(Act act, Secret? name, Matter m) => name is null ? null : PersonView.NameFor(act, name, m);
}
