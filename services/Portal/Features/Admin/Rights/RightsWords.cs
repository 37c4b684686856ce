using static Anjie.Portal.Resources.Texts;

namespace Anjie.Portal.Features.Admin;

/// <summary>Rows of the policy in words.</summary>
internal static class RightsWords
{
    /// <summary>How far a role sees, in one line: its widest reach over ordinary cases.</summary>
    public static string Reach(PolicyRows policy, string role)
    {
        string[] order = ["City", "Subtree", "Unit"];
        var rows = policy.Of(role).ToList();
        var parts = order.Select(within => (within, kinds: rows.Where(row => row.Within == within && row.Class == "Ordinary").Select(row => Word("sightkind", row.Kind)).ToList()))
            .Where(part => part.kinds.Count > 0).Select(part => T("roles.reach", Word("reach", part.within), string.Join(T("list.separator"), part.kinds))).ToList();
        if (rows.Find(row => row.Class == "Accusation") is { } accusations)
            parts.Add(T("roles.reach", Word("reach", accusations.Within), Word("caseclass", "Accusation")));
        return parts.Count == 0 ? T("roles.sees_nothing") : string.Join(T("roles.reach_separator"), parts);
    }

    public static string Of(GrantRow row) => T("rights.grant", Word("role", row.Role), Word("sightkind", row.Kind), Word("caseclass", row.Class), Word("reach", row.Within));

    public static string Of(ExclusionRow row) => T("rights.exclusion", Word("caseclass", row.Class), Word("namedparty", row.From));
}
