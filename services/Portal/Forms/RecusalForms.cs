using Anjie.Portal.Api;
using Anjie.Portal.Features.Directory;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Forms;

/// <summary>What the acts of keeping out ask for; they are the same on every case.</summary>
internal static class RecusalForms
{
    static readonly Field Reason = Field.Choice("reason", "recusalreason", "Relative", "Party", "FormerHandler", "Other").Must().Named("recusalReason");

    /// <summary>Who keeps out, by name; of whom a post has lost since, the post is all that is known.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyList<Recusal> recusals, DirectoryClient directory)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var recusal in recusals)
        {
            var official = await directory.OfficialAsync(recusal.PostId);
            names[recusal.PersonId.ToString()] = recusal.Name ?? (official?.Id == recusal.PersonId ? official.Name : null) ?? Texts.T("case.recused_before", official?.Title);
        }
        return names;
    }

    public static IReadOnlyList<ActionForm> For(IReadOnlyDictionary<string, string> names) =>
    [
        new("DeclareRecusal", "recusal", Reason, Field.Long("note")) { Grave = true },
        new("OrderRecusal", "recusal", Field.Post("postId").Must().Named("recusedPerson"), Reason, Field.Long("note")) { Grave = true },
        new("LiftRecusal", "recusal-lifting",
            Field.Choice("personId", "person", [.. names.Keys]).Must().Named("recusedPerson") with { ChoiceTexts = names }, Field.Long("reason").Must()) { Grave = true },
    ];
}
