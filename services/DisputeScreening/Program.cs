using System.Resources;
using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Screening;
using Anjie.DisputeScreening.Domain;
using Anjie.DisputeScreening.Features.Disputes;
using Anjie.DisputeScreening.Persistence;
using Anjie.Hosting;
using Anjie.Hosting.Breach;
using Anjie.Messaging;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("screening", new ResourceManager("Anjie.DisputeScreening.Resources.Errors", typeof(Program).Assembly));
builder.AddTokenAccess<ScreeningDb>();
builder.AddPersonalData();
builder.AddDisclosures(() => new ManyDisclosed());
builder.AddAttachments();
// A dispute has many small children; joined in one query they would multiply each other.
builder.AddDatabase<ScreeningDb>(args, npgsql => npgsql.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
builder.AddMessaging<ScreeningDb>(new MessagingOptions
{
    Service = "screening",
    Contracts = typeof(Event).Assembly,
    Publishes = "Anjie.Contracts.Screening",
    OrderingKey = fact => ((Event)fact).StreamId(),
    DoNotRetry = [typeof(BrokenRuleException)],
    Consumers = bus =>
    {
        bus.AddConsumer<KeepDirectoryCopy<ScreeningDb>>();
        bus.AddConsumer<EndDisputeWithMatter>();
    },
});
builder.Services.AddValidation();
builder.AddApiDocument();

var app = builder.Build();
if (ServiceDefaults.IsMigration(args))
    return await app.MigrateAsync<ScreeningDb>(MessagingTopology.DeployAsync);
if (PersonalDataRegistration.IsKeyRotation(args))
    return await app.RotateKeysAsync<ScreeningDb>();
if (BreachDrill.IsAsked(args))
    return await app.DrillAsync<ScreeningDb>(PersonIndexes.Names, ScreeningDb.Parties);

app.UseServiceDefaults();
app.UseTokenAccess<ScreeningDb>();
app.MapApiDocument();
app.MapDevelopmentClock((services, ct) => services.GetRequiredService<MessagingActivity>().IsIdleAsync(ct));

var api = app.MapGroup("/api/screening");
ListDisputes.Map(api);
GetDispute.Map(api);
ReportDispute.Map(api);
AssessDispute.Map(api);
DismissDispute.Map(api);
AssignGuarantees.Map(api);
StartHandling.Map(api);
LogProgress.Map(api);
SubmitResolution.Map(api);
VerifyResolution.Map(api);
ReturnResolution.Map(api);
EscalateDispute.Map(api);
ConvertToPetition.Map(api);
GuideToLegalRoute.Map(api);
CloseAfterLegalRoute.Map(api);
NominateForBacklog.Map(api);
RecuseFromDispute.Map(api);
DiscloseParty.Map(api);
RightsViewer.Map(api, ShownKind.Of<ScreeningDb, Dispute>("GET /disputes/{id}", db => db.Disputes));
Attachments.Map(api, FileHolder.Of<ScreeningDb, Dispute>("disputes", db => db.Disputes));
CalendarChanges.Map(api, ClockHolder.Of<ScreeningDb, Dispute>(db => db.Disputes));
AuditPages.Map(api);

app.DemandRouteRules();
await app.RunAsync();
return 0;
