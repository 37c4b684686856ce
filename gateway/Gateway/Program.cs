using System.Resources;
using Anjie.Gateway;
using Anjie.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway", new ResourceManager("Anjie.Gateway.Resources.Errors", typeof(Program).Assembly));
var caller = new CallerCertificate(builder.Configuration);
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy")).ConfigureHttpClient((_, handler) => caller.Show(handler));
builder.Services.AddHttpClient<ServicePorts>(client => client.Timeout = TimeSpan.FromSeconds(5)).UseSocketsHttpHandler((handler, _) => caller.Show(handler));
builder.Services.AddSingleton<DevelopmentClock>();
builder.Services.AddSingleton<Refusals>();
builder.AddRateLimits();

var app = builder.Build();
app.UseTrustedProxies();
app.UseMiddleware<OutsideHeaders>();
app.Use(Refusals.WatchAsync);
app.UseBrowserProtection();
app.UseServiceDefaults();
app.UseMiddleware<ForeignSites>();
app.UseRateLimits();
app.MapSystemHealth();
app.MapApiDocumentation();
DevelopmentClock.Map(app);
// What no service answers for must not come back as a page of the Portal.
foreach (var prefix in (string[])["api", "openapi", "docs", "dev"])
{
    app.Map($"/{prefix}/{{**rest}}", () => TypedResults.NotFound());
}

app.MapReverseProxy(proxy =>
{
    proxy.UseMiddleware<ServiceDown>();
    proxy.Use(WipedStream.UseAsync);
});

await app.RunAsync();
