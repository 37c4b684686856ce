using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features;

/// <summary>A petitioner: in full for whose work needs it, masked for everybody else who sees the case.</summary>
public sealed record PersonView(Guid Id, string Name, string? IdentityNumber, string? Phone, string? Address, bool Masked)
{
    static readonly string[] Entitled =
        [Roles.Registrar, Roles.UnitHandler, Roles.UnitHead, Roles.Leader, Roles.Aide, Roles.Town, Roles.TownHead];

    internal static PersonView Of(Petitioner p, Act act) => MaySeePeople(act)
        ? new(p.Id, p.Name.Text, p.IdentityNumber?.Text, p.Phone?.Text, p.Address?.Text, Masked: false)
        : new(p.Id, Mask.Name(p.Name.Text), Hidden(p.IdentityNumber, Mask.IdentityNumber), Hidden(p.Phone, Mask.Phone), Hidden(p.Address, Mask.Address), Masked: true);

    /// <summary>Names and numbers in full.</summary>
    internal static bool MaySeePeople(Act act) => Array.Exists(Entitled, act.Actor.Has);

    static string? Hidden(Secret? secret, Func<string, string> mask) => secret is null ? null : mask(secret.Text);
}

public sealed record DemandView(
    Guid Id, int Position, string Text, DemandState State, DemandFindingKind? Finding, string? Opinion, string? Basis, LegalRoute? Route, string? Organ, string? TimeLimit, string? NoticeNumber)
{
    internal static IReadOnlyList<DemandView> Of(IEnumerable<Demand> demands) => [.. demands.OrderBy(d => d.Position).Select(d => new DemandView(
        d.Id, d.Position, d.Text.Text, d.State, d.Finding, d.Opinion?.Text, d.Basis?.Text, d.Route, d.Organ?.Text, d.TimeLimit, d.NoticeNumber))];
}

public sealed record DeliveryView(
    Guid? LetterId, DeliveryMeans Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber, DateTimeOffset RecordedAt, string RecordedBy)
{
    internal static IReadOnlyList<DeliveryView> Of(IEnumerable<Delivery> deliveries, Act act) => [.. deliveries.OrderBy(d => d.RecordedAt).Select(d => new DeliveryView(
        d.LetterId, d.Means, d.ServedOn, PersonName(d.Recipient, act), d.Relation?.Text, PersonName(d.Witness, act), d.Reason?.Text, d.PostNumber, d.RecordedAt, d.RecordedBy))];

    static string? PersonName(Secret? name, Act act) => name is null ? null : PersonView.MaySeePeople(act) ? name.Text : Mask.Name(name.Text);
}
