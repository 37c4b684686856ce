using Anjie.Cases;
using Microsoft.AspNetCore.Identity;

namespace Anjie.Directory.Domain;

/// <summary>An official who can sign in. No event tells of people: names stay in this service.</summary>
internal sealed class Person : IdentityUser<Guid>
{
    Person() { } // EF Core

    public string Name { get; private set; } = "";

    /// <summary>The post a new sign-in acts in.</summary>
    public Guid? PrimaryPostId { get; private set; }

    public bool Active { get; private set; }
    public int Version { get; private set; }

    /// <summary>When the password in force was set, on the system's own time; null without one.</summary>
    public DateTimeOffset? PasswordSetAt { get; private set; }

    /// <summary>The password came with the account or by a reset, so that somebody else knows it.</summary>
    public bool PasswordIsGiven { get; private set; }

    public static Person Create(Act act, Guid id, PersonDetails details)
    {
        Allow(act);
        var person = new Person { Id = id, LockoutEnabled = true };
        person.Take(details);
        person.Version = 1;
        return person;
    }

    public void Change(Act act, PersonDetails details)
    {
        Allow(act);
        if (Is(details))
            return;
        Take(details);
        Version++;
    }

    /// <summary>A new password is a change although its text is kept nowhere.</summary>
    public void PasswordWasReset(Act act)
    {
        Allow(act);
        // Guesses at the former one say nothing about this one.
        (AccessFailedCount, LockoutEnd) = (0, null);
        Version++;
    }

    /// <summary>An administrator vouches that the wrong passwords were the person's own.</summary>
    public void Unlock(Act act)
    {
        Allow(act);
        (AccessFailedCount, LockoutEnd) = (0, null);
        Version++;
    }

    /// <summary>An administrator took the second factors away, because a device was lost.</summary>
    public void SecondFactorsWereRemoved(Act act)
    {
        Allow(act);
        BrokenRuleException.ThrowIf(act.Actor.PersonId == Id, DirectoryErrors.OwnSecondFactor);
        SignInChanged();
    }

    /// <param name="hash">The password as it is kept.</param>
    /// <param name="given">Whether somebody else has chosen it.</param>
    public void TakePassword(string hash, bool given, DateTimeOffset now) => (PasswordHash, PasswordIsGiven, PasswordSetAt) = (hash, given, now);

    /// <summary>How this person signs in is not what it was: what rests on the former state ends, this session too unless it is begun anew.</summary>
    public void SignInChanged()
    {
        SecurityStamp = Guid.CreateVersion7().ToString("N");
        Version++;
    }

    public bool Is(PersonDetails details) => details == new PersonDetails(UserName!, Name, PrimaryPostId, Active);

    void Take(PersonDetails details) => (UserName, Name, PrimaryPostId, Active) = (details.UserName, details.Name, details.PrimaryPostId, details.Active);

    static void Allow(Act act)
    {
        if (!act.Actor.Has(Roles.SystemAdministrator) && !act.Actor.Has(Roles.System))
            throw new BrokenRuleException(CaseErrors.RoleForbidden, DirectoryErrors.Maintain);
    }
}

internal sealed record PersonDetails(string UserName, string Name, Guid? PrimaryPostId, bool Active);
