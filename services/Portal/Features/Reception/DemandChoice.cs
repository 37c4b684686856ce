using Anjie.Portal.Forms;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Features.Reception;

/// <summary>Forms that act on one demand offer the open demands of the case by their words.</summary>
internal static class DemandChoice
{
    public static IReadOnlyList<ActionForm> In(IReadOnlyList<ActionForm> forms, IReadOnlyList<Demand> demands)
    {
        var open = demands.Where(demand => demand.State == "Open").OrderBy(demand => demand.Position).ToList();
        return [.. forms.Select(form => form with { Fields = [.. form.Fields.Select(field => field.Name == "demandId" && field.Kind == FieldKind.Choice ? Offer(field, open) : field)] })];
    }

    static Field Offer(Field field, List<Demand> open) =>
        field with { Choices = [.. open.Select(demand => demand.Id.ToString())], ChoiceTexts = open.ToDictionary(demand => demand.Id.ToString(), demand => Texts.T("demand.line", demand.Position, demand.Text)) };
}
