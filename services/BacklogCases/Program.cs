using System.Resources;
using Anjie.BacklogCases.Domain;
using Anjie.BacklogCases.Features.Cases;
using Anjie.BacklogCases.Persistence;
using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Hosting;
using Anjie.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("backlog", new ResourceManager("Anjie.BacklogCases.Resources.Errors", typeof(Program).Assembly));
builder.AddTokenAccess<BacklogDb>();
builder.AddPersonalData();
builder.AddAttachments();
builder.AddDatabase<BacklogDb>(args);
builder.AddMessaging<BacklogDb>(new MessagingOptions
{
    Service = "backlog",
    Contracts = typeof(Event).Assembly,
    Publishes = "Anjie.Contracts.Backlog",
    OrderingKey = fact => ((Event)fact).StreamId(),
    DoNotRetry = [typeof(BrokenRuleException)],
    Consumers = bus =>
    {
        bus.AddConsumer<KeepDirectoryCopy<BacklogDb>>();
        bus.AddConsumer<OpenNominatedCase>();
        bus.AddConsumer<ReopenOnRepeat>();
    },
});
builder.Services.AddScoped<IFollowsPosts, FollowLeaders>();
builder.Services.AddValidation();
builder.AddApiDocument();

var app = builder.Build();
if (ServiceDefaults.IsMigration(args))
    return await app.MigrateAsync<BacklogDb>(MessagingTopology.DeployAsync);
if (PersonalDataRegistration.IsKeyRotation(args))
    return await app.RotateKeysAsync<BacklogDb>();

app.UseServiceDefaults();
app.UseTokenAccess<BacklogDb>();
app.MapApiDocument();
app.MapDevelopmentClock((services, ct) => services.GetRequiredService<MessagingActivity>().IsIdleAsync(ct));

var api = app.MapGroup("/api/backlog");
ListCases.Map(api);
GetCase.Map(api);
NominateCase.Map(api);
ConfirmCase.Map(api);
DeclineCase.Map(api);
ClaimCase.Map(api);
AppointLeader.Map(api);
FormTeam.Map(api);
MeetPetitioner.Map(api);
SubmitPlan.Map(api);
ApprovePlan.Map(api);
ReturnPlan.Map(api);
StartWork.Map(api);
LogProgress.Map(api);
SubmitResult.Map(api);
VerifyResult.Map(api);
ReturnResult.Map(api);
NotifyResult.Map(api);
EvaluateCase.Map(api);
FollowUpCase.Map(api);
StrikeOffCase.Map(api);
RightsViewer.Map(api, ShownKind.Of<BacklogDb, BacklogCase>("GET /cases/{id}", db => db.Cases));
RecuseFromCase.Map(api);
ProposeHandover.Map(api);
AcceptHandover.Map(api);
DeclineHandover.Map(api);
Attachments.Map(api, FileHolder.Of<BacklogDb, BacklogCase>("cases", db => db.Cases));
CalendarChanges.Map(api, ClockHolder.Of<BacklogDb, BacklogCase>(db => db.Cases));
AuditPages.Map(api);

app.DemandRouteRules();
await app.RunAsync();
return 0;
