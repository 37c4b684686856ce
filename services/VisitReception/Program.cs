using System.Resources;
using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Contracts;
using Anjie.Hosting;
using Anjie.Hosting.Breach;
using Anjie.Messaging;
using Anjie.OfficeTexts;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Deadlines;
using Anjie.VisitReception.Features.Letters;
using Anjie.VisitReception.Features.LetterTexts;
using Anjie.VisitReception.Features.Exports;
using Anjie.VisitReception.Features.Imports;
using Anjie.VisitReception.Features.Matters;
using Anjie.VisitReception.Features.People;
using Anjie.VisitReception.Features.Public;
using Anjie.VisitReception.Features.Retention;
using Anjie.VisitReception.Features.Sessions;
using Anjie.VisitReception.Features.Visits;
using Anjie.VisitReception.Features;
using Anjie.VisitReception.Persistence;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reception", new ResourceManager("Anjie.VisitReception.Resources.Errors", typeof(Program).Assembly), TextErrors.Sentences);
builder.AddTokenAccess<ReceptionDb>();
builder.AddPersonalData();
builder.AddDisclosures(() => new ManyDisclosed());
builder.AddAttachments();
// A matter has many small children; joined in one query they would multiply each other.
builder.AddDatabase<ReceptionDb>(args, npgsql => npgsql.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
builder.AddMessaging<ReceptionDb>(new MessagingOptions
{
    Service = "reception",
    Contracts = typeof(Event).Assembly,
    Publishes = "Anjie.Contracts.Reception",
    OrderingKey = fact => ((Event)fact).StreamId(),
    DoNotRetry = [typeof(BrokenRuleException)],
    Consumers = bus =>
    {
        bus.AddConsumer<KeepDirectoryCopy<ReceptionDb>>();
        bus.AddConsumer<OpenMatterOfDispute>();
        bus.AddConsumer<StrikeOffWithBacklog>();
        bus.AddConsumer<KeepCodeLists>();
    },
});
builder.Services.AddScoped<IFollowsPosts, FollowLeaders>();
builder.Services.AddScoped<IFollowsPosts, FollowAccused>();
builder.Services.AddHostedService<WatchDueDates>();
builder.Services.AddOptions<LetterSettings>().BindConfiguration("Letters").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddScoped<LetterDesk>();
builder.Services.AddSingleton<PublicSessions>();
builder.Services.AddSingleton<QueryMetrics>();
builder.Services.AddScoped<PublicDoor>();
builder.Services.AddScoped<OwnSign>();
builder.Services.AddHostedService<RunImports>();
builder.Services.AddHostedService<EraseOldMatters>();
builder.Services.AddValidation();
builder.AddApiDocument();

var app = builder.Build();
if (ServiceDefaults.IsMigration(args))
    return await app.MigrateAsync<ReceptionDb>(MessagingTopology.DeployAsync);
if (PersonalDataRegistration.IsKeyRotation(args))
    return await app.RotateKeysAsync<ReceptionDb>();
if (BreachDrill.IsAsked(args))
    return await app.DrillAsync<ReceptionDb>(PersonIndexes.Names, CaseQueries.Petitioners, CaseQueries.VisitsOfMatters);

app.UseServiceDefaults();
app.UseTokenAccess<ReceptionDb>();
app.MapApiDocument();
app.MapDevelopmentClock(async (services, ct) => await services.GetRequiredService<MessagingActivity>().IsIdleAsync(ct) && !await RunImports.IsBusyAsync(services.GetRequiredService<ReceptionDb>(), ct),
    (services, ct) => WatchDueDates.NextOnAsync(services.GetRequiredService<ReceptionDb>(), ct));

var api = app.MapGroup("/api/reception");
ListSessions.Map(api);
PlanSession.Map(api);
RunSession.Map(api);
CloseSession.Map(api);
AnnounceSessions.Map(api);

ListVisits.Map(api);
GetVisit.Map(api);
RegisterVisit.Map(api);
DraftTalk.Map(api);
RecordTalk.Map(api);
ResolveOnSpot.Map(api);
AssignVisit.Map(api);
ExplainVisit.Map(api);
GuideVisit.Map(api);
SignAssignment.Map(api);
ReportResult.Map(api);
ApproveResult.Map(api);
ReturnResult.Map(api);
NotifyVisitor.Map(api);
EvaluateVisit.Map(api);
StrikeOffVisit.Map(api);
NominateVisit.Map(api);
HandOverVisit.Map(api);

ListMatters.Map(api);
GetMatter.Map(api);
RegisterMatter.Map(api);
CompleteMatter.Map(api);
DispatchMatter.Map(api);
AcceptMatter.Map(api);
InvestigateMatter.Map(api);
DraftOpinion.Map(api);
IssueOpinion.Map(api);
ServeAnswer.Map(api);
ReplyToMatter.Map(api);
GuideMatter.Map(api);
EvaluateMatter.Map(api);
WithholdEvaluation.Map(api);
CloseMatter.Map(api);
NominateMatter.Map(api);
ListRepeats.Map(api);
ObjectToDispatch.Map(api);
RefuseMatter.Map(api);
ForwardAccusation.Map(api);
MergeMatter.Map(api);
WithdrawMatter.Map(api);
ExtendMatter.Map(api);
SwitchToOrdinary.Map(api);
HearMatter.Map(api);
MediateMatter.Map(api);
RequestReview.Map(api);
ReviewMatter.Map(api);
ReportCompletion.Map(api);
RecordOutcome.Map(api);
ReportUrgentMatter.Map(api);
CertifyMatter.Map(api);
ReadLetter.Map(api);
PreviewLetter.Map(api);
PrintApplication.Map(api);
LetterTextRoutes.Map(api, [.. IssuedKinds.All.Select(kind => new EditableKind(kind, IssuedKinds.FieldsOf(kind), day => SampleFacts.Of(kind, day)))]);
ShowPetitionerSide.Map(api);
PrintQuerySlip.Map(api);
RenewQueryCode.Map(api);

QueryMatter.Map(api);
ShowPublicMatter.Map(api);
DownloadPublicLetter.Map(api);
EvaluateInPublic.Map(api);
RequestReviewInPublic.Map(api);
ShowPrivacyNoticeInPublic.Map(api);
CopyPersonInPublic.Map(api);
RequestInPublic.Map(api);

ExportMatters.Map(api);
UploadImport.Map(api);
GetImport.Map(api);
StartImport.Map(api);
ImportFaults.Map(api);

Recusals.Map(api);
SearchPeople.Map(api);
DisclosePetitioner.Map(api);
ShowPrivacyNotice.Map(api);
CopyPerson.Map(api);
CorrectPetitioner.Map(api);
ListDataRequests.Map(api);
RequestErasure.Map(api);
RefuseCorrection.Map(api);
PreviewDeadline.Map(api);
RightsViewer.Map(api,
    ShownKind.Of<ReceptionDb, Session>("GET /sessions/{id}", db => db.Sessions),
    ShownKind.Of<ReceptionDb, Visit>("GET /visits/{id}", db => db.Visits),
    ShownKind.Of<ReceptionDb, Matter>("GET /matters/{id}", db => db.Matters),
    ShownKind.Of<ReceptionDb, Matter>("POST /person-search", db => db.Matters, CaseQueries.Encounter));
Attachments.Map(api, FileHolder.Of<ReceptionDb, Visit>("visits", db => db.Visits), FileHolder.Of<ReceptionDb, Matter>("matters", db => db.Matters));
CalendarChanges.Map(api, ClockHolder.Of<ReceptionDb, Visit>(db => db.Visits), ClockHolder.Of<ReceptionDb, Matter>(db => db.Matters));
AuditPages.Map(api, AccusationEvidence.SubjectsAsync);

app.DemandRouteRules();
await app.RunAsync();
return 0;
