using System.ComponentModel.DataAnnotations;
using Anjie.BacklogCases.Domain;
using Anjie.PersonalData;

namespace Anjie.BacklogCases.Features.Cases;

/// <summary>Proof of service: a signature, a refusal before a witness, or a posted letter that arrived.</summary>
/// <param name="ServedOn">Day of proven service, not of posting.</param>
public sealed record ProofRequest(
    [property: Required] DeliveryMeans? Means,
    [property: Required] DateOnly? ServedOn,
    [property: PersonNameText] string? Recipient = null,
    [property: PlainText(50)] string? Relation = null,
    [property: PersonNameText] string? Witness = null,
    [property: PlainText(500)] string? Reason = null,
    [property: PlainText(50)] string? PostNumber = null)
{
    internal Proof Read() => new(Means!.Value, ServedOn!.Value, Recipient, Relation, Witness, Reason, PostNumber);
}
