using System.Text.Json.Nodes;
using Anjie.Portal.Api;
using Anjie.Portal.Features.Directory;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Admin;

/// <summary>A post of an account.</summary>
public sealed record AccountPost(Guid Id, string Title, Guid UnitId, string UnitName, string UnitEnglishName, bool Active = true, IReadOnlyList<string>? Roles = null)
{
    public string ShownUnit => Texts.Either(UnitName, UnitEnglishName);
}

/// <summary>A line of the list of accounts.</summary>
public sealed record Account(Guid Id, string UserName, string Name, bool Active, DateTimeOffset? LockedUntil, IReadOnlyList<AccountPost> Posts)
{
    public string State => StateOf(Active, LockedUntil);

    internal static string StateOf(bool active, DateTimeOffset? lockedUntil) => !active ? "Closed" : lockedUntil is null ? "Active" : "Locked";
}

public sealed record AccountDetail(
    Guid Id, string UserName, string Name, Guid? PrimaryPostId, bool Active, int Version, bool HasPassword, bool HasSecondFactor, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt, int OpenSignIns, IReadOnlyList<AccountPost> Posts)
{
    public string State => Account.StateOf(Active, LockedUntil);
}

public sealed record PostDetail(
    Guid Id, Guid UnitId, string UnitName, string UnitEnglishName, Guid? PersonId, string? PersonName, string Title, IReadOnlyList<string> Roles, string? Level, bool Active, int Version)
{
    public string ShownUnit => Texts.Either(UnitName, UnitEnglishName);

    public string State => !Active ? "Abolished" : PersonId is null ? "Vacant" : "Filled";
}

/// <summary>Units, accounts and posts as administrators keep them.</summary>
public sealed class AdminClient(AnjieApi api, DirectoryClient directory)
{
    public Task<Answer<Page<Account>>> AccountsAsync(string? q, Guid? unit, string? state, string? after, int limit) =>
        api.GetAsync<Page<Account>>(Query.Of("api/directory/accounts", ("q", q), ("unit", unit), ("state", state), ("after", after), ("limit", limit)));

    public Task<Answer<AccountDetail>> AccountAsync(Guid id) => api.GetAsync<AccountDetail>($"api/directory/people/{id}");

    public async Task<Answer<AccountDetail>> PutAccountAsync(Guid id, JsonObject body, int? version)
    {
        var answer = await api.PutAsync<AccountDetail>($"api/directory/people/{id}", body, version);
        directory.Forget([id, .. answer.Value?.Posts.Select(post => (Guid?)post.Id) ?? []]);
        return answer;
    }

    public Task<Answer<AccountDetail>> UnlockAsync(Guid id, int version) => api.DeleteAsync<AccountDetail>($"api/directory/people/{id}/lockout", version);

    public Task<Answer<AccountDetail>> RemoveSecondFactorAsync(Guid id, int version) => api.DeleteAsync<AccountDetail>($"api/directory/people/{id}/second-factor", version);

    public Task<Answer<object>> EndSignInsAsync(Guid id) => api.DeleteAsync<object>($"api/directory/people/{id}/sessions");

    public Task<Answer<Page<PostDetail>>> PostsAsync(string? q, Guid? unit, string? role, string? state, string? after, int limit) =>
        api.GetAsync<Page<PostDetail>>(Query.Of("api/directory/posts", ("q", q), ("unit", unit), ("role", role), ("state", state), ("after", after), ("limit", limit)));

    public Task<Answer<PostDetail>> PostAsync(Guid id) => api.GetAsync<PostDetail>($"api/directory/posts/{id}");

    /// <param name="holders">Whose posts this changes: the former and the new one.</param>
    public async Task<Problem?> PutPostAsync(Guid id, JsonObject body, int? version, params IReadOnlyList<Guid?> holders)
    {
        var answer = await api.PutAsync<JsonObject>($"api/directory/posts/{id}", body, version);
        directory.Forget([id, .. holders]);
        return answer.Problem;
    }

    public Task<Answer<Unit>> UnitAsync(Guid id) => api.GetAsync<Unit>($"api/directory/units/{id}");

    public async Task<Problem?> PutUnitAsync(Guid id, JsonObject body, int? version)
    {
        var answer = await api.PutAsync<Unit>($"api/directory/units/{id}", body, version);
        directory.ForgetUnits();
        return answer.Problem;
    }

    public Task<Answer<PolicyRows>> PolicyAsync() => api.GetAsync<PolicyRows>("api/directory/policy");

    /// <param name="id">Of a case or a matter, or a number.</param>
    public Task<Answer<RightsAnswer>> RightsAsync(string service, string id, Guid post) => api.GetAsync<RightsAnswer>(Query.Of($"api/{service}/rights/{id}", ("post", post)));
}

/// <summary>The policy in force, as rows.</summary>
public sealed record PolicyRows(string Hash, IReadOnlyList<GrantRow> Grants, IReadOnlyList<ExclusionRow> Exclusions, IReadOnlyList<RouteRow> Routes, IReadOnlyList<RoleRow> Roles)
{
    static readonly string[] Disclosures = ["POST /parties/{id}/disclosure", "POST /petitioners/{id}/disclosure"];

    public IEnumerable<GrantRow> Of(string role) => Grants.Where(row => row.Role == role);

    /// <summary>Routes that name the role; what is open to everybody tells nothing of it.</summary>
    public IEnumerable<RouteRow> Opened(string role) => Routes.Where(row => row.Roles?.Contains(role) == true);

    /// <summary>Whether the role may ask for people's details in full.</summary>
    public bool Discloses(string role) => Opened(role).Any(row => Disclosures.Contains(row.Route));
}

public sealed record GrantRow(string Role, string Kind, string Within, string Class);

public sealed record ExclusionRow(string Class, string From);

public sealed record RouteRow(string Service, string Route, IReadOnlyList<string>? Roles, string? SeenKind);

public sealed record RoleRow(string Role, int Filled, int Vacant);

/// <summary>What one service says about somebody and a case.</summary>
public sealed record RightsAnswer(RightsPost Post, IReadOnlyList<Verdict> Cases);

public sealed record RightsPost(Guid Id, Guid UnitId, IReadOnlyList<string> Roles, bool Acts);

public sealed record Verdict(
    string Kind, Guid CaseId, Guid MatterId, bool Sees, string Reason, string Route, bool IsRouteOpen, IReadOnlyList<GrantOfCase> Grants, IReadOnlyList<ExclusionOfCase> Exclusions);

public sealed record GrantOfCase(GrantRow Row, bool IsOfClass, string? Through);

public sealed record ExclusionOfCase(ExclusionRow Row, bool Names);
