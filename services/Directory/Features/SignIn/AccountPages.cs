using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;

namespace Anjie.Directory.Features.SignIn;

/// <summary>The sign-in page and what stands around it: rendered here, without a line of script.</summary>
internal static class AccountPages
{
    public const string LoginPath = "/account/login";
    public const string LogoutPath = "/account/logout";
    public const string DeniedPath = "/account/denied";
    public const string ReturnUrl = "returnUrl";
    public const string FormToken = "formToken";

    const int LongestUserName = 40;

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").AllowAnonymous().ExcludeFromDescription();
        account.MapGet("/login", (HttpContext http, string? returnUrl) => Login(http, returnUrl, null));
        account.MapPost("/login", LoginAsync).DisableAntiforgery();
        account.MapGet("/logout", (HttpContext http) => Page(http, PageKind.Logout, null, null));
        account.MapPost("/logout", LogoutAsync).DisableAntiforgery();
        account.MapGet("/denied", (HttpContext http) => Page(http, PageKind.Denied, null, null, StatusCodes.Status403Forbidden));
        account.MapGet("/language", SwitchLanguage);
        MapFile(account, "sign-in.css", "text/css; charset=utf-8");
        MapFile(account, "passkeys.js", "text/javascript; charset=utf-8");
    }

    static async Task<IResult> LoginAsync(HttpContext http, CredentialCheck credentials, SignInFlow flow, Visitors visitors, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType)
            return TypedResults.BadRequest();
        var returnUrl = (await http.Request.ReadFormAsync(ct))[ReturnUrl].ToString();
        if (await AccountView.FormAsync(http, ct) is not { } form)
            return Login(http, returnUrl, "login.stale");

        var (userName, password) = (form["userName"].ToString().Trim(), form["password"].ToString());
        if (userName.Length is 0 or > LongestUserName || userName.Any(char.IsControl) || !Passwords.PasswordText.MayBeOne(password)
            || await credentials.PassAsync(userName, password, http, ct) is not { } person)
            return Login(http, returnUrl, "login.refused");

        await visitors.KeepTypedPasswordAsync(http, person);
        return await flow.BeginAsync(http, new(person, Shown.Password, LocalOrHome(returnUrl)), ct);
    }

    static async Task<IResult> LogoutAsync(HttpContext http, Sessions sessions, CancellationToken ct)
    {
        if (await AccountView.FormAsync(http, ct) is null)
            return Page(http, PageKind.Logout, null, "login.stale");
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

    static RazorComponentResult<SignInPage> Login(HttpContext http, string? returnUrl, string? message) =>
        Page(http, PageKind.Login, LocalOrHome(returnUrl), message);

    static RazorComponentResult<SignInPage> Page(HttpContext http, PageKind kind, string? returnUrl, string? message, int status = StatusCodes.Status200OK) =>
        AccountView.Page<SignInPage>(
            http, $"{kind}".ToLowerInvariant() + ".title", message is null ? null : AccountView.Text(message), status: status,
            model: [(nameof(SignInPage.Kind), kind), (nameof(SignInPage.Back), returnUrl)]);

    public static string LocalOrHome(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";

    static void MapFile(RouteGroupBuilder account, string name, string type)
    {
        using var stream = typeof(AccountPages).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var content = copy.ToArray();
        account.MapGet("/" + name, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Bytes(content, type);
        });
    }
}

public enum PageKind { Login, Logout, Denied }
