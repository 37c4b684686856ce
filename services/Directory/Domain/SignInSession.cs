using Anjie.Cases;
using Anjie.Contracts.Directory;

namespace Anjie.Directory.Domain;

public enum SessionEnd { SignedOut, Ended, EndedByAdministrator, Idle, TooLong, TooMany, AccountChanged, Replaced }

/// <summary>One sign-in of one browser, from the password to its end. The cookie and every token name it, and end with it.</summary>
/// <remarks>All its moments are on the system's own clock, never on business time.</remarks>
internal sealed class SignInSession : Versioned
{
    SignInSession() { } // EF Core

    public Guid PersonId { get; private set; }
    public DateTimeOffset BeganAt { get; private set; }

    /// <summary>When the person last did something, as far as this service was told.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }
    public SessionEnd? How { get; private set; }
    public string? Address { get; private set; }

    /// <summary>Kind of browser and machine, for the person to know it again; never the whole text the browser sent.</summary>
    public string Browser { get; private set; } = "";

    public static SignInSession Begin(Guid person, DateTimeOffset now, string? address, string browser) =>
        new() { Id = Guid.CreateVersion7(), PersonId = person, BeganAt = now, SeenAt = now, Address = address, Browser = browser };

    public bool IsOpen(SessionLimits limits, DateTimeOffset now) => EndedAt is null && limits.Left(this, now) > TimeSpan.Zero;

    /// <summary>Ends it once; what comes later changes nothing.</summary>
    public bool End(Act act, SessionEnd how, DateTimeOffset now)
    {
        if (EndedAt is not null)
            return false;
        (EndedAt, How) = (now, how);
        Record(act, new SessionEnded(Id), act.Actor.Roles.Order(StringComparer.Ordinal).FirstOrDefault() ?? Roles.System);
        return true;
    }
}

/// <summary>How long a sign-in lasts.</summary>
/// <param name="Idle">After the person's last act. Setting <c>Sessions:IdleMinutes</c>.</param>
/// <param name="Longest">After the password, whatever the person does. Setting <c>Sessions:LongestMinutes</c>.</param>
/// <param name="AtOnce">Sign-ins of one person at the same time; one more ends the eldest. Setting <c>Sessions:AtOnce</c>.</param>
internal sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest, int AtOnce)
{
    public static SessionLimits From(IConfiguration configuration)
    {
        var limits = new SessionLimits(
            TimeSpan.FromMinutes(configuration.GetValue("Sessions:IdleMinutes", 15)), TimeSpan.FromMinutes(configuration.GetValue("Sessions:LongestMinutes", 8 * 60)), configuration.GetValue("Sessions:AtOnce", 5));
        return limits.Idle > TimeSpan.Zero && limits.Longest >= limits.Idle && limits.AtOnce > 0
            ? limits
            : throw new InvalidOperationException("Sessions: IdleMinutes and AtOnce are above zero, LongestMinutes no less than IdleMinutes.");
    }

    public TimeSpan UntilIdle(SignInSession session, DateTimeOffset now) => session.SeenAt + Idle - now;

    public TimeSpan UntilTooLong(SignInSession session, DateTimeOffset now) => session.BeganAt + Longest - now;

    public TimeSpan Left(SignInSession session, DateTimeOffset now) =>
        UntilIdle(session, now) < UntilTooLong(session, now) ? UntilIdle(session, now) : UntilTooLong(session, now);
}
