using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Anjie.Supervision.Domain;

/// <summary>What the joint office says to the figures.</summary>
/// <param name="Overall">Beside the sentences that the figures make by themselves; null for nothing.</param>
internal sealed record BulletinWords(string? Overall, IReadOnlyList<NamedFor> Praised, IReadOnlyList<NamedFor> Criticised, IReadOnlyList<string> NextSteps)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static BulletinWords None { get; } = new(null, [], [], []);

    /// <summary>As text for a store; the same words give the same text.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    public static BulletinWords Read(string text) => JsonSerializer.Deserialize<BulletinWords>(text, Json)!;
}

/// <summary>A unit or leader of the rows, and for what it is named.</summary>
/// <param name="SubjectId">Of the unit or of the leader's post.</param>
/// <param name="Name">As it stands in the rows.</param>
internal sealed record NamedFor(Guid SubjectId, bool IsLeader, string Name, string For);
