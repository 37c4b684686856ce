using Scalar.AspNetCore;

namespace Anjie.Gateway;

static class ApiDocumentation
{
    static readonly string[] services = ["screening", "reception", "backlog", "supervision", "directory"];

    /// <summary>Development only: the interactive description of every service's API, from files of our own.</summary>
    public static void MapApiDocumentation(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        app.MapScalarApiReference("/docs", options => options
            .AddDocuments(services)
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .WithTitle("案结 Anjie API")
            .WithNonce()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp());
    }
}
