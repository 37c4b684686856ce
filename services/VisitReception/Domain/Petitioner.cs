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
    public Secret Name { get; private set; } = Secret.Empty;
    public Secret? IdentityNumber { get; private set; }
    public Secret? Phone { get; private set; }
    public Secret? Address { get; private set; }
    public byte[] NameIndex { get; private set; } = [];
    public byte[]? IdentityNumberIndex { get; private set; }
    public byte[]? PhoneIndex { get; private set; }
    public byte[]? AddressIndex { get; private set; }

    /// <summary>Who speaks for a child under fourteen.</summary>
    public Secret? GuardianName { get; private set; }
    public Secret? GuardianPhone { get; private set; }

    /// <summary>The last notice that the person was shown, see <see cref="PrivacyNotice"/>; null when nobody said so.</summary>
    public string? NoticeVersion { get; private set; }

    public static Petitioner Of(Guid matterId, PetitionerReport report) => new()
    {
        Id = Guid.CreateVersion7(), MatterId = matterId, Name = new(report.Name),
        IdentityNumber = Secret.OrNull(report.IdentityNumber), Phone = Secret.OrNull(report.Phone), Address = Secret.OrNull(report.Address),
        NameIndex = report.Indexes.Name!, IdentityNumberIndex = report.Indexes.IdentityNumber, PhoneIndex = report.Indexes.Phone, AddressIndex = report.Indexes.Address,
        GuardianName = Secret.OrNull(report.Guardian?.Name), GuardianPhone = Secret.OrNull(report.Guardian?.Phone), NoticeVersion = report.NoticeVersion,
    };

    /// <summary>The person came once more: what was shown this time counts, and a guardian who was not known yet.</summary>
    public void ComeAgain(PetitionerReport report)
    {
        NoticeVersion = report.NoticeVersion ?? NoticeVersion;
        if (GuardianName is null && report.Guardian is { } guardian)
            (GuardianName, GuardianPhone) = (new(guardian.Name), Secret.OrNull(guardian.Phone));
    }

    /// <summary>Puts right what was taken down wrongly, or completes it (个人信息保护法 46).</summary>
    /// <param name="right">The person as they are.</param>
    /// <returns>Names of the fields that changed.</returns>
    public IReadOnlyList<string> Correct(PetitionerReport right)
    {
        List<string> changed = [];
        if (Name.Text != right.Name)
            changed.Add("name");
        if (IdentityNumber != Secret.OrNull(right.IdentityNumber))
            changed.Add("identityNumber");
        if (Phone != Secret.OrNull(right.Phone))
            changed.Add("phone");
        if (Address != Secret.OrNull(right.Address))
            changed.Add("address");
        if (GuardianName != Secret.OrNull(right.Guardian?.Name) || GuardianPhone != Secret.OrNull(right.Guardian?.Phone))
            changed.Add("guardian");
        if (changed.Count == 0)
            return changed;
        (Name, IdentityNumber, Phone, Address) = (new(right.Name), Secret.OrNull(right.IdentityNumber), Secret.OrNull(right.Phone), Secret.OrNull(right.Address));
        (NameIndex, IdentityNumberIndex, PhoneIndex, AddressIndex) = (right.Indexes.Name!, right.Indexes.IdentityNumber, right.Indexes.Phone, right.Indexes.Address);
        (GuardianName, GuardianPhone, NoticeVersion) = (Secret.OrNull(right.Guardian?.Name), Secret.OrNull(right.Guardian?.Phone), right.NoticeVersion ?? NoticeVersion);
        return changed;
    }

    public bool Is(PetitionerReport report) =>
        Name.Text == report.Name && Equals(IdentityNumber, Secret.OrNull(report.IdentityNumber)) && Equals(Phone, Secret.OrNull(report.Phone)) && Equals(Address, Secret.OrNull(report.Address))
        && Equals(GuardianName, Secret.OrNull(report.Guardian?.Name)) && Equals(GuardianPhone, Secret.OrNull(report.Guardian?.Phone));

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
