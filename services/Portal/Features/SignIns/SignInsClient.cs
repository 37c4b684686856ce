using Anjie.Portal.Api;

namespace Anjie.Portal.Features.SignIns;

/// <summary>One open sign-in of the person before the screen.</summary>
public sealed record OpenSignIn(Guid Id, bool IsThis, string Browser, string? Address, DateTimeOffset BeganAt, DateTimeOffset SeenAt);

/// <summary>A browser the person has signed in with before.</summary>
public sealed record KnownBrowser(Guid Id, string Browser, DateTimeOffset SeenAt);

public sealed record OwnSignIns(IReadOnlyList<OpenSignIn> Sessions, IReadOnlyList<KnownBrowser> Browsers);

public sealed class SignInsClient(AnjieApi api)
{
    public Task<Answer<OwnSignIns>> ReadAsync() => api.GetAsync<OwnSignIns>("api/directory/me/sessions");

    public Task<Answer<object>> EndAsync(Guid id) => api.DeleteAsync<object>($"api/directory/me/sessions/{id}");

    public Task<Answer<object>> EndOthersAsync() => api.DeleteAsync<object>("api/directory/me/sessions");

    public Task<Answer<object>> ForgetAsync(Guid id) => api.DeleteAsync<object>($"api/directory/me/browsers/{id}");
}
