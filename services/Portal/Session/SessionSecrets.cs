using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Anjie.Portal.Session;

/// <summary>What the browser never gets to see.</summary>
internal sealed record SessionTokens(string Access, string Refresh, DateTimeOffset AccessExpiresAt);

/// <summary>Seals tickets and tokens before they reach the database.</summary>
internal sealed class SessionSecrets(IDataProtectionProvider protection)
{
    readonly IDataProtector _tickets = protection.CreateProtector("anjie.portal.ticket");
    readonly IDataProtector _tokens = protection.CreateProtector("anjie.portal.tokens");

    public byte[] Seal(AuthenticationTicket ticket) => _tickets.Protect(TicketSerializer.Default.Serialize(ticket));

    public AuthenticationTicket? OpenTicket(byte[] bytes) => TicketSerializer.Default.Deserialize(_tickets.Unprotect(bytes));

    public byte[] Seal(SessionTokens tokens) => _tokens.Protect(JsonSerializer.SerializeToUtf8Bytes(tokens));

    public SessionTokens OpenTokens(byte[] bytes) => JsonSerializer.Deserialize<SessionTokens>(_tokens.Unprotect(bytes))!;
}
