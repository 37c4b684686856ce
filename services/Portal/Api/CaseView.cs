namespace Anjie.Portal.Api;

/// <summary>What this person may do now, and what that requires.</summary>
public sealed record OfferedAction(string Action, IReadOnlyList<string> Fields);

/// <summary>A clock as it is shown.</summary>
public sealed record Clock(
    Guid Id, string Rule, string Name, string State, string Light, int Remaining, string Unit, DateOnly StartedOn, DateOnly? StoppedOn,
    DateOnly Nominal, DateOnly Legal, DateOnly Target, bool Provisional, string Article, Guid ResponsibleUnitId, string Explanation, DateOnly DueOn, bool IsWindow);

/// <summary>One line of a case's history.</summary>
public sealed record HistoryLine(int Version, string Fact, string State, DateTimeOffset OccurredAt, Guid ActorId, string ActorName, Guid ActorUnitId, string ActorRole);

/// <summary>What every case has on its page.</summary>
public interface ICaseView
{
    Guid Id { get; }
    Guid MatterId { get; }
    string Number { get; }
    string State { get; }
    int Version { get; }
    IReadOnlyList<OfferedAction> Actions { get; }
    IReadOnlyList<Clock> Clocks { get; }

    /// <summary>Who keeps out; null where nobody can.</summary>
    IReadOnlyList<Recusal>? Recusals => null;
}

/// <summary>A person who keeps out of a case.</summary>
public sealed record Recusal(Guid PersonId, Guid PostId, string? Name, string Reason, bool Ordered, DateOnly On, string? Note);

/// <summary>Proof that a letter reached its addressee.</summary>
public sealed record Proof(string Means, DateOnly ServedOn, string? Recipient, string? Relation, string? Witness, string? Reason, string? PostNumber);

/// <summary>Joins query parts that have a value.</summary>
internal static class Query
{
    public static string Of(string path, params ReadOnlySpan<(string Name, object? Value)> parts)
    {
        var separator = '?';
        foreach (var (name, value) in parts)
        {
            var text = value switch
            {
                null or "" or false => null,
                true => "true",
                DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                IFormattable other => other.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
            if (text is null)
                continue;
            path += $"{separator}{name}={Uri.EscapeDataString(text)}";
            separator = '&';
        }
        return path;
    }
}
