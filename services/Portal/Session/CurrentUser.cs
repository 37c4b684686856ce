using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Anjie.Portal.Session;

/// <summary>Who sits before this circuit, and in which post.</summary>
public sealed record Person(Guid Id, string Name, Guid PostId, Guid UnitId, string UnitPath, string? Level, IReadOnlySet<string> Roles, string SessionId)
{
    /// <summary>Whether the post is somebody else's, in whose place the person acts.</summary>
    public bool StandsIn { get; init; }

    /// <summary>What marks a page as this person's: names repeat, ids do not, and the rows of evidence end alike.</summary>
    public string Mark => $"{Name} {Id.ToString("N")[^8..]}";

    public bool Has(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
            if (Roles.Contains(role))
                return true;
        return false;
    }
}

/// <summary>The person of the circuit, taken once from the sign-in.</summary>
public sealed class CurrentUser(AuthenticationStateProvider authentication)
{
    Person? _person;

    public async Task<Person> GetAsync() => _person ??= Read((await authentication.GetAuthenticationStateAsync()).User);

    static Person Read(ClaimsPrincipal user) => new(
        Id(user, "sub"), user.FindFirstValue("name") ?? "", Id(user, "post"), Id(user, "unit"), user.FindFirstValue("unit_path") ?? "", user.FindFirstValue("level"),
        user.FindAll("role").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal), user.FindFirstValue(TicketStore.SessionClaim) ?? "")
    {
        StandsIn = user.HasClaim(claim => claim.Type == "acting_for"),
    };

    static Guid Id(ClaimsPrincipal user, string claim) => Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : Guid.Empty;
}
