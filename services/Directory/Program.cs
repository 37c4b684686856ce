using System.Resources;
using Anjie.Contracts;
using Anjie.Contracts.Directory;
using Anjie.Directory.Bootstrap;
using Anjie.Directory.Features.Calendar;
using Anjie.Directory.Features.CodeLists;
using Anjie.Directory.Features.Delegations;
using Anjie.Directory.Features.Parameters;
using Anjie.Directory.Features.People;
using Anjie.Directory.Features.Rights;
using Anjie.Directory.Features.SignIn;
using Anjie.Directory.Features.SignIn.Passwords;
using Anjie.Directory.Features.SignIn.SecondFactor;
using Anjie.Directory.Features.Units;
using Anjie.Directory.Persistence;
using Anjie.Hosting;
using Anjie.Messaging;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("directory", new ResourceManager("Anjie.Directory.Resources.Errors", typeof(Program).Assembly));
builder.AddTokenAccess<DirectoryDb>(DirectoryDb.Watched);
builder.AddDatabase<DirectoryDb>(args, more: options => options.UseOpenIddict<Guid>());
builder.AddMessaging<DirectoryDb>(new MessagingOptions
{
    Service = "directory",
    Contracts = typeof(Event).Assembly,
    Publishes = "Anjie.Contracts.Directory",
    OrderingKey = fact => ((Event)fact).StreamId(),
    // The lists are read here when a screen needs them; nobody keeps a copy yet.
    MayGoUnheard = [typeof(CodeListPublished)],
    Consumers = _ => { }, // the directory tells, and listens to nobody
});
builder.AddSignIn();
builder.Services.AddValidation();
builder.AddApiDocument();

var app = builder.Build();
if (ServiceDefaults.IsMigration(args))
    return await app.MigrateAsync<DirectoryDb>(MessagingTopology.DeployAsync);
if (BootstrapVerb.IsAsked(args))
    return await app.BootstrapAsync(args);

app.UsePublicAddress();
app.UseServiceDefaults();
app.UseTokenAccess<DirectoryDb>();
app.MapApiDocument();
app.MapDevelopmentClock((services, ct) => services.GetRequiredService<MessagingActivity>().IsIdleAsync(ct));

Connect.Map(app);
Pulse.Map(app);
AccountPages.Map(app);
PasswordPages.Map(app);
SecondStepPages.Map(app);
EnrolmentPages.Map(app);
SecurityPages.Map(app);

var api = app.MapGroup("/api/directory");
GetMe.Map(api);
OwnSessions.Map(api);
OwnLists.Map(api);
OwnSearches.Map(api);
ListUnits.Map(api);
GetUnit.Map(api);
PutUnit.Map(api);
ListPeople.Map(api);
ListAccounts.Map(api);
GetPerson.Map(api);
PutPerson.Map(api);
UnlockPerson.Map(api);
DeleteSecondFactor.Map(api);
ListPosts.Map(api);
PutPost.Map(api);
DelegationSlices.Map(api);
GetPolicy.Map(api);
GetCalendar.Map(api);
PutCalendar.Map(api);
ListParameters.Map(api);
PutParameter.Map(api);
ListCodeLists.Map(api);
PutCodeList.Map(api);
AuditPages.Map(api);

app.DemandRouteRules();
await app.RunAsync();
return 0;
