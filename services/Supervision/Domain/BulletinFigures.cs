using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anjie.Supervision.Domain;

/// <summary>The figures of a bulletin. Counted once and kept: what happens later moves none of them.</summary>
internal sealed record BulletinFigures(
    IReadOnlyList<HandlingRow> Handling, IReadOnlyList<ReceptionRow> Receptions, IReadOnlyList<BacklogRow> Backlog, IReadOnlyList<PressingRow> Pressing)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static BulletinFigures Read(string text) => JsonSerializer.Deserialize<BulletinFigures>(text, Json)!;

    /// <summary>By its name in the rows, who may be praised or criticised; null for who stands in none.</summary>
    /// <param name="id">Of a unit, or of a leader's post.</param>
    public (string Name, bool IsLeader)? Find(Guid id) =>
        Receptions.FirstOrDefault(row => row.LeaderPostId == id) is { } leader ? ($"{leader.Unit}{leader.Title}", true)
        : (Handling.FirstOrDefault(row => row.UnitId == id)?.Unit ?? Backlog.FirstOrDefault(row => row.UnitId == id)?.Unit) is { } unit ? (unit, false)
        : null;
}

/// <summary>Cases of one kind for which one unit answers.</summary>
/// <param name="UnitId">Null where no unit is named.</param>
/// <param name="Unit">Its name at the cut-off.</param>
internal sealed record HandlingRow(Guid? UnitId, string Unit, CaseKind Kind, int Opened, int Closed, int ClosedInTime, int Overdue);

/// <summary>What a leader owed and held, in periods and days of reception.</summary>
/// <param name="Title">Of the post; names of people stay in the directory.</param>
/// <param name="Missed">Periods owed without a day.</param>
internal sealed record ReceptionRow(Guid LeaderPostId, Guid UnitId, string Unit, string Title, string Level, int Owed, int Held, int Exempt, int Missed);

internal sealed record BacklogRow(Guid? UnitId, string Unit, int Claimed, int Resolved, int StruckOff, int Open);

/// <summary>Supervision on one level of the ladder.</summary>
internal sealed record PressingRow(int Level, int Issued, int Due, int AnsweredInTime, int Open);

/// <summary>A part of a whole in percent.</summary>
internal static class Share
{
    /// <summary>To one decimal; null where there is no whole, which is neither none nor all of it.</summary>
    public static decimal? Of(int part, int whole) => whole == 0 ? null : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);

    public static string Text(int part, int whole) => Of(part, whole) is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0.0}%") : "—";
}
