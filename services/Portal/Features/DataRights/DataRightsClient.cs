using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.DataRights;

/// <summary>What people are told of the use of their data.</summary>
public sealed record PrivacyNotice(string Version, string Title, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Whether a refusal says that it was not shown, or that it is not the one in force.</summary>
    public static bool IsMissedBy(string? code) => code is "person.notice_missing" or "person.notice_not_in_force";

    /// <summary>Whether a refusal is a reason to read it again: another one may be in force, or none was there to be shown.</summary>
    public static bool IsToBeRead(PrivacyNotice? shown, Problem? problem) => problem is not null && (shown is null || IsMissedBy(problem.Code));
}

public sealed record CopyLine(string Name, string Text);

public sealed record CopySection(string Title, IReadOnlyList<CopyLine> Lines);

/// <summary>Everything kept of one person in one matter.</summary>
public sealed record PersonCopy(string Number, DateOnly MadeOn, IReadOnlyList<CopySection> Sections);

/// <summary>A request of a person about their own data.</summary>
public sealed record DataRequest(
    Guid Id, Guid PetitionerId, string Kind, bool AtDesk, DateOnly FiledOn, string? Text, string? Answer, string? Ground, DateOnly? AnsweredOn, string Sentence, IReadOnlyList<string> Fields);

/// <param name="MayServe">Whether the caller's desk answers to the people of the matter.</param>
public sealed record DataRequests(IReadOnlyList<DataRequest> Items, bool MayServe);

/// <summary>The rights of the people whose data a matter holds, as the desk serves them.</summary>
public sealed class DataRightsClient(AnjieApi api)
{
    const string Root = "api/reception";

    public async Task<PrivacyNotice?> NoticeAsync() => (await api.GetAsync<PrivacyNotice>($"{Root}/privacy-notice")).Value;

    /// <summary>The notice after what was sent was answered.</summary>
    public async Task<PrivacyNotice?> NoticeAfterAsync(PrivacyNotice? shown, Problem? problem) => PrivacyNotice.IsToBeRead(shown, problem) ? await NoticeAsync() ?? shown : shown;

    public Task<Answer<DataRequests>> RequestsAsync(Guid matter) => api.GetAsync<DataRequests>($"{Root}/matters/{matter}/data-requests");

    /// <summary>A copy to hand over; each leaves a row of evidence.</summary>
    public Task<Answer<PersonCopy>> CopyAsync(Guid person) => api.PostAsync<PersonCopy>($"{Root}/petitioners/{person}/copy", new JsonObject());

    public Task<Answer<JsonObject>> ActAsync(Guid person, string path, JsonObject body) => api.PostAsync<JsonObject>($"{Root}/petitioners/{person}/{path}", body);
}
