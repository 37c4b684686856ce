using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Components.Parts;
using Anjie.Portal.Features.Reception;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Matters;

public sealed record MatterLine(
    Guid Id, Guid MatterId, string Number, string State, string Title, DateOnly ReceivedOn, int Form, string Category, string ContentCode, bool PetitionerPending,
    Guid RegisteringUnitId, Guid? HandlingUnitId, DateOnly? NextDueOn, string? Light);

public sealed record Investigation(Guid Id, string Kind, DateOnly On, string By, string Text);

public sealed record Evaluation(string About, string Value, string? Reason, DateOnly RecordedOn);

public sealed record Letter(Guid Id, string Kind, string KindName, string Number, Guid UnitId, DateOnly IssuedOn, string IssuedBy, string Body, bool Served, bool Kept, bool NeedsProof);

/// <summary>A letter before it is signed.</summary>
public sealed record LetterPreview(string? Kind, string? KindName, string? Html, IReadOnlyList<LetterFault> Faults);

public sealed record LetterFault(string Code, string? Field, int Position, string Sentence);

/// <summary>Whom an accusation is about.</summary>
public sealed record AccusedParty(Guid UnitId, Guid? PersonId, string? Name);

public sealed record DraftFinding(Guid DemandId, string? Kind, string Opinion, string Basis);

public sealed record OpinionDraft(IReadOnlyList<DraftFinding> Findings, string Facts, string ReviewOrgan);

public sealed record Objection(DateOnly On, string Reason, string Basis, Guid? ProposedUnitId, string? Answer);

public sealed record Refusal(string Ground, string Reason, string Basis, string? CompetentOrgan, string? FinalNumber);

public sealed record Extension(int Days, string Reason, Guid? LetterId, DateOnly? ApprovedOn, DateOnly? ToldOn);

public sealed record Urgency(DateTimeOffset KnownAt, string Reason, DateTimeOffset ReportBy, DateTimeOffset? ReportedAt, IReadOnlyList<string>? ReportedTo, string? Report);

/// <summary>Where the matter stands beside its state.</summary>
public sealed record Procedure(
    int? ProvinceStatus, string Substance, string? OutcomeText, string? EndedAs, DateOnly? CertifiedOn, Guid? ParentId, DateOnly? UpstreamOn, string? UpstreamOrgan,
    Objection? Objection, Refusal? Refusal, Extension? Extension, string? SwitchReason, string? DeskNote, Urgency? Urgency);

public sealed record Review(
    Guid Id, int Level, DateOnly FiledOn, string Request, string Grounds, string? LateReason, Guid? OrganId, string OrganName,
    string? Decision, DateOnly? DecidedOn, Guid? LetterId, string? Inquiry, string? Text, string? Basis, string? Reviewers, DateOnly? ServedOn);

public sealed record Matter(
    Guid Id, Guid MatterId, string Number, string State, int Version, IReadOnlyList<OfferedAction> Actions, IReadOnlyList<Clock> Clocks,
    DateOnly ReceivedOn, int Form, string Category, string ContentCode, string Summary, string? ProblemPlace, bool Anonymous, bool Confidential, bool PetitionerPending, int PeopleConcerned,
    Guid RegisteringUnitId, Guid? HandlingUnitId, string? DispatchKind, DateOnly? DispatchedOn, DateOnly? ReportBy, string? DispatchNote, DateOnly? AcceptedOn, bool Simple,
    OpinionDraft? OpinionDraft, Guid? AnswerLetterId, bool NominatedForBacklog, DateOnly? ClosesOn, AccusedParty? Accused,
    IReadOnlyList<Demand> Demands, IReadOnlyList<PersonOfCase> Petitioners, IReadOnlyList<Investigation> Investigations, IReadOnlyList<Letter> Letters,
    IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Evaluation> Evaluations, IReadOnlyList<Recusal> Recusals,
    Procedure Procedure, IReadOnlyList<Review> Reviews) : ICaseView;

/// <summary>A matter that may be of the same people; a clerk confirms it.</summary>
public sealed record RepeatLine(Guid Id, string Number, string State, bool Open, DateOnly ReceivedOn, string Summary);

/// <summary>Matters: the legal procedure.</summary>
public sealed class MatterClient(AnjieApi api)
{
    const string Root = "api/reception/matters";

    public Task<Answer<Page<MatterLine>>> ListAsync(LedgerQuery query) =>
        api.GetAsync<Page<MatterLine>>(Query.Of(Root, [.. query.Filters.Select(filter => (filter.Key, (object?)filter.Value)), ("q", query.Q), ("after", query.After), ("limit", query.Limit)]));

    public Task<Answer<Matter>> GetAsync(Guid id) => api.GetAsync<Matter>($"{Root}/{id}");

    /// <summary>The legal procedure of a matter, if there is one that the caller sees. A list, because to find none is no refusal and leaves no evidence of one.</summary>
    public async Task<Matter?> FindAsync(Guid matterId) =>
        (await api.GetAsync<Page<MatterLine>>(Query.Of(Root, ("matterId", matterId), ("limit", 1)))).Value?.Items is [var line] ? (await GetAsync(line.Id)).Value : null;

    /// <summary>Other matters that may be of the same people.</summary>
    public Task<Answer<IReadOnlyList<RepeatLine>>> RepeatsAsync(Guid id) => api.GetAsync<IReadOnlyList<RepeatLine>>($"{Root}/{id}/repeats");

    public Task<Answer<IReadOnlyList<HistoryLine>>> HistoryAsync(Guid id) => api.GetAsync<IReadOnlyList<HistoryLine>>($"{Root}/{id}/history");

    public Task<Answer<Matter>> RegisterAsync(Guid id, JsonObject body) => api.PutAsync<Matter>($"{Root}/{id}", body);

    // What an act asks for and its letter does not say.
    static readonly string[] Unsaid = ["note", "proof", "reviewers", "outsideNumber", "entryId", "on", "writtenBy"];

    /// <summary>How the letter of an act would look; nothing is kept of it.</summary>
    public Task<Answer<LetterPreview>> PreviewAsync(Guid id, ActionForm form, JsonObject body)
    {
        foreach (var name in Unsaid)
            body.Remove(name);
        body["kind"] = form.Action == "Dispatch" ? body["kind"]?.GetValue<string>() == "Assignment" ? "assignment" : "transfer" : form.LetterKind;
        return api.PostAsync<LetterPreview>($"{Root}/{id}/letters/preview", body);
    }

    public Task<Answer<Matter>> ActAsync(Guid id, string path, JsonObject body, int version) => api.PostAsync<Matter>($"{Root}/{id}/{path}", body, version);
}
