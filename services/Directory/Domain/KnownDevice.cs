namespace Anjie.Directory.Domain;

/// <summary>A browser in which a person has signed in before. Its wrong passwords are counted apart, so that strangers who guess cannot keep the person out of it.</summary>
internal sealed class KnownDevice
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>Kind of browser and machine, for the person to know it again.</summary>
    public string Browser { get; init; } = "";

    public int Failed { get; private set; }
    public DateTimeOffset? ClosedUntil { get; private set; }
}
