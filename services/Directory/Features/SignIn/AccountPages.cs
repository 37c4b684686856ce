using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Anjie.Directory.Features.SignIn;

/// <summary>The sign-in pages: rendered here, without a line of script.</summary>
internal static class AccountPages
{
    public const string LoginPath = "/account/login";
    public const string LogoutPath = "/account/logout";
    public const string DeniedPath = "/account/denied";
    public const string ReturnUrl = "returnUrl";
    public const string FormToken = "formToken";

    const int LongestPassword = 200;

    static readonly ResourceManager Texts = new("Anjie.Directory.Resources.Pages", typeof(AccountPages).Assembly);
    static readonly byte[] Style = ReadStyle();

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        account.MapGet("/login", (HttpContext http, IAntiforgery forms, string? returnUrl) => Login(http, forms, returnUrl, null));
        account.MapPost("/login", LoginAsync).DisableAntiforgery();
        account.MapGet("/logout", (HttpContext http, IAntiforgery forms) => Page(http, forms, PageKind.Logout, null, null));
        account.MapPost("/logout", LogoutAsync).DisableAntiforgery();
        account.MapGet("/denied", (HttpContext http, IAntiforgery forms) => Page(http, forms, PageKind.Denied, null, null, StatusCodes.Status403Forbidden));
        account.MapGet("/language", SwitchLanguage);
        account.MapGet("/sign-in.css", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Bytes(Style, "text/css; charset=utf-8");
        });
    }

    // The forms are checked by hand: a stale one is shown again with a sentence instead of ending in an error.
    static async Task<IResult> LoginAsync(HttpContext http, IAntiforgery forms, CredentialCheck credentials, Sessions sessions, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType)
            return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(ct);
        var returnUrl = form[ReturnUrl].ToString();
        if (!await forms.IsRequestValidAsync(http))
            return Login(http, forms, returnUrl, "login.stale");

        var (userName, password) = (form["userName"].ToString().Trim(), form["password"].ToString());
        if (userName.Length is 0 or > 40 || password.Length is 0 or > LongestPassword
            || await credentials.PassAsync(userName, password, http, ct) is not { } person)
            return Login(http, forms, returnUrl, "login.refused");

        await http.SignInAsync(SignInSetup.Session, await sessions.BeginAsync(http, person, ct));
        return Results.LocalRedirect(LocalOrHome(returnUrl));
    }

    static async Task<IResult> LogoutAsync(HttpContext http, IAntiforgery forms, Sessions sessions, CancellationToken ct)
    {
        if (!await forms.IsRequestValidAsync(http))
            return Page(http, forms, PageKind.Logout, null, "login.stale");
        await sessions.SignOutAsync(http, ct);
        await http.SignOutAsync(SignInSetup.Session);
        return Results.LocalRedirect(LoginPath);
    }

    static IResult SwitchLanguage(HttpContext http, string? to, string? returnUrl)
    {
        var language = to == "en" ? "en" : "zh-CN";
        http.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("zh-CN", language)),
            new CookieOptions { Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = http.Request.IsHttps });
        return Results.LocalRedirect(LocalOrHome(returnUrl));
    }

    static RazorComponentResult<SignInPage> Login(HttpContext http, IAntiforgery forms, string? returnUrl, string? message) =>
        Page(http, forms, PageKind.Login, LocalOrHome(returnUrl), message);

    static RazorComponentResult<SignInPage> Page(
        HttpContext http, IAntiforgery forms, PageKind kind, string? returnUrl, string? message, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store"; // in the words of the form's token, which would replace others and warn
        return new(new
        {
            Kind = kind,
            Message = message is null ? null : Text(message),
            Back = returnUrl,
            FormValue = forms.GetAndStoreTokens(http).RequestToken,
            Here = http.Request.Path + http.Request.QueryString,
        })
        { StatusCode = status };
    }

    public static string Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    static string LocalOrHome(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";

    static byte[] ReadStyle()
    {
        using var stream = typeof(AccountPages).Assembly.GetManifestResourceStream("sign-in.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

public enum PageKind { Login, Logout, Denied }
