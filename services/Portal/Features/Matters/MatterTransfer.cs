using Anjie.Hosting;
using Anjie.Portal.Components.Parts;
using Anjie.Portal.Features.Files;
using Anjie.Portal.Session;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Anjie.Portal.Features.Matters;

/// <summary>The province's export on its way in, its faulty rows and the ledger on their way out.</summary>
internal static class MatterTransfer
{
    public static void Map(WebApplication app)
    {
        app.MapPut("/files/imports/{id:guid}", (Guid id, HttpContext http, IHttpClientFactory clients, TokenSource tokens, IAntiforgery forms, CancellationToken ct) =>
            FileTransfer.CarryUpAsync($"api/reception/imports/{id}", http, clients, tokens, forms, ct)).WithMetadata(new RequestSizeLimitAttribute(Attachments.MostBytesOfBody));
        app.MapGet("/files/imports/{id:guid}/errors", (Guid id, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileTransfer.CarryDownAsync($"api/reception/imports/{id}/errors", http, clients, tokens, ct));
        app.MapGet("/files/matters/export", (HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct) =>
            FileTransfer.CarryDownAsync($"api/reception/matters/export{http.Request.QueryString}", http, clients, tokens, ct));
    }

    /// <summary>Where the ledger is exported as it is shown: by the same filters, all pages.</summary>
    public static string ExportOf(string format, LedgerQuery shown) => QueryHelpers.AddQueryString("/files/matters/export",
        shown.Filters.Where(filter => filter.Key != "sort").Select(filter => new KeyValuePair<string, string?>(filter.Key, filter.Value)).Append(new("q", shown.Q)).Append(new("format", format)));
}
