using Anjie.Directory.Domain;
using Anjie.Directory.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Directory.Features.SignIn;

/// <summary>The way by which somebody tries to be a person: a browser the person is known in, or all others together.</summary>
/// <param name="PersonId">Nobody's for an unknown name: its wrong answers are counted nowhere, with the same statement.</param>
internal sealed record Approach(Guid PersonId, KnownDevice? Device, bool IsClosed);

/// <summary>Counts wrong answers: passwords, digits, recovery codes, all alike.</summary>
/// <remarks>
/// After five in a row the way is closed for a minute, after each further one for twice as long, up to a quarter of an hour. Only a sign-in
/// that has passed all its steps begins the count anew: who knows the password cannot try digits for ever.
/// Browsers in which the person has signed in before are counted each for itself, all others together: who guesses from outside
/// closes the way of strangers, never that of the person's own desk.
/// </remarks>
internal sealed class GuessCount(DirectoryDb db, KnownDevices devices, TimeProvider time)
{
    public const int Attempts = 5;
    const int LongestMinutes = 15;

    // More would not lengthen the wait, only the number.
    const int Doublings = 4;

    /// <summary>Asked for unknown names too: the answer must not come sooner.</summary>
    public async Task<Approach> ApproachAsync(HttpContext http, Person? person, CancellationToken ct)
    {
        var id = person?.Id ?? Guid.Empty;
        var device = await devices.FindAsync(http, id, ct);
        return new(id, device, (device is null ? person?.LockoutEnd : device.ClosedUntil) > time.GetUtcNow());
    }

    /// <summary>One statement, so that guesses in parallel count one by one. What is tried while the way is closed makes it no longer.</summary>
    public Task WrongAsync(Approach approach, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var person = approach.IsClosed ? Guid.Empty : approach.PersonId;
        return approach.Device is { } device
            ? db.Devices.Where(x => x.Id == device.Id && x.PersonId == person).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.Failed, x => x.Failed + 1)
                .SetProperty(x => x.ClosedUntil, x => x.Failed + 1 < Attempts
                    ? x.ClosedUntil
                    : now.AddMinutes(Math.Min(LongestMinutes, Math.Pow(2, Math.Min(Doublings, x.Failed + 1 - Attempts))))), ct)
            : db.Users.Where(x => x.Id == person).ExecuteUpdateAsync(set => set
                .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1)
                .SetProperty(x => x.LockoutEnd, x => x.AccessFailedCount + 1 < Attempts
                    ? x.LockoutEnd
                    : now.AddMinutes(Math.Min(LongestMinutes, Math.Pow(2, Math.Min(Doublings, x.AccessFailedCount + 1 - Attempts))))), ct);
    }

    /// <summary>The person is who they say: the count of this way begins anew.</summary>
    public Task RightAsync(Approach approach, CancellationToken ct) => approach.Device is { } device
        ? db.Devices.Where(x => x.Id == device.Id && x.Failed > 0).ExecuteUpdateAsync(set => set.SetProperty(x => x.Failed, 0), ct)
        : db.Users.Where(x => x.Id == approach.PersonId && x.AccessFailedCount > 0).ExecuteUpdateAsync(set => set.SetProperty(x => x.AccessFailedCount, 0), ct);
}
