using System.Globalization;
using Anjie.Cases;
using Anjie.Contracts.Directory;

namespace Anjie.Directory.Domain;

public enum ParameterKind { Number, Text }

/// <summary>A setting of the rules. The set of keys is closed: code reads them by name.</summary>
internal sealed class Parameter : Versioned
{
    Parameter() { } // EF Core

    public string Key { get; private init; } = "";
    public string Value { get; private set; } = "";
    public string Default { get; private init; } = "";
    public ParameterKind Kind { get; private init; }
    public int? Minimum { get; private init; }
    public int? Maximum { get; private init; }
    public string Chinese { get; private init; } = "";
    public string English { get; private init; } = "";

    /// <summary>Why it has its present value.</summary>
    public string Reason { get; private set; } = "";

    public static Parameter Define(Act act, Guid id, string key, string value, ParameterKind kind, int? minimum, int? maximum, string chinese, string english)
    {
        var parameter = new Parameter { Id = id, Key = key, Default = value, Kind = kind, Minimum = minimum, Maximum = maximum, Chinese = chinese, English = english };
        parameter.Set(act, value, "");
        return parameter;
    }

    public void Set(Act act, string value, string reason)
    {
        var role = RoleFor(act, Roles.SystemAdministrator);
        if (Version > 0 && Value == value)
            return;
        if (Kind == ParameterKind.Number)
        {
            if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                throw new BrokenRuleException(DirectoryErrors.ParameterNotANumber, Key);
            if (number < Minimum || number > Maximum)
                throw new BrokenRuleException(DirectoryErrors.ParameterOutOfRange, Key, Minimum ?? int.MinValue, Maximum ?? int.MaxValue);
        }
        (Value, Reason) = (value, reason);
        Record(act, new ParameterChanged(Id, Key, Value), role);
    }
}
