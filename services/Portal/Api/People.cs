namespace Anjie.Portal.Api;

/// <summary>A person as a case shows them: masked, and whether the caller may ask for the rest.</summary>
public sealed record PersonOfCase(Guid Id, string Name, string? IdentityNumber, string? Phone, string? Address, bool MayDisclose, string? Side = null, string? NoticeVersion = null, string? GuardianName = null, string? GuardianPhone = null)
{
    /// <summary>There is something that only a disclosure shows.</summary>
    public bool HasMore => MayDisclose && (IdentityNumber ?? Phone ?? Address ?? GuardianPhone) is not null;
}

/// <summary>A person in full, for a stated purpose.</summary>
public sealed record DisclosedPerson(Guid Id, string Name, string? IdentityNumber, string? Phone, string? Address, string? GuardianName = null, string? GuardianPhone = null);
