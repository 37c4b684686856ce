using Anjie.Cases;
using Anjie.Support;

namespace Anjie.EndToEnd.Tests.Rights;

/// <summary>What the rows of a policy say, worked out by hand and row by row; shares no code with the product's evaluation.</summary>
static class Oracle
{
    public static bool Sees(Policy policy, Official official, Piece piece)
    {
        var city = official.UnitPath[..(official.UnitPath.IndexOf('.', StringComparison.Ordinal) + 1)];
        foreach (var row in policy.Exclusions.Where(row => row.Class == piece.Class && piece.Accused is not null))
        {
            if (row.From == NamedParty.AccusedPerson && official.PersonId == piece.Accused!.PersonId)
                return false;
            if (row.From == NamedParty.AccusedUnit && official.UnitPath.StartsWith(piece.Accused!.Path, StringComparison.Ordinal))
                return false;
        }

        return policy.Grants.Any(row => official.Roles.Contains(row.Role) && row.Kind == piece.Kind && row.Class == piece.Class && row.Within switch
        {
            Reach.Unit => piece.Paths.Contains(official.UnitPath),
            Reach.Subtree => piece.Paths.Any(path => path.StartsWith(official.UnitPath, StringComparison.Ordinal)),
            _ => piece.Paths.Any(path => path.StartsWith(city, StringComparison.Ordinal)),
        });
    }

    public static bool Admits(RouteRule rule, string role) => rule.Roles?.Contains(role) ?? true;
}
