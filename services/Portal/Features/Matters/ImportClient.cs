using System.Text.Json.Nodes;
using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Matters;

public sealed record ImportPreview(IReadOnlyList<string> Unused, IReadOnlyList<IReadOnlyList<string>> Rows);

public sealed record ImportLine(
    Guid Id, string FileName, string State, DateTimeOffset UploadedAt, DateTimeOffset? EndedAt, int Rows, int Position, int Fresh, int Known, int Changed, int Faulty,
    string? Reason, bool MayStart, bool MayStop, bool HasErrors, IReadOnlyList<string> Headings, ImportPreview? Preview)
{
    /// <summary>The service is at work on it.</summary>
    public bool IsMoving => State is "Uploaded" or "Running";
}

/// <summary>The person's own imports of the province's export.</summary>
public sealed class ImportClient(AnjieApi api)
{
    public Task<Answer<Page<ImportLine>>> ListAsync() => api.GetAsync<Page<ImportLine>>("api/reception/imports?limit=50");

    public Task<Answer<ImportLine>> GetAsync(Guid id) => api.GetAsync<ImportLine>($"api/reception/imports/{id}");

    public Task<Answer<ImportLine>> StartAsync(Guid id) => api.PostAsync<ImportLine>($"api/reception/imports/{id}/start", new JsonObject());

    public Task<Answer<ImportLine>> StopAsync(Guid id) => api.PostAsync<ImportLine>($"api/reception/imports/{id}/stop", new JsonObject());
}
