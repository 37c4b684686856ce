using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Anjie.Directory.Features.SignIn;

/// <summary>Keeps the two clients as configuration says. At each start, because the public address may have changed since the last.</summary>
internal sealed class ClientRegistrations(IServiceScopeFactory scopes, IConfiguration configuration, IHostEnvironment environment) : IHostedService
{
    public const string Portal = "portal";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var address = new Uri(configuration["Auth:Issuer"]!);
        // Replicas that start together write one after the other.
        var db = scope.ServiceProvider.GetRequiredService<DirectoryDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(6204)", cancellationToken);
        await KeepAsync(clients, OfPortal(address), cancellationToken);
        if (environment.IsDevelopment())
            await KeepAsync(clients, Scripts(address), cancellationToken);
        else if (await clients.FindByClientIdAsync("scripts", cancellationToken) is { } stray)
            await clients.DeleteAsync(stray, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    OpenIddictApplicationDescriptor OfPortal(Uri address)
    {
        var portal = Client(Portal, new Uri(address, "signin-oidc"));
        portal.ClientType = ClientTypes.Confidential;
        portal.ClientSecret = configuration["Auth:PortalSecret"] ?? throw new InvalidOperationException("Auth:PortalSecret is not configured.");
        portal.PostLogoutRedirectUris.Add(new Uri(address, "signout-callback-oidc"));
        return portal;
    }

    /// <summary>For seeds, tests and <c>deploy/token</c>: nothing listens at its redirect, the caller reads the code off the address.</summary>
    static OpenIddictApplicationDescriptor Scripts(Uri address)
    {
        var scripts = Client("scripts", new Uri(address, "dev/signed-in"));
        scripts.ClientType = ClientTypes.Public;
        return scripts;
    }

    static OpenIddictApplicationDescriptor Client(string id, Uri redirect) => new()
    {
        ClientId = id,
        ConsentType = ConsentTypes.Implicit,
        RedirectUris = { redirect },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };

    static async Task KeepAsync(IOpenIddictApplicationManager clients, OpenIddictApplicationDescriptor client, CancellationToken ct)
    {
        if (await clients.FindByClientIdAsync(client.ClientId!, ct) is not { } known)
            await clients.CreateAsync(client, ct);
        else if (!await IsAsync(clients, known, client, ct))
            await clients.UpdateAsync(known, client, ct);
    }

    static async Task<bool> IsAsync(IOpenIddictApplicationManager clients, object known, OpenIddictApplicationDescriptor client, CancellationToken ct) =>
        client.RedirectUris.Select(uri => uri.AbsoluteUri).SequenceEqual(await clients.GetRedirectUrisAsync(known, ct))
        && client.Permissions.SetEquals(await clients.GetPermissionsAsync(known, ct))
        && (client.ClientSecret is null || await clients.ValidateClientSecretAsync(known, client.ClientSecret, ct));
}
