using Anjie.Portal.Api;

namespace Anjie.Portal.Features.Files;

/// <summary>A file of a case.</summary>
public sealed record FileLine(Guid Id, string Name, string Kind, int Size, DateTimeOffset AddedAt, string AddedByName, Guid AddedByUnitId, bool MayRemove);

public sealed record FileList(IReadOnlyList<FileLine> Items, bool MayAttach, int MostFiles, long MostBytes, int MostBytesOfFile);

/// <summary>Files of cases. Their bytes pass between browser and service (<see cref="FileTransfer"/>), not through the circuit.</summary>
public sealed class FilesClient(AnjieApi api)
{
    /// <param name="holder">Service, kind and id of the case, as addresses have them.</param>
    public Task<Answer<FileList>> ListAsync(string holder) => api.GetAsync<FileList>($"api/{holder}/attachments");

    public Task<Answer<object>> RemoveAsync(string holder, Guid id) => api.DeleteAsync<object>($"api/{holder}/attachments/{id}");
}
