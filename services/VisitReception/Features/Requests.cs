using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features;

/// <summary>How a letter reached the person; each means has its own evidence (domain rule 4.6, 送达回证).</summary>
public sealed record ProofRequest(
    [property: Required] DeliveryMeans? Means,
    [property: Required] DateOnly? ServedOn,
    [property: PlainText(50)] string? Recipient = null,
    [property: PlainText(50)] string? Relation = null,
    [property: PlainText(50)] string? Witness = null,
    [property: PlainText(200)] string? Reason = null,
    [property: PlainText(40)] string? PostNumber = null,
    [property: PlainText(100)] string? Place = null,
    [property: MinLength(2), MaxLength(4), OrganNames] IReadOnlyList<string>? Servers = null,
    PetitionerView? View = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Missing().Select(member =>
        new ValidationResult(new RequiredAttribute().FormatErrorMessage(member), [member]));

    internal Proof Read() => new(Means!.Value, ServedOn!.Value, Recipient, Relation, Witness, Reason, PostNumber, Place, Servers, View);

    IEnumerable<string> Missing()
    {
        if (Means is DeliveryMeans.Signed or DeliveryMeans.Other && string.IsNullOrWhiteSpace(Recipient))
            yield return nameof(Recipient);
        if (Means == DeliveryMeans.RefusedWithWitness && string.IsNullOrWhiteSpace(Witness))
            yield return nameof(Witness);
        if (Means == DeliveryMeans.RefusedWithWitness && string.IsNullOrWhiteSpace(Reason))
            yield return nameof(Reason);
        if (Means == DeliveryMeans.Posted && string.IsNullOrWhiteSpace(PostNumber))
            yield return nameof(PostNumber);
    }
}

/// <summary>A list of short texts, none of them empty, each of which may stand on a line of a letter.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class OrganNamesAttribute : ValidationAttribute
{
    static readonly PlainTextAttribute One = new(100);

    public override bool RequiresValidationContext => true;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        (value as IReadOnlyList<string> ?? []).Select(text => string.IsNullOrWhiteSpace(text)
            ? new ValidationResult(new RequiredAttribute().FormatErrorMessage(validationContext.MemberName ?? ""), [validationContext.MemberName ?? ""])
            : One.GetValidationResult(text, validationContext)).FirstOrDefault(result => result != ValidationResult.Success);
}

public sealed record DemandRequest([property: Required, PlainText(1000)] string Text);

public sealed record PetitionerRequest(
    [property: Required, PersonNameText] string Name,
    [property: IdentityNumberText] string? IdentityNumber = null,
    [property: PhoneText] string? Phone = null,
    [property: AddressText] string? Address = null,
    bool UnderFourteen = false,
    [property: PersonNameText] string? GuardianName = null,
    [property: PhoneText] string? GuardianPhone = null,
    [property: MaxLength(PrivacyNotice.MaximumLength)] string? NoticeVersion = null)
{
    internal PetitionerReport Read(Act act, BlindIndex index)
    {
        if (!PersonName.TryNormalise(Name, out var name))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        string? identity = null, phone = null;
        if (!string.IsNullOrEmpty(IdentityNumber) && !PersonalData.IdentityNumber.TryParse(IdentityNumber, act.Today, out identity, out _))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        if (!string.IsNullOrEmpty(Phone) && !PhoneNumber.TryNormalise(Phone, out phone))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        var isChild = PrivacyNotice.IsChild(identity, UnderFourteen, act.Today);
        return new(name, identity, phone, Address, PersonIndexes.Of(index, name, identity, phone, Address), isChild, isChild ? ReadGuardian() : null, NoticeVersion);
    }

    // Of somebody who speaks for themselves no guardian is needed, so none is kept.
    Guardian? ReadGuardian()
    {
        if (string.IsNullOrWhiteSpace(GuardianName))
            return null;
        var phone = "";
        if (!PersonName.TryNormalise(GuardianName, out var name) || (!string.IsNullOrEmpty(GuardianPhone) && !PhoneNumber.TryNormalise(GuardianPhone, out phone)))
            throw new BrokenRuleException(MatterErrors.PersonInvalid);
        return new(name, phone);
    }
}

public sealed record FindingRequest(
    Guid DemandId,
    [property: Required] DemandFindingKind? Finding,
    [property: Required, PlainText(4000)] string Opinion,
    [property: Required, PlainText(1000)] string Basis)
{
    internal FindingReport Read() => new(DemandId, Finding!.Value, Opinion, Basis);
}

internal static class RequestLists
{
    public static IReadOnlyList<string> Texts(this IReadOnlyList<DemandRequest> demands) => [.. demands.Select(demand => demand.Text)];

    public static IReadOnlyList<PetitionerReport> Read(this IReadOnlyList<PetitionerRequest> petitioners, Act act, BlindIndex index) =>
        [.. petitioners.Select(petitioner => petitioner.Read(act, index))];
}
