using Anjie.Cases;

namespace Anjie.VisitReception.Domain;

/// <summary>From whom an accusation is kept (Art 30).</summary>
internal sealed partial class Matter
{
    /// <summary>Keeps the accusation from one more unit, in which the accused official got a post. What was kept from a unit once is not shown to it later: its people were colleagues.</summary>
    public void KeepFrom(string path)
    {
        // A new list, so that the change tracker sees the change. No fact is recorded: nobody did anything in the case.
        if (!AccusedPaths.Contains(path, StringComparer.Ordinal))
            AccusedPaths = [.. AccusedPaths, path];
    }

    void ThrowIfAccused(UnitPlace unit)
    {
        if (AccusedPaths.Exists(accused => unit.Path.StartsWith(accused, StringComparison.Ordinal) || accused.StartsWith(unit.Path, StringComparison.Ordinal)))
            throw new BrokenRuleException(MatterErrors.AccusedInTarget) { LeavesRow = true };
    }
}
