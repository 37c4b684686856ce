using System.Resources;
using Anjie.Gateway;
using Anjie.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway", new ResourceManager("Anjie.Gateway.Resources.Errors", typeof(Program).Assembly));
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
builder.Services.AddHttpClient<ServicePorts>(client => client.Timeout = TimeSpan.FromSeconds(5));
builder.Services.AddSingleton<DevelopmentClock>();

var app = builder.Build();
app.UseMiddleware<OutsideHeaders>();
app.UseBrowserProtection();
app.UseServiceDefaults();
app.MapSystemHealth();
app.MapApiDocumentation();
DevelopmentClock.Map(app);
// What no service answers for must not come back as a page of the Portal.
app.Map("/api/{**rest}", () => TypedResults.NotFound());
app.MapReverseProxy(proxy => proxy.UseMiddleware<ServiceDown>());

await app.RunAsync();
