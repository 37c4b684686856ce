using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>Keyed hashes by which a person is found again without opening any row.</summary>
internal sealed record PersonIndexes(byte[]? Name, byte[]? IdentityNumber, byte[]? Phone, byte[]? Address)
{
    public static readonly IndexNames Names = new("petitioner.name", "petitioner.identity_number", "petitioner.phone");

    public static PersonIndexes Of(BlindIndex index, string? name, string? identityNumber, string? phone, string? address) => new(
        name is null ? null : index.Of(Names.Name, name),
        identityNumber is null ? null : index.Of(Names.IdentityNumber, identityNumber),
        phone is null ? null : index.Of(Names.Phone, phone),
        string.IsNullOrWhiteSpace(address) ? null : index.Of("petitioner.address", address.Trim()));
}

/// <summary>Why two people may be one (domain rule 5.9). A clerk confirms; nothing is merged by itself.</summary>
public enum PersonMatch { Name = 30, Phone = 60, NameAndAddress = 75, NameAndPhone = 90, IdentityNumber = 100 }

/// <summary>A person who petitions. Identifiers stay in this service.</summary>
internal sealed class Petitioner
{
    Petitioner() { } // EF Core

    public Guid Id { get; private init; }
    public Guid MatterId { get; private init; }
    public Secret Name { get; private init; } = Secret.Empty;
    public Secret? IdentityNumber { get; private init; }
    public Secret? Phone { get; private init; }
    public Secret? Address { get; private init; }
    public byte[] NameIndex { get; private init; } = [];
    public byte[]? IdentityNumberIndex { get; private init; }
    public byte[]? PhoneIndex { get; private init; }
    public byte[]? AddressIndex { get; private init; }

    public static Petitioner Of(Guid matterId, PetitionerReport report) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Name = new(report.Name),
        IdentityNumber = Secret.OrNull(report.IdentityNumber), Phone = Secret.OrNull(report.Phone), Address = Secret.OrNull(report.Address),
        NameIndex = report.Indexes.Name!, IdentityNumberIndex = report.Indexes.IdentityNumber, PhoneIndex = report.Indexes.Phone, AddressIndex = report.Indexes.Address,
    };

    public bool Is(PetitionerReport report) =>
        Name.Text == report.Name && Equals(IdentityNumber, Secret.OrNull(report.IdentityNumber)) && Equals(Phone, Secret.OrNull(report.Phone)) && Equals(Address, Secret.OrNull(report.Address));

    /// <summary>The strongest reason to take this person for the one described; null when there is none.</summary>
    public PersonMatch? MatchWith(PersonIndexes other)
    {
        var name = Same(NameIndex, other.Name);
        var phone = Same(PhoneIndex, other.Phone);
        return Same(IdentityNumberIndex, other.IdentityNumber) ? PersonMatch.IdentityNumber
            // Two different identity numbers are two people, whatever else is equal.
            : IdentityNumberIndex is not null && other.IdentityNumber is not null ? null
            : name && phone ? PersonMatch.NameAndPhone
            : name && Same(AddressIndex, other.Address) ? PersonMatch.NameAndAddress
            : phone ? PersonMatch.Phone
            : name ? PersonMatch.Name
            : null;
    }

    /// <summary>Whether the report, made in a matter that is linked already, is about this petitioner: nothing but the same name is enough then.</summary>
    public bool IsOnceMore(PetitionerReport report) => MatchWith(report.Indexes) switch
    {
        >= PersonMatch.NameAndAddress => true,
        PersonMatch.Name => report.Indexes is { IdentityNumber: null, Phone: null, Address: null },
        _ => false,
    };

    /// <summary>Whether both may be one person: more than a name alone speaks for it, or there is nothing but names. A clerk confirms it.</summary>
    public bool MayBe(Petitioner other) => MatchWith(new(other.NameIndex, other.IdentityNumberIndex, other.PhoneIndex, other.AddressIndex)) is { } match
        && (match > PersonMatch.Name || (IdentityNumberIndex ?? PhoneIndex ?? AddressIndex ?? other.IdentityNumberIndex ?? other.PhoneIndex ?? other.AddressIndex) is null);

    static bool Same(byte[]? one, byte[]? other) => one is not null && other is not null && one.AsSpan().SequenceEqual(other);
}
