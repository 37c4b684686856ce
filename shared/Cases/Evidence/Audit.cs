using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>One row of evidence per command, written in the command's transaction; the runtime role can insert and read it, never change it.</summary>
public sealed class AuditRow
{
    /// <summary>The result of what took effect; every other one is the code of a refusal.</summary>
    public const string Done = "done";

    public required Guid Id { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid ActorId { get; init; }
    public required Guid PostId { get; init; }
    public required Guid UnitId { get; init; }
    public required string Roles { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }
    public required string Result { get; init; }
    public string? Address { get; init; }
    public string? TraceId { get; init; }

    /// <summary>The person in whose place the actor acted; null for one's own post.</summary>
    public Guid? ActingFor { get; init; }

    /// <summary>Why personal data were disclosed, as a code; null for everything else.</summary>
    public string? Purpose { get; set; }
}

/// <summary>The command under way in this scope, as evidence must show it; Hosting fills it from the request.</summary>
public sealed class AuditScope
{
    AuditRow? _row;

    /// <summary>From now on the first save of the context that changes something carries the row; later ones add none, and without the row there is no effect.</summary>
    public void Begin(AuditRow row, DbContext db)
    {
        _row = row;
        db.SavingChanges += (_, _) =>
        {
            if (db.ChangeTracker.HasChanges() && Take() is { } begun)
                db.Add(begun);
        };
    }

    /// <summary>The row of the command under way, for who saves it otherwise; null when it is saved, or when there is no command.</summary>
    public AuditRow? Take() => Interlocked.Exchange(ref _row, null);

    /// <summary>The command is refused: what is still saved is evidence of its own and none of an effect.</summary>
    public void Drop() => _row = null;

    /// <summary>Says in the row what the command is for.</summary>
    public void State(string purpose) => (_row ?? throw new InvalidOperationException("No command is under way, or its row is saved already.")).Purpose = purpose;
}
