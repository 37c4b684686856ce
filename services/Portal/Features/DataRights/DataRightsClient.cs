using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.DataRights;

/// <summary>What people are told of the use of their data.</summary>
public sealed record PrivacyNotice(string Version, string Title, IReadOnlyList<string> Paragraphs);

public sealed record CopyLine(string Name, string Text);

public sealed record CopySection(string Title, IReadOnlyList<CopyLine> Lines);

/// <summary>Everything kept of one person in one matter.</summary>
public sealed record PersonCopy(string Number, DateOnly MadeOn, IReadOnlyList<CopySection> Sections);

/// <summary>A request of a person about their own data.</summary>
public sealed record DataRequest(
    Guid Id, Guid PetitionerId, string Kind, bool AtDesk, DateOnly FiledOn, string? Text, string? Answer, string? Ground, DateOnly? AnsweredOn, string Sentence, IReadOnlyList<string> Fields);

public sealed record DataRequests(IReadOnlyList<DataRequest> Items);

/// <summary>The rights of the people whose data a matter holds, as the desk serves them.</summary>
public sealed class DataRightsClient(AnjieApi api)
{
    const string Root = "api/reception", NotInForce = "person.notice_not_in_force";

    public async Task<PrivacyNotice?> NoticeAsync() => (await api.GetAsync<PrivacyNotice>($"{Root}/privacy-notice")).Value;

    /// <summary>The notice after a refusal: the one that replaced it, where that was the reason.</summary>
    public async Task<PrivacyNotice?> NoticeAfterAsync(PrivacyNotice? shown, Problem? problem) => problem?.Code == NotInForce ? await NoticeAsync() : shown;

    public Task<Answer<DataRequests>> RequestsAsync(Guid matter) => api.GetAsync<DataRequests>($"{Root}/matters/{matter}/data-requests");

    /// <summary>A copy to hand over; each leaves a row of evidence.</summary>
    public Task<Answer<PersonCopy>> CopyAsync(Guid person) => api.PostAsync<PersonCopy>($"{Root}/petitioners/{person}/copy", new JsonObject());

    public Task<Answer<JsonObject>> ActAsync(Guid person, string path, JsonObject body) => api.PostAsync<JsonObject>($"{Root}/petitioners/{person}/{path}", body);
}
