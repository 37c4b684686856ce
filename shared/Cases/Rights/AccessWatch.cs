using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>What an access token rests on: the session it came from, and the states of the post and unit it speaks of.</summary>
public sealed record Footing(Guid Session, Guid Post, int PostVersion, Guid Unit, int UnitVersion);

/// <summary>Knows which access tokens are over before their time: their session has ended, or their post or unit is not what it was.</summary>
/// <remarks>
/// Tokens say which versions they were made from, so no clock decides, and a token newer than the service's own copy is good.
/// The state is read when a request needs it and is at most <see cref="MaximumAge"/> old; a change this process makes or hears of counts at once.
/// </remarks>
/// <param name="statement">Yields rows of "Id" and "Version": a token that names the id with a lower version is over.</param>
public sealed class AccessWatch(string statement) : IDisposable
{
    /// <summary>How long another process of the same service may go by what it read before.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);

    /// <summary>For services that keep copies of the directory.</summary>
    public const string OfCopies = $"""
        select id as "Id", version as "Version" from post_copy
        union all select id, version from unit_copy
        union all select id, {Ended} from ended_session where ended_at > now() - interval '{Remembered}'
        """;

    /// <summary>The version of a session that has ended; no token has it.</summary>
    public const string Ended = "2147483647";

    /// <summary>Longer than any access token lives.</summary>
    public const string Remembered = "15 minutes";

    readonly RecentlyRead<FrozenDictionary<Guid, int>> _lowest = new(MaximumAge, async (db, ct) =>
        (await db.Database.SqlQueryRaw<Row>(statement).ToListAsync(ct)).ToFrozenDictionary(row => row.Id, row => row.Version));

    /// <summary>Makes every request from now on go by what is true now.</summary>
    public void Expire() => _lowest.Expire();

    /// <summary>Whether a token that rests on this is still good.</summary>
    public async ValueTask<bool> HoldsAsync(DbContext db, Footing footing, CancellationToken ct)
    {
        var lowest = await _lowest.GetAsync(db, ct);
        return Holds(footing.Session, 0) && Holds(footing.Post, footing.PostVersion) && Holds(footing.Unit, footing.UnitVersion);

        bool Holds(Guid id, int version) => version >= lowest.GetValueOrDefault(id);
    }

    public void Dispose() => _lowest.Dispose();

    sealed record Row(Guid Id, int Version);
}

/// <summary>A sign-in that ended a short while ago, as other services remember it.</summary>
public sealed class EndedSession
{
    public required Guid Id { get; init; }

    /// <summary>On the system's own clock.</summary>
    public required DateTimeOffset EndedAt { get; init; }
}
