using System.Net;
using System.Net.Sockets;
using Anjie.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Anjie.Gateway;

/// <summary>Whose limits a request counts against: a person's, or else those of the address it came from.</summary>
readonly record struct Caller(bool IsPerson, string Name)
{
    const int NetworkBytes = 8;

    public static Caller At(IPAddress? address) => new(IsPerson: false, NetworkOf(address));

    // Whoever has one IPv6 address has all of its network (RFC 6177), and could come from another one each time.
    static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !IPAddress.IsLoopback(address) => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };
}

/// <summary>Finds out who calls, for the limits and for nothing else: the services decide who may do what.</summary>
/// <remarks>The token is verified as they verify it. A subject that anybody could write would let one caller use up the limits of another, and the hash of a
/// token would give a new allowance to whoever invents a new one.</remarks>
sealed class CallerRecognition(RequestDelegate next, IConfiguration configuration)
{
    const string Scheme = "Bearer ";

    readonly JsonWebTokenHandler tokens = new() { MapInboundClaims = false };
    readonly TokenValidationParameters rules = Access.TokenRules(configuration);

    public async Task InvokeAsync(HttpContext http)
    {
        http.Features.Set(new Recognized(await PersonAsync(http.Request) ?? Caller.At(http.Connection.RemoteIpAddress)));
        await next(http);
    }

    async Task<Caller?> PersonAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var found = await tokens.ValidateTokenAsync(header[Scheme.Length..].Trim(), rules);
        return found.IsValid && found.Claims.TryGetValue("sub", out var subject) && subject is string person ? new Caller(IsPerson: true, person) : null;
    }

    internal sealed record Recognized(Caller Caller);
}
