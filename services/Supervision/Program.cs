using System.Resources;
using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Supervision;
using Anjie.Hosting;
using Anjie.Messaging;
using Anjie.OfficeTexts;
using Anjie.Supervision.Domain;
using Anjie.Supervision.Features;
using Anjie.Supervision.Features.Bulletins;
using Anjie.Supervision.Features.Items;
using Anjie.Supervision.Features.Ledger;
using Anjie.Supervision.Features.Letters;
using Anjie.Supervision.Features.LetterTexts;
using Anjie.Supervision.Features.Log;
using Anjie.Supervision.Features.Notices;
using Anjie.Supervision.Features.Quotas;
using Anjie.Supervision.Features.Watch;
using Anjie.Supervision.Persistence;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("supervision", new ResourceManager("Anjie.Supervision.Resources.Errors", typeof(Program).Assembly), TextErrors.Sentences);
builder.AddTokenAccess<SupervisionDb>();
builder.AddPersonalData();
builder.AddDatabase<SupervisionDb>(args, npgsql => npgsql.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)); // an item and its parts as of one moment
builder.AddMessaging<SupervisionDb>(new MessagingOptions
{
    Service = "supervision",
    Contracts = typeof(Event).Assembly,
    Publishes = "Anjie.Contracts.Supervision",
    OrderingKey = fact => ((Event)fact).StreamId(),
    DoNotRetry = [typeof(BrokenRuleException)],
    InSets = [typeof(ICaseEvent)],
    MayGoUnheard = [typeof(BulletinPublished)], // people read it here; for other services it is news, should one want it
    Consumers = bus =>
    {
        bus.AddConsumer<KeepDirectoryCopy<SupervisionDb>>();
        bus.AddConsumer<KeepCaseLog>(typeof(InSets<KeepCaseLog>));
        bus.AddConsumer<TellOfManyDisclosures>();
    },
});
builder.Services.AddSingleton<SupervisionMetrics>();
builder.Services.AddScoped<ISetConsumer<ICaseEvent>, CaseLog>();
builder.Services.AddScoped<FollowCases>();
builder.Services.AddScoped<WatchDuties>();
builder.Services.AddOptions<DeskTelephones>().BindConfiguration(DeskTelephones.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddScoped<LetterDesk>();
builder.Services.AddScoped<BulletinDesk>();
builder.Services.AddHostedService<FireWatches>();
builder.Services.AddHostedService<AlarmUrgent>();
builder.Services.AddHostedService<AlarmGaps>();
builder.Services.AddValidation();
builder.AddApiDocument();

var app = builder.Build();
if (ServiceDefaults.IsMigration(args))
    return await app.MigrateAsync<SupervisionDb>(async (services, ct) =>
    {
        await services.GetRequiredService<SupervisionDb>().ProtectLogAsync(ct);
        await MessagingTopology.DeployAsync(services, ct);
    });
if (PersonalDataRegistration.IsKeyRotation(args))
    return await app.RotateKeysAsync<SupervisionDb>();
if (args is ["rebuild", ..])
{
    await using var scope = app.Services.CreateAsyncScope();
    await RebuildProjections.RunAsync(scope.ServiceProvider.GetRequiredService<SupervisionDb>(), CancellationToken.None);
    return 0;
}

app.UseServiceDefaults();
app.UseTokenAccess<SupervisionDb>();
app.MapApiDocument();
app.MapDevelopmentClock((services, ct) => services.GetRequiredService<MessagingActivity>().IsIdleAsync(ct),
    async (services, ct) => new[]
    {
        await FireWatches.NextOnAsync(services.GetRequiredService<SupervisionDb>(), ct),
        await AlarmUrgent.NextOnAsync(services.GetRequiredService<SupervisionDb>(), services.GetRequiredService<BusinessClock>(), ct),
    }.Min());

var api = app.MapGroup("/api/supervision");
ListLedger.Map(api);
GetTimeline.Map(api);
GetBoard.Map(api);
ListQuotas.Map(api);
ListItems.Map(api);
GetItem.Map(api);
IssueItem.Map(api);
SignItem.Map(api);
ReplyToItem.Map(api);
ReviewItem.Map(api);
EscalateItem.Map(api);
CloseItem.Map(api);
CancelItem.Map(api);
ReadLetter.Map(api);
PreviewLetter.Map(api);
SendLetter.Map(api);
LetterTextRoutes.Map(api, [.. IssuedKinds.All.Select(kind => new EditableKind(kind, IssuedKinds.FieldsOf(kind), day => SampleFacts.Of(kind, day)))]);
ListBulletins.Map(api);
GetBulletin.Map(api);
DraftBulletin.Map(api);
EditBulletin.Map(api);
DecideBulletin.Map(api);
ReadBulletin.Map(api);
ListNotices.Map(api);
ReadNotice.Map(api);
RightsViewer.Map(api,
    ShownKind.Of<SupervisionDb, LedgerEntry>("GET /ledger", db => db.Lines()),
    ShownKind.Of<SupervisionDb, SupervisionItem>("GET /items/{id}", db => db.Items));
CalendarChanges.Map(api, ClockHolder.Of<SupervisionDb, SupervisionItem>(db => db.Items));
AuditPages.Map(api);

app.DemandRouteRules();
await app.RunAsync();
return 0;
