using System.Globalization;
using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Exports;

/// <summary>The columns of the bureau's own ledger. Which of them, and in which order, says a parameter.</summary>
internal sealed class BureauColumns
{
    /// <summary>Of the parameter: the names of columns, separated by commas.</summary>
    public const string Parameter = "export.matters.columns";

    const string Usual = "serial,number,receivedOn,form,names,phone,address,people,place,content,purpose,summary,registeringUnit,handlingUnit,acceptedOn,dueOn,state,answer,servedOn,provinceNumber";

    static readonly Dictionary<string, Func<ExportedMatter, ErrorTexts, string?>> All = new(StringComparer.Ordinal)
    {
        ["number"] = (one, _) => one.Matter.Number,
        ["provinceNumber"] = (one, _) => one.Record?.Number,
        ["receivedOn"] = (one, _) => ExportedMatter.Day(one.Matter.ReceivedOn),
        ["registeredOn"] = (one, _) => ExportedMatter.Day(one.RegisteredOn),
        ["form"] = (one, _) => ProvinceTerms.LabelOf(ProvinceTerms.Forms, one.Matter.Form),
        ["names"] = (one, _) => one.Names,
        ["phone"] = (one, _) => one.Phone,
        ["address"] = (one, _) => one.Address,
        ["people"] = (one, _) => one.Matter.PeopleConcerned.ToString(CultureInfo.InvariantCulture),
        ["place"] = (one, _) => one.Matter.ProblemPlace?.Text,
        ["content"] = (one, _) => one.Context.Contents.PathOf(one.Matter.ContentCode),
        ["purpose"] = (one, _) => ProvinceTerms.LabelOf(ProvinceTerms.Purposes, one.Purpose),
        ["summary"] = (one, _) => one.Matter.Summary.Text,
        ["registeringUnit"] = (one, _) => one.Context.Units.NameOf(one.Matter.RegisteringUnitId),
        ["handlingUnit"] = (one, _) => one.Matter.HandlingUnitId is { } unit ? one.Context.Units.NameOf(unit) : null,
        ["acceptedOn"] = (one, _) => ExportedMatter.Day(one.Matter.AcceptedOn),
        ["dueOn"] = (one, _) => ExportedMatter.Day(one.DueOn),
        ["state"] = (one, texts) => texts.Find($"word.MatterState.{one.Matter.State}"),
        ["answer"] = (one, _) => one.Matter.Letters.FirstOrDefault(letter => letter.Id == one.Matter.AnswerLetterId)?.Number,
        ["servedOn"] = (one, _) => ExportedMatter.Day(one.Matter.Deliveries.Where(delivery => delivery.LetterId == one.Matter.AnswerLetterId).Min(delivery => (DateOnly?)delivery.ServedOn)),
    };

    const string Serial = "serial";

    readonly List<string> _names;
    int _serial;

    BureauColumns(List<string> names) => _names = names;

    public static BureauColumns ChosenIn(Act act) => new(NamesIn(act.Parameters.GetValueOrDefault(Parameter)) is { Count: > 0 } chosen ? chosen : NamesIn(Usual));

    public IReadOnlyList<string> Headings(ErrorTexts texts) => [.. _names.Select(name => texts.Find($"column.{name}") ?? name)];

    public IReadOnlyList<string?> Cells(ExportedMatter one, ErrorTexts texts)
    {
        var serial = (++_serial).ToString(CultureInfo.InvariantCulture);
        return [.. _names.Select(name => name == Serial ? serial : All[name](one, texts))];
    }

    // A name that nobody knows is a slip in the parameter and no reason to export nothing.
    static List<string> NamesIn(string? value) =>
        [.. (value ?? "").Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => name == Serial || All.ContainsKey(name)).Distinct()];
}
