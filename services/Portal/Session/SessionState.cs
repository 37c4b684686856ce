using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Anjie.Portal.Session;

/// <summary>The person of one circuit, for as long as the sign-in stands. A circuit whose sign-in is over shows nothing any more.</summary>
internal sealed class SessionState(SessionPulse pulse, ILoggerFactory loggers) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    readonly long _opened = Stopwatch.GetTimestamp();

    /// <summary>Called after each look, with the time that is left.</summary>
    public Action<TimeLeft>? Looked { get; set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.FindFirstValue(TicketStore.SessionClaim) is not { } session
            || await pulse.BeatAsync(session, Stopwatch.GetElapsedTime(_opened), cancellationToken) is not { } left)
            return false;
        Looked?.Invoke(left);
        return true;
    }
}
