using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Server = OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreDefaults;

namespace Anjie.Directory.Features.SignIn;

/// <summary>The protocol's endpoints. OpenIddict has checked client, redirect, code and proof before it lets a request through to here.</summary>
internal static class Connect
{
    /// <summary>Which of the person's own posts to act in; without it the primary one.</summary>
    const string PostParameter = "post";

    public static void Map(IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("/connect").AllowAnonymous().ExcludeFromDescription();
        connect.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], AuthorizeAsync).DisableAntiforgery();
        connect.MapPost("/token", ExchangeAsync).DisableAntiforgery();
        connect.MapMethods("/logout", [HttpMethods.Get, HttpMethods.Post], (Delegate)EndAsync).DisableAntiforgery();
    }

    static async Task<IResult> AuthorizeAsync(HttpContext http, Standings standings, CancellationToken ct)
    {
        var request = Request(http);
        var session = await http.AuthenticateAsync(SignInSetup.Session);
        if (await standings.PersonOfAsync(session.Principal, ct) is not { } person)
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.LoginRequired)
                : Results.Challenge(new() { RedirectUri = http.Request.Path + Query(http) }, [SignInSetup.Session]);

        if ((string?)request.GetParameter(PostParameter) is { } wanted)
            return Guid.TryParse(wanted, out var post) && await standings.BeginInAsync(person, post, ct) is { } chosen
                ? Tokens(chosen, session.Principal!, request.GetScopes())
                : Refuse(Errors.AccessDenied);

        return await standings.BeginAsync(person, ct) is { } standing
            ? Tokens(standing, session.Principal!, request.GetScopes())
            : Results.Redirect(AccountPages.DeniedPath);
    }

    static async Task<IResult> ExchangeAsync(HttpContext http, Standings standings, Sessions sessions, CancellationToken ct)
    {
        var held = (await http.AuthenticateAsync(Server.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("A token request came through without its code or refresh token.");
        // Posts and roles are read anew each time: what was taken away ends with the running access token.
        if (await standings.RenewAsync(held, ct) is not { } standing)
            return Refuse(Errors.InvalidGrant);
        // The Portal tells of use by itself, as a page that nobody looks at renews its tokens too. Of anybody else this is all that is heard.
        if (Request(http).ClientId != ClientRegistrations.Portal)
            await sessions.SeenAsync(held, TimeSpan.Zero, ct);
        return Tokens(standing, held, held.GetScopes());
    }

    static IResult Tokens(Standing standing, ClaimsPrincipal held, IEnumerable<string> scopes) =>
        Results.SignIn(standing.ToTokens(Standing.SessionIdOf(held)!.Value, scopes), authenticationScheme: Server.AuthenticationScheme);

    static async Task<IResult> EndAsync(HttpContext http, Sessions sessions, CancellationToken ct)
    {
        await sessions.SignOutAsync(http, ct);
        await http.SignOutAsync(SignInSetup.Session);
        return Results.SignOut(new() { RedirectUri = AccountPages.LoginPath }, [Server.AuthenticationScheme]);
    }

    static OpenIddictRequest Request(HttpContext http) =>
        http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not a request of the protocol.");

    static QueryString Query(HttpContext http) =>
        http.Request.HasFormContentType ? QueryString.Create(http.Request.Form) : http.Request.QueryString;

    static IResult Refuse(string error) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal) { [OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreConstants.Properties.Error] = error }),
        [Server.AuthenticationScheme]);
}
