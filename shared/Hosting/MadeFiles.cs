using Anjie.Cases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>What is made of a case on request, answered as its files are: sealed off in the browser, kept by nobody on the way, and with a row of evidence each time.</summary>
public static class MadeFiles
{
    /// <summary>Offers a file for saving.</summary>
    /// <param name="name">As people call it, with its extension.</param>
    public static async Task<FileContentHttpResult> FileAsync(this HttpContext http, DbContext db, Act act, byte[] content, string name, string mediaType, CancellationToken ct)
    {
        await TellAsync(http, db, act, ct);
        http.Response.Headers.ContentDisposition = FileName.Disposition(name);
        return TypedResults.Bytes(content, mediaType);
    }

    /// <summary>Answers with a piece of HTML for a page of the Portal; by itself a browser shows it without running or loading anything.</summary>
    public static async Task<ContentHttpResult> HtmlAsync(this HttpContext http, DbContext db, Act act, string html, CancellationToken ct)
    {
        await TellAsync(http, db, act, ct);
        return TypedResults.Content(html, "text/html; charset=utf-8");
    }

    static async Task TellAsync(HttpContext http, DbContext db, Act act, CancellationToken ct)
    {
        await http.RecordLookAsync(db, act, ct);
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
