using Anjie.PersonalData;

namespace Anjie.Hosting.Breach;

/// <summary>How sure it is that somebody stands in a file; from the weakest to the strongest.</summary>
public enum LeakMatch
{
    /// <summary>Nothing but a name, which others may have too.</summary>
    Name,

    /// <summary>A number that a family may share.</summary>
    Phone,

    /// <summary>Both in one line.</summary>
    NameAndPhone,

    /// <summary>Nobody else has it.</summary>
    IdentityNumber,
}

/// <summary>A person whom a service keeps, as the drill meets them: no row is opened.</summary>
public sealed class KeptPerson
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string CaseNumber { get; init; }

    /// <summary>Path of the unit that has the case; it tells the person.</summary>
    public required string UnitPath { get; init; }

    public required byte[] Name { get; init; }
    public required byte[]? IdentityNumber { get; init; }
    public required byte[]? Phone { get; init; }
}

/// <summary>The blind indexes of a whole file, and in which lines each stands.</summary>
sealed class LeakedPeople(BlindIndex index, IndexNames columns)
{
    readonly Dictionary<Guid, List<int>> _identityNumbers = [], _phones = [], _names = [];
    readonly HashSet<int> _withIdentityNumber = [];

    public int Lines { get; private set; }

    public IEnumerable<byte[]> IdentityNumbers => Keys(_identityNumbers);

    public IEnumerable<byte[]> Phones => Keys(_phones);

    public IEnumerable<byte[]> Names => Keys(_names);

    public void Add(LeakedLine line)
    {
        var number = Lines++;
        foreach (var identity in line.IdentityNumbers)
            Stand(_identityNumbers, columns.IdentityNumber, identity, number);
        foreach (var phone in line.Phones)
            Stand(_phones, columns.Phone, phone, number);
        foreach (var name in line.Names)
            Stand(_names, columns.Name, name, number);
        if (line.IdentityNumbers.Count > 0)
            _withIdentityNumber.Add(number);
    }

    /// <summary>The strongest reason to believe that the file speaks of this person; null when there is none.</summary>
    public LeakMatch? MatchWith(KeptPerson person)
    {
        if (Of(_identityNumbers, person.IdentityNumber).Count > 0)
            return LeakMatch.IdentityNumber;
        // A line with another identity number is about another person, whatever else is equal.
        bool Counts(int line) => person.IdentityNumber is null || !_withIdentityNumber.Contains(line);
        var names = Of(_names, person.Name).Where(Counts).ToHashSet();
        var phones = Of(_phones, person.Phone).Where(Counts).ToList();
        return phones.Exists(names.Contains) ? LeakMatch.NameAndPhone : phones.Count > 0 ? LeakMatch.Phone : names.Count > 0 ? LeakMatch.Name : null;
    }

    void Stand(Dictionary<Guid, List<int>> lines, string column, string value, int line)
    {
        var key = new Guid(index.Of(column, value));
        if (!lines.TryGetValue(key, out var known))
            lines[key] = known = [];
        known.Add(line);
    }

    static IEnumerable<byte[]> Keys(Dictionary<Guid, List<int>> lines) => lines.Keys.Select(key => key.ToByteArray());

    static List<int> Of(Dictionary<Guid, List<int>> lines, byte[]? index) => index is not null && lines.TryGetValue(new(index), out var known) ? known : [];
}
