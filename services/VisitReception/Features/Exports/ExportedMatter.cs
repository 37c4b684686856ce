using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.PersonalData;
using Anjie.VisitReception.Domain;
using Anjie.VisitReception.Features.Imports;

namespace Anjie.VisitReception.Features.Exports;

/// <summary>What every exported line is made of besides the matter.</summary>
/// <param name="InFull">Whether people are shown as they are stored; otherwise they are masked as everywhere.</param>
internal sealed record ExportContext(Act Act, ContentPaths Contents, UnitNames Units, bool InFull = false);

/// <summary>A matter on its way out.</summary>
/// <param name="Record">What the province's system says of it, where it came from there.</param>
/// <param name="Registrar">Who registered it here.</param>
internal sealed record ExportedMatter(Matter Matter, ProvinceRecord? Record, string? Registrar, ExportContext Context)
{
    static readonly string[] Terms = ["T5", "T12", "T3", "T1", "T2"];

    /// <summary>As the province has it, as long as nothing happened here since it came.</summary>
    public bool IsUntouched => Record is not null && Record.ImportedVersion == Matter.Version;

    public string ProvinceNumber => Record?.Number ?? Matter.Number;

    public string Names => Matter.Petitioners.Count == 0 ? ProvinceTerms.Nameless
        : string.Join(ProvinceTerms.NameSeparator, People.Select(person => Context.InFull ? person.Name.Text : PersonView.NameFor(Context.Act, person.Name, Matter)));

    public string? Phone => People.Select(person => Context.InFull ? person.Phone?.Text : Mask.OrNull(person.Phone, Mask.Phone)).FirstOrDefault();

    public string? Address => People.Select(person => Context.InFull ? person.Address?.Text : Mask.OrNull(person.Address, Mask.Address)).FirstOrDefault();

    public DateOnly RegisteredOn => Record?.RegisteredOn ?? BusinessClock.DayOf(Matter.CreatedAt);

    public int Purpose => Record?.Purpose ?? ProvinceTerms.PurposeOf(Matter.Category);

    public DateOnly? DueOn => IsUntouched ? Record!.DueOn : Terms.Select(Matter.RunningClock).FirstOrDefault(clock => clock is not null)?.Legal;

    public int ProvinceState => IsUntouched ? Record!.State : ProvinceStates.CodeOf(Matter, Context.Act.Today);

    public bool IsFinished => IsUntouched ? Record!.Finished : ProvinceStates.IsFinished(Matter.State);

    // The first is whom telephone and address belong to; ids of one moment have no order.
    IEnumerable<Petitioner> People => Matter.Petitioners.OrderBy(person => person.Phone is null && person.Address is null).ThenBy(person => person.Id);

    /// <summary>The nineteen cells of the province's format, in its order.</summary>
    public IReadOnlyList<string?> ProvinceCells() =>
    [
        ProvinceNumber, Names, Matter.PeopleConcerned.ToString(CultureInfo.InvariantCulture), Address, Phone, Matter.ProblemPlace?.Text,
        ProvinceTerms.LabelOf(ProvinceTerms.Purposes, Purpose), Context.Contents.PathOf(Matter.ContentCode), Day(Matter.ReceivedOn), Day(RegisteredOn), Day(DueOn),
        ProvinceTerms.LabelOf(ProvinceTerms.Forms, Matter.Form), Matter.Summary.Text, Truth(IsFinished), Truth(Record?.FirstInCountry), Truth(Record is null ? Matter.Petitioners.Count > 1 : Record.Joint),
        ProvinceTerms.LabelOf(ProvinceTerms.States, ProvinceState), Context.Units.PathOf(Matter.RegisteringUnitId), Record is null ? Registrar : Record.Registrar?.Text,
    ];

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string? Truth(bool? truth) => truth switch { null => null, true => ProvinceTerms.Yes, false => ProvinceTerms.No };
}
