using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anjie.Cases;

/// <summary>A line of an export of evidence: the heading, a row with its link, a link whose row is gone, a row without a link, or a checkpoint.</summary>
public sealed record AuditLine
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The service whose evidence it is; in the heading only.</summary>
    public string? Service { get; init; }

    /// <summary>When the export was made; in the heading only.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>The position after which a part begins; in the heading of a part only, where <see cref="Link"/> is the link that stands there.</summary>
    public long? After { get; init; }

    public long? Position { get; init; }
    public string? Algorithm { get; init; }
    public byte[]? Link { get; init; }
    public Guid? RowId { get; init; }
    public AuditRow? Row { get; init; }
    public AuditCheckpoint? Checkpoint { get; init; }

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">The text is no such line.</exception>
    public static AuditLine Read(string text) => JsonSerializer.Deserialize<AuditLine>(text, Json) ?? throw new JsonException("An empty line.");
}
