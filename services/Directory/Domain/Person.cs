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

    public bool Is(PersonDetails details) => details == new PersonDetails(UserName!, Name, PrimaryPostId, Active);

    void Take(PersonDetails details) => (UserName, Name, PrimaryPostId, Active) = (details.UserName, details.Name, details.PrimaryPostId, details.Active);

    static void Allow(Act act)
    {
        if (!act.Actor.Has(Roles.SystemAdministrator) && !act.Actor.Has(Roles.System))
            throw new BrokenRuleException(CaseErrors.RoleForbidden, DirectoryErrors.Maintain);
    }
}

internal sealed record PersonDetails(string UserName, string Name, Guid? PrimaryPostId, bool Active);
