using static Anjie.Portal.Resources.Texts;

namespace Anjie.Portal.Features.Admin;

/// <summary>Rows of the policy in words.</summary>
internal static class RightsWords
{
    static readonly string[] Reaches = ["City", "Subtree", "Unit"];

    // Reception days are public, and what a visitor brought before is looked up, not read.
    static readonly string[] Cases = ["Dispute", "Visit", "Matter", "BacklogCase", "LedgerEntry", "SupervisionItem", "Quota"];

    /// <summary>How far a role sees, in one line.</summary>
    public static string Reach(PolicyRows policy, string role)
    {
        var rows = policy.Of(role).ToList();
        var parts = Reaches.Select(within => (within, kinds: rows.Count(row => row.Within == within && row.Class == "Ordinary" && Cases.Contains(row.Kind))))
            .Where(part => part.kinds > 0).Select(part => T("roles.reach_kinds", part.kinds, Word("reach", part.within))).ToList();
        if (rows.Find(row => row.Class == "Accusation") is { } accusations)
            parts.Add(T("roles.reach", Word("caseclass", "Accusation"), Word("reach", accusations.Within)));
        return parts.Count == 0 ? T("roles.sees_nothing") : string.Join(T("roles.reach_separator"), parts);
    }

    public static string Of(GrantRow row) => T("rights.grant", Word("role", row.Role), Word("sightkind", row.Kind), Word("caseclass", row.Class), Word("reach", row.Within));

    public static string Of(ExclusionRow row) => T("rights.exclusion", Word("caseclass", row.Class), Word("namedparty", row.From));
}
