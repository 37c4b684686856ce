using System.ComponentModel.DataAnnotations;
using Anjie.Cases;
using Anjie.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>What somebody needs a person's details for.</summary>
public enum DisclosurePurpose
{
    Handling,
    Contact,
    Verification,

    /// <summary>送达 of a letter.</summary>
    Service,

    /// <summary>In words of their own.</summary>
    Other,

    /// <summary>The person asked for a copy of what is kept of them (个人信息保护法 45).</summary>
    OwnCopy,
}

/// <summary>One look at the details of one person: who looked, at whom, what for.</summary>
public sealed class Disclosure
{
    Disclosure() { } // EF Core

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public Guid CaseId { get; private init; }
    public Guid ActorId { get; private init; }
    public Guid PostId { get; private init; }

    /// <summary>The unit acted for; empty in rows from before units were counted.</summary>
    public Guid UnitId { get; private init; }

    public DateTimeOffset At { get; private init; }
    public DisclosurePurpose Purpose { get; private init; }

    /// <summary>May name people, so it is sealed here and not part of the evidence.</summary>
    public Secret? Note { get; private init; }

    internal static Disclosure Of(Act act, Guid personId, Guid caseId, DisclosurePurpose purpose, string? note) => new()
    {
        Id = Guid.CreateVersion7(), PersonId = personId, CaseId = caseId, ActorId = act.Actor.PersonId, PostId = act.Actor.PostId, UnitId = act.Actor.UnitId, At = act.Now, Purpose = purpose, Note = Secret.OrNull(note),
    };
}

/// <summary>The question.</summary>
/// <param name="Purpose">Needed.</param>
/// <param name="Note">Needed when the purpose is another one; up to 200 characters.</param>
public sealed record DisclosureRequest(
    [property: Required] DisclosurePurpose? Purpose,
    [property: PlainText(200)] string? Note = null) : IValidatableObject
{
    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Purpose == DisclosurePurpose.Other && string.IsNullOrWhiteSpace(Note) ? [new(new RequiredAttribute().FormatErrorMessage(nameof(Note)), [nameof(Note)])] : [];
}

/// <summary>A person in full, as the answer to a stated purpose.</summary>
/// <param name="GuardianName">Who speaks for a child under fourteen; null for everybody else.</param>
/// <param name="GuardianPhone">The guardian's; null where there is none.</param>
public sealed record DisclosedPerson(Guid Id, string Name, string? IdentityNumber, string? Phone, string? Address, string? GuardianName = null, string? GuardianPhone = null);

/// <summary>Details of people are masked in every view; in full they come one person at a time, for a purpose, with a row of evidence.</summary>
public static class Disclosures
{
    /// <summary>The tables of looks and of what was told about them; call it before the secrets are mapped.</summary>
    public static ModelBuilder AddDisclosures(this ModelBuilder model) => model
        .Entity<Disclosure>(disclosure =>
        {
            disclosure.ToTable("disclosure").HasKey(x => x.Id);
            disclosure.Property(x => x.Id).ValueGeneratedNever();
            disclosure.Property(x => x.Purpose).HasMaxLength(20);
            disclosure.HasIndex(x => x.PersonId);
            disclosure.HasIndex(x => new { x.ActorId, x.At });
            disclosure.HasIndex(x => new { x.UnitId, x.At });
            disclosure.HasIndex(x => x.At);
        })
        .Entity<DisclosureAlarm>(alarm =>
        {
            alarm.ToTable("disclosure_alarm").HasKey(x => x.Id);
            alarm.Property(x => x.Id).ValueGeneratedNever();
            alarm.Property(x => x.Scope).HasMaxLength(20);
            alarm.HasIndex(x => new { x.SubjectId, x.Scope, x.Hours, x.Since }).IsUnique();
        });

    /// <summary>Whether the policy lets the caller ask for details by this route. Whoever may also reads names in full; to all others names are masked too.</summary>
    public static bool MayDisclose(this Act act, string service, string route) => act.Policy.RuleOf(service, route)?.Admits(act.Actor) == true;
}
