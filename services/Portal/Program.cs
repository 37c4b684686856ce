using Anjie.Hosting;
using Anjie.Portal.Api;
using Anjie.Portal.Components;
using Anjie.Portal.Components.Layout;
using Anjie.Portal.Components.Parts;
using Anjie.Portal.Features.Admin;
using Anjie.Portal.Features.Admin.LetterTexts;
using Anjie.Portal.Features.Audit;
using Anjie.Portal.Features.Backlog;
using Anjie.Portal.Features.Bulletins;
using Anjie.Portal.Features.DataRights;
using Anjie.Portal.Features.Deadlines;
using Anjie.Portal.Features.Delegations;
using Anjie.Portal.Features.Directory;
using Anjie.Portal.Features.Files;
using Anjie.Portal.Features.Matters;
using Anjie.Portal.Features.Public;
using Anjie.Portal.Features.Reception;
using Anjie.Portal.Features.Screening;
using Anjie.Portal.Features.SignIns;
using Anjie.Portal.Features.Supervision;
using Anjie.Portal.Session;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("portal");
builder.Services.AddPooledDbContextFactory<PortalDb>(builder.Database(args), ServiceDatabase.KeptContexts);
builder.Services.AddDataProtection().SetApplicationName("anjie-portal").PersistKeysToDbContext<PortalDb>().SealKeys(builder.Configuration, "portal");
builder.AddSignIn();
// A line keeps what was last written on it, and that names a token, for as long as it is used.
var linesKept = TimeSpan.FromSeconds(30);
builder.Services.AddHttpClient(AnjieApi.ClientName, (services, client) =>
{
    client.BaseAddress = services.GetRequiredService<SignInSettings>().Gateway;
    client.Timeout = TimeSpan.FromSeconds(20);
}).SetHandlerLifetime(linesKept);
builder.Services.AddHttpClient(FileTransfer.ClientName, (services, client) =>
{
    client.BaseAddress = services.GetRequiredService<SignInSettings>().Gateway;
    client.Timeout = TimeSpan.FromMinutes(6); // the slowest file that a service waits for
}).SetHandlerLifetime(linesKept);
builder.Services.AddOptions<AntiforgeryOptions>().Configure<SignInSettings>((options, settings) => settings.Set(options.Cookie, "anjie-page"));
builder.Services.AddAntiforgery(options =>
{
    options.HeaderName = "X-Form-Token";
    options.SuppressXFrameOptionsHeader = true; // the gateway says it, for every page
});
builder.Services.AddOptions<RevealSettings>().BindConfiguration("Reveal").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddMemoryCache();
builder.Services.AddSingleton<Drafts>();
builder.Services.AddScoped<CurrentUser>();
builder.Services.AddScoped(services => new AnjieApi(
    services.GetRequiredService<IHttpClientFactory>(), services.GetRequiredService<TokenSource>(), services.GetRequiredService<CurrentUser>(), services.GetRequiredService<NavigationManager>()));
builder.Services.AddScoped<DirectoryClient>();
builder.Services.AddScoped<ListPreferenceClient>();
builder.Services.AddScoped<AdminClient>();
builder.Services.AddScoped<CalendarClient>();
builder.Services.AddScoped<LetterTextClient>();
builder.Services.AddScoped<ScreeningClient>();
builder.Services.AddScoped<ReceptionClient>();
builder.Services.AddScoped<MatterClient>();
builder.Services.AddScoped<PetitionerSideClient>();
builder.Services.AddScoped<PublicClient>();
builder.Services.AddScoped<DataRightsClient>();
builder.Services.AddScoped<ImportClient>();
builder.Services.AddScoped<BacklogClient>();
builder.Services.AddScoped<SupervisionClient>();
builder.Services.AddScoped<BulletinClient>();
builder.Services.AddScoped<FilesClient>();
builder.Services.AddScoped<AuditClient>();
builder.Services.AddScoped<SignInsClient>();
builder.Services.AddScoped<DelegationClient>();
builder.Services.AddScoped<DeadlineClient>();
builder.Services.AddScoped<PageTitleState>();
builder.Services.AddScoped<ResultList>();
builder.Services.AddMudServices(parts => parts.SnackbarConfiguration.MaximumOpacity = 100);
// A page that is gone is not kept in memory for longer than a page left open may show something.
builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1));

var app = builder.Build();
if (ServiceDefaults.IsMigration(args))
    return await app.MigrateAsync<PortalDb>();

// The Portal listens behind the gateway only; what it says about the outside is believed.
var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
forwarded.KnownIPNetworks.Clear();
forwarded.KnownProxies.Clear();
app.UseForwardedHeaders(forwarded);
app.UseServiceDefaults();
app.UseAuthentication();
// What is neither a page nor a file of ours is not there, for whoever asks; the sign-in's own addresses have been answered before.
app.Use((http, next) =>
{
    if (http.GetEndpoint() is not null && !http.Request.Path.Value!.Contains("/.", StringComparison.Ordinal))
        return next(http);
    http.Response.StatusCode = StatusCodes.Status404NotFound;
    return Task.CompletedTask;
});
app.UseAuthorization();
app.UseAntiforgery();
app.MapDevelopmentClock((_, _) => Task.FromResult(true));
app.MapSignIn();
AuditDownload.Map(app);
FileTransfer.Map(app);
LetterPages.Map(app);
AnnouncementPages.Map(app);
PublicPages.Map(app);
PublicPersonPages.Map(app);
MatterTransfer.Map(app);
app.MapGet("/language", (string? to, string? back, HttpContext http) =>
{
    var language = ServiceDefaults.Languages.FirstOrDefault(known => known.Name == to) ?? ServiceDefaults.Languages[0];
    http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(ServiceDefaults.Languages[0], language)),
        new() { IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = http.Request.IsHttps });
    return TypedResults.LocalRedirect(SignIn.Local(back));
}).AllowAnonymous();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

await app.RunAsync();
return 0;
