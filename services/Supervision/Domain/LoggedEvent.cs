using System.Collections.Frozen;
using System.Text.Json;
using Anjie.Contracts;

namespace Anjie.Supervision.Domain;

/// <summary>One event of the log: kept whole and for ever, whoever published it.</summary>
internal sealed class LoggedEvent
{
    CaseEvent? _fact;

    public required Guid CaseId { get; init; }
    public required int Version { get; init; }
    public required Guid MatterId { get; init; }
    public required string Contract { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid ActorId { get; init; }
    public required Guid ActorUnitId { get; init; }
    public required string ActorRole { get; init; }

    /// <summary>Bookkeeping in system time: how long a gap has been waiting.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The publisher, as it stands in addresses: <c>screening</c>.</summary>
    public string Service => Contract[..Contract.IndexOf('.', StringComparison.Ordinal)].ToLowerInvariant();

    /// <summary>The fact, without its publisher: <c>DisputeReported</c>.</summary>
    public string Name => Contract[(Contract.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The typed fact; null when this release does not know the contract yet. It still counts as a version.</summary>
    public CaseEvent? Fact => _fact ??= Facts.Read(Contract, Body);

    /// <summary>Reception days and read receipts are facts of the log, but no case of the ledger.</summary>
    public bool IsOfACase => !Contract.StartsWith("Reception.Session", StringComparison.Ordinal) && Name != nameof(Contracts.Supervision.NoticeRead);
}

/// <summary>The contracts by the name under which they are stored.</summary>
internal static class Facts
{
    static readonly FrozenDictionary<string, Type> ByContract = typeof(CaseEvent).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(CaseEvent)))
        .ToFrozenDictionary(NameOf);

    public static CaseEvent? Read(string contract, string body) =>
        ByContract.TryGetValue(contract, out var type) ? (CaseEvent?)JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web) : null;

    static string NameOf(Type type) => $"{type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..]}.{type.Name}";
}
