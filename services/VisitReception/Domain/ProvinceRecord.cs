using Anjie.PersonalData;

namespace Anjie.VisitReception.Domain;

/// <summary>A row of the province's export that holds what a matter needs.</summary>
/// <param name="Number">信访件编号, by which the row is known for ever.</param>
/// <param name="People">信访人数.</param>
/// <param name="Purpose">信访目的.</param>
/// <param name="DueOn">限办时间.</param>
/// <param name="Finished">是否办结.</param>
/// <param name="FirstInCountry">是否全国初次信访; null when the export does not say.</param>
/// <param name="Joint">联名信或集体访; null when the export does not say.</param>
/// <param name="State">信访件状态.</param>
/// <param name="UnitId">登记部门.</param>
/// <param name="Registrar">登记人.</param>
internal sealed record ProvinceRow(
    string Number, IReadOnlyList<PetitionerReport> Petitioners, int People, string? Place, int Purpose, string ContentCode, DateOnly ReceivedOn, DateOnly RegisteredOn, DateOnly? DueOn,
    int Form, string Summary, bool Finished, bool? FirstInCountry, bool? Joint, int State, Guid UnitId, string? Registrar);

/// <summary>What the province's system says of a matter beyond what a matter says here, and the number that makes every import of it the same one.</summary>
internal sealed class ProvinceRecord
{
    ProvinceRecord() { } // EF Core

    /// <summary>The matter.</summary>
    public Guid Id { get; private init; }

    public string Number { get; private init; } = "";

    /// <summary>Keyed hash of the row: whether another file says something else of the same number.</summary>
    public byte[] Digest { get; private init; } = [];

    public int Purpose { get; private init; }
    public DateOnly RegisteredOn { get; private init; }
    public DateOnly? DueOn { get; private init; }
    public bool Finished { get; private init; }
    public bool? FirstInCountry { get; private init; }
    public bool? Joint { get; private init; }
    public int State { get; private init; }
    public Secret? Registrar { get; private init; }
    public Guid ImportId { get; private init; }

    /// <summary>Version of the matter when it came; a higher one has moved on here since.</summary>
    public int ImportedVersion { get; private init; }

    public static ProvinceRecord Of(Matter matter, ProvinceRow row, byte[] digest, Guid importId) => new()
    {
        Id = matter.Id, Number = row.Number, Digest = digest, Purpose = row.Purpose, RegisteredOn = row.RegisteredOn, DueOn = row.DueOn, Finished = row.Finished,
        FirstInCountry = row.FirstInCountry, Joint = row.Joint, State = row.State, Registrar = Secret.OrNull(row.Registrar), ImportId = importId, ImportedVersion = matter.Version,
    };
}
