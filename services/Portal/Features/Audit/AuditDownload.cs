using System.Net.Http.Headers;
using System.Security.Claims;
using Anjie.Cases;
using Anjie.Portal.Api;
using Anjie.Portal.Session;

namespace Anjie.Portal.Features.Audit;

/// <summary>The export of one service's evidence as a file; the browser has no token, so the Portal fetches it in the person's name.</summary>
internal static class AuditDownload
{
    public static void Map(WebApplication app) => app.MapGet("/audit/export/{service}", HandleAsync)
        .RequireAuthorization(policy => policy.RequireRole(Roles.AuditAdministrator));

    static async Task<IResult> HandleAsync(string service, HttpContext http, IHttpClientFactory clients, TokenSource tokens, CancellationToken ct)
    {
        if (!AuditClient.Services.Contains(service))
            return TypedResults.NotFound();
        if (http.User.FindFirstValue(TicketStore.SessionClaim) is not { } session || await tokens.AccessTokenAsync(session, ct) is not { } token)
            return TypedResults.Redirect("/sign-in?back=/audit");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/{service}/audit/export");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await clients.CreateClient(AnjieApi.ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        http.Response.RegisterForDispose(answer);
        return answer.IsSuccessStatusCode
            ? TypedResults.Stream(await answer.Content.ReadAsStreamAsync(ct), "application/x-ndjson", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? $"audit-{service}.jsonl")
            : TypedResults.StatusCode((int)answer.StatusCode);
    }
}
