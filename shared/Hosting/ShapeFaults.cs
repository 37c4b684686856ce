using System.ComponentModel.DataAnnotations;

namespace Anjie.Hosting;

/// <summary>What is wrong with the shape of a request by the attributes of its members. The framework's validation is generated for a project's own routes; those of a library ask here.</summary>
public static class ShapeFaults
{
    /// <summary>By the names of the members; null when nothing is wrong.</summary>
    /// <param name="parts">The request, and the members of its lists.</param>
    public static Dictionary<string, string[]>? Of(params IEnumerable<object> parts)
    {
        List<ValidationResult> faults = [];
        foreach (var part in parts)
            Validator.TryValidateObject(part, new ValidationContext(part), faults, validateAllProperties: true);
        return faults.Count == 0 ? null : faults.GroupBy(fault => fault.MemberNames.First(), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Select(fault => fault.ErrorMessage!).ToArray(), StringComparer.Ordinal);
    }
}
