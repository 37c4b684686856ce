using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Anjie.Directory.Features.SignIn;

/// <summary>What every page of the sign-in has.</summary>
/// <param name="Message">What went wrong, or what was done; null when there is nothing to say.</param>
/// <param name="IsDone">Whether the message is good news.</param>
/// <param name="FormValue">Goes with every form, lest another site send one.</param>
/// <param name="Here">Where changing the language leads back to; empty when it cannot be changed here.</param>
public sealed record PageFrame(string Title, string? Message, bool IsDone, string? FormValue, string Here);

/// <summary>Renders the pages of the sign-in, and answers what their forms bring back.</summary>
internal static class AccountView
{
    static readonly ResourceManager Texts = new("Anjie.Directory.Resources.Pages", typeof(AccountView).Assembly);

    // Asia/Shanghai has no summer time.
    static readonly TimeSpan OfficeOffset = TimeSpan.FromHours(8);

    public static string Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    public static string Text(string key, params object[] values) => string.Format(CultureInfo.CurrentCulture, Text(key), values);

    public static string Time(DateTimeOffset at) => at.ToOffset(OfficeOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <param name="title">Key of the heading.</param>
    /// <param name="message">A sentence, not a key.</param>
    /// <param name="here">Where else than to this address changing the language leads; nowhere when empty, for what is seen only once.</param>
    public static RazorComponentResult<T> Page<T>(
        HttpContext http, string title, string? message = null, bool isDone = false, int status = StatusCodes.Status200OK, string? here = null, params (string Name, object? Value)[] model) where T : IComponent
    {
        http.Response.Headers.CacheControl = "no-cache, no-store"; // in the words of the form's token, which would replace others and warn
        var forms = http.RequestServices.GetRequiredService<IAntiforgery>();
        here ??= HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : http.Request.Path;
        Dictionary<string, object?> parameters = new(StringComparer.Ordinal) { ["Frame"] = new PageFrame(Text(title), message, isDone, forms.GetAndStoreTokens(http).RequestToken, here) };
        foreach (var (name, value) in model)
            parameters[name] = value;
        return new(parameters) { StatusCode = status };
    }

    /// <summary>The form that was sent; null when it is no form of ours or too old. It is checked by hand: a stale one is shown again with a sentence instead of ending in an error.</summary>
    public static async Task<IFormCollection?> FormAsync(HttpContext http, CancellationToken ct) =>
        http.Request.HasFormContentType && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? await http.Request.ReadFormAsync(ct) : null;

    public static IResult ToLogin(string returnUrl) => Results.LocalRedirect($"{AccountPages.LoginPath}?{AccountPages.ReturnUrl}={Uri.EscapeDataString(returnUrl)}");
}
