using Microsoft.EntityFrameworkCore;

namespace Anjie.Messaging;

/// <summary>An event that was committed and must reach the broker.</summary>
public sealed class OutboxRow
{
    public long Position { get; init; }
    public required Guid MessageId { get; init; }
    public required Guid OrderingKey { get; init; }
    public required string Contract { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public string? TraceParent { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public string? ParkedBecause { get; init; }
}

/// <summary>Proof that an endpoint has consumed a message.</summary>
public sealed class InboxRow
{
    public required Guid MessageId { get; init; }
    public required string Endpoint { get; init; }
    public required DateTimeOffset ConsumedAt { get; init; }
}

/// <summary>A received message that this service could not handle; kept whole until it is replayed.</summary>
public sealed class ParkedMessage
{
    public required Guid Id { get; init; }
    public required Guid MessageId { get; init; }

    /// <summary>The queue it came from, and goes back to.</summary>
    public required string Endpoint { get; init; }

    public required string Contract { get; init; }

    /// <summary>The transport's whole body, envelope included: a replay must not depend on being able to read it.</summary>
    public required byte[] Body { get; init; }

    public required string ContentType { get; init; }
    public string? TraceParent { get; init; }
    public required string ExceptionType { get; init; }

    /// <summary>The broken rule's code or the database's SQL state; never the exception's text.</summary>
    public string? Code { get; init; }

    public required DateTimeOffset ParkedAt { get; init; }
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>How often it was parked.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>The tables of outbox, inbox and parking.</summary>
public static class MessagingTables
{
    /// <summary>Maps the tables. Column names are fixed here because the hot statements are written by hand.</summary>
    public static ModelBuilder AddMessagingTables(this ModelBuilder model)
    {
        model.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox").HasKey(x => x.Position);
            row.Property(x => x.Position).HasColumnName("position").UseIdentityAlwaysColumn();
            row.Property(x => x.MessageId).HasColumnName("message_id");
            row.Property(x => x.OrderingKey).HasColumnName("ordering_key");
            row.Property(x => x.Contract).HasColumnName("contract").HasMaxLength(200);
            row.Property(x => x.Body).HasColumnName("body").HasColumnType("jsonb");
            row.Property(x => x.RecordedAt).HasColumnName("recorded_at");
            row.Property(x => x.TraceParent).HasColumnName("trace_parent").HasMaxLength(100);
            row.Property(x => x.PublishedAt).HasColumnName("published_at");
            row.Property(x => x.ParkedBecause).HasColumnName("parked_because").HasMaxLength(400);
            row.HasIndex(x => x.Position).HasFilter("published_at is null and parked_because is null").HasDatabaseName("ix_outbox_pending");
            row.HasIndex(x => new { x.OrderingKey, x.Position }).HasFilter("published_at is null and parked_because is not null")
                .HasDatabaseName("ix_outbox_parked");
            row.HasIndex(x => x.PublishedAt).HasFilter("published_at is not null").HasDatabaseName("ix_outbox_published");
        });
        model.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox").HasKey(x => new { x.MessageId, x.Endpoint });
            row.Property(x => x.MessageId).HasColumnName("message_id");
            row.Property(x => x.Endpoint).HasColumnName("endpoint").HasMaxLength(200);
            row.Property(x => x.ConsumedAt).HasColumnName("consumed_at");
            row.HasIndex(x => x.ConsumedAt).HasDatabaseName("ix_inbox_consumed");
        });
        model.Entity<ParkedMessage>(row =>
        {
            row.ToTable("parked_message").HasKey(x => x.Id);
            row.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
            row.Property(x => x.MessageId).HasColumnName("message_id");
            row.Property(x => x.Endpoint).HasColumnName("endpoint").HasMaxLength(200);
            row.Property(x => x.Contract).HasColumnName("contract").HasMaxLength(200);
            row.Property(x => x.Body).HasColumnName("body");
            row.Property(x => x.ContentType).HasColumnName("content_type").HasMaxLength(100);
            row.Property(x => x.TraceParent).HasColumnName("trace_parent").HasMaxLength(100);
            row.Property(x => x.ExceptionType).HasColumnName("exception_type").HasMaxLength(300);
            row.Property(x => x.Code).HasColumnName("code").HasMaxLength(100);
            row.Property(x => x.ParkedAt).HasColumnName("parked_at");
            row.Property(x => x.ReplayedAt).HasColumnName("replayed_at");
            row.Property(x => x.Times).HasColumnName("times");
            row.HasIndex(x => new { x.MessageId, x.Endpoint }).IsUnique().HasDatabaseName("ix_parked_message_source");
            row.HasIndex(x => x.ParkedAt).HasFilter("replayed_at is null").HasDatabaseName("ix_parked_message_waiting");
        });
        return model;
    }
}
