using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Delegations;

/// <summary>Somebody acts in a post in its holder's place.</summary>
public sealed record DelegationLine(
    Guid Id, Guid PostId, string PostTitle, Guid UnitId, Guid HolderId, string HolderName, Guid DelegateId, string DelegateName, DateOnly From, DateOnly Until, string Reason, string State, bool MayEnd);

public sealed record DelegationList(IReadOnlyList<DelegationLine> Items);

public sealed class DelegationClient(AnjieApi api)
{
    internal static readonly Field[] Form = [Field.Post("delegatePostId").Must(), Field.Date("from").Must(), Field.Date("until").Must(), Field.Text("reason").Must().Named("delegationReason")];

    public Task<Answer<DelegationList>> ListAsync() => api.GetAsync<DelegationList>("api/directory/delegations");

    public Task<Answer<DelegationLine>> GiveAsync(Guid id, JsonObject body) => api.PutAsync<DelegationLine>($"api/directory/delegations/{id}", body);

    public Task<Answer<DelegationLine>> EndAsync(Guid id) => api.PostAsync<DelegationLine>($"api/directory/delegations/{id}/end", new JsonObject());
}
