using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Portal.Session;

/// <summary>Access tokens of signed-in people, refreshed on the server. One refresh per session at a time: a refresh token is good for one exchange.</summary>
internal sealed class TokenSource(
    IDbContextFactory<PortalDb> databases, SessionSecrets secrets, IHttpClientFactory clients, SignInSettings settings, TimeProvider time, ILogger<TokenSource> log)
{
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(40);

    // Without refresh tokens: those lie sealed in the database, and come into memory only to be exchanged.
    readonly ConcurrentDictionary<string, AccessToken> _known = new(StringComparer.Ordinal);

    /// <summary>Null when the session is over and the person must sign in again.</summary>
    public async Task<string?> AccessTokenAsync(string sessionId, CancellationToken ct)
    {
        if (_known.TryGetValue(sessionId, out var known) && IsFresh(known.ExpiresAt))
            return known.Value;

        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The row lock makes a second circuit, or a second Portal, wait for the exchange and then find its result.
        var session = await db.Sessions.FromSql($"select * from portal_session where id = {sessionId} for update").FirstOrDefaultAsync(ct);
        if (session is null || session.ExpiresAt < time.GetUtcNow())
            return Forget(sessionId);
        var tokens = secrets.OpenTokens(session.Tokens);
        if (!IsFresh(tokens.AccessExpiresAt))
        {
            if (await ExchangeAsync(tokens.Refresh, ct) is not { } fresh)
            {
                db.Remove(session);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return Forget(sessionId);
            }
            tokens = fresh;
            session.Tokens = secrets.Seal(tokens);
            await db.SaveChangesAsync(ct);
        }
        // Before the lock goes: whoever signs out removes the row first, and then finds all that is to be forgotten.
        Remember(sessionId, new(tokens.Access, tokens.AccessExpiresAt));
        // The old refresh token is spent: what came back must be kept, whoever has stopped waiting.
        await transaction.CommitAsync(CancellationToken.None);
        return tokens.Access;
    }

    /// <summary>The sign-in is over: what the browser's cookie points to goes.</summary>
    public async Task EndAsync(string sessionId)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Sessions.Where(session => session.Id == sessionId).ExecuteDeleteAsync();
        Forget(sessionId);
    }

    public string? Forget(string sessionId)
    {
        _known.TryRemove(sessionId, out _);
        return null;
    }

    // Not everybody signs out: with each token that comes those that have run out go.
    void Remember(string sessionId, AccessToken token)
    {
        foreach (var (other, known) in _known)
            if (!IsFresh(known.ExpiresAt))
                _known.TryRemove(KeyValuePair.Create(other, known));
        _known[sessionId] = token;
    }

    bool IsFresh(DateTimeOffset expiresAt) => expiresAt - time.GetUtcNow() > Margin;

    async Task<SessionTokens?> ExchangeAsync(string refreshToken, CancellationToken ct)
    {
        using var request = new FormUrlEncodedContent(
        [
            new("grant_type", "refresh_token"), new("refresh_token", refreshToken), new("client_id", SignInSettings.ClientId), new("client_secret", settings.Secret),
        ]);
        using var client = clients.CreateClient(SignInSettings.BackChannel);
        using var answer = await client.PostAsync(settings.TokenEndpoint, request, ct);
        if ((int)answer.StatusCode is >= 400 and < 500)
        {
            log.LogInformation("A session ended: the refresh was refused with {Status}", (int)answer.StatusCode);
            return null;
        }
        answer.EnsureSuccessStatusCode();
        var body = (await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct))!;
        return new(body.AccessToken, body.RefreshToken ?? refreshToken, time.GetUtcNow().AddSeconds(body.ExpiresIn));
    }

    sealed record AccessToken(string Value, DateTimeOffset ExpiresAt);

    sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
