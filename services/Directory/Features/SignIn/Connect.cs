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
                ? Results.SignIn(chosen.ToTokens(request.GetScopes()), authenticationScheme: Server.AuthenticationScheme)
                : Refuse(Errors.AccessDenied);

        return await standings.BeginAsync(person, ct) is { } standing
            ? Results.SignIn(standing.ToTokens(request.GetScopes()), authenticationScheme: Server.AuthenticationScheme)
            : Results.Redirect(AccountPages.DeniedPath);
    }

    static async Task<IResult> ExchangeAsync(HttpContext http, Standings standings, CancellationToken ct)
    {
        var held = (await http.AuthenticateAsync(Server.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("A token request came through without its code or refresh token.");
        // Posts and roles are read anew each time: what was taken away ends with the running access token.
        return await standings.RenewAsync(held, ct) is { } standing
            ? Results.SignIn(standing.ToTokens(held.GetScopes()), authenticationScheme: Server.AuthenticationScheme)
            : Refuse(Errors.InvalidGrant);
    }

    static async Task<IResult> EndAsync(HttpContext http)
    {
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
