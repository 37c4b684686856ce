using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Portal.Session;

/// <summary>Keeps tickets in the database; the cookie holds only the session's id.</summary>
internal sealed class TicketStore(IDbContextFactory<PortalDb> databases, SessionSecrets secrets, TokenSource tokens, TimeProvider time) : ITicketStore
{
    /// <summary>Circuits find their session by this claim.</summary>
    public const string SessionClaim = "anjie_session";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = ticket.Principal.FindFirstValue(SessionClaim) ?? throw new InvalidOperationException("The ticket has no session.");
        var taken = TakeTokens(ticket.Properties);
        await using var db = await databases.CreateDbContextAsync();
        await db.Sessions.Where(session => session.ExpiresAt < time.GetUtcNow()).ExecuteDeleteAsync();
        db.Add(new PortalSession
        {
            Id = id,
            PersonId = Guid.Parse(ticket.Principal.FindFirstValue("sub")!),
            Ticket = secrets.Seal(ticket),
            Tokens = secrets.Seal(taken),
            ExpiresAt = ExpiryOf(ticket),
        });
        await db.SaveChangesAsync();
        return id;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var sealedTicket = secrets.Seal(ticket);
        await using var db = await databases.CreateDbContextAsync();
        await db.Sessions.Where(session => session.Id == key).ExecuteUpdateAsync(row => row
            .SetProperty(session => session.Ticket, sealedTicket)
            .SetProperty(session => session.ExpiresAt, ExpiryOf(ticket)));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var db = await databases.CreateDbContextAsync();
        var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == key && row.ExpiresAt > time.GetUtcNow());
        return session is null ? null : secrets.OpenTicket(session.Ticket);
    }

    public Task RemoveAsync(string key) => tokens.EndAsync(key);

    DateTimeOffset ExpiryOf(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + Lifetime;

    SessionTokens TakeTokens(AuthenticationProperties properties)
    {
        var access = properties.GetTokenValue("access_token") ?? throw new InvalidOperationException("The sign-in gave no access token.");
        var refresh = properties.GetTokenValue("refresh_token") ?? "";
        var expires = DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : time.GetUtcNow();
        // None stays in the ticket, the id token neither: whoever signs out is known by the session at Directory, and a name belongs in no address.
        properties.StoreTokens([]);
        return new(access, refresh, expires);
    }
}
