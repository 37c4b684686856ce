namespace Anjie.Gateway;

static class SystemHealth
{
    /// <summary>One answer for the whole system; 503 while any part is not ready.</summary>
    public static void MapSystemHealth(this WebApplication app) =>
        app.MapGet("/health", async (ServicePorts services, CancellationToken ct) =>
        {
            var ready = await Task.WhenAll(services.Names.Select(async name => (name, ready: await services.IsReadyAsync(name, ct))));
            var parts = ready.ToDictionary(part => part.name, part => Word(part.ready));
            var whole = ready.All(part => part.ready);
            return TypedResults.Json(
                new Response(Word(whole), parts),
                statusCode: whole ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });

    static string Word(bool ready) => ready ? "ready" : "not ready";

    public sealed record Response(string Status, IReadOnlyDictionary<string, string> Services);
}
