using Anjie.Cases;
using Anjie.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>A file of a case. One that was removed leaves this row, which says who brought and who took it when, and loses its content.</summary>
public sealed class Attachment
{
    Attachment() { } // EF Core

    public Guid CaseId { get; private init; }

    /// <summary>Made by the client; it names the file within its case.</summary>
    public Guid Id { get; private init; }

    /// <summary>May name people, so it is sealed, and stands neither in addresses nor in logs.</summary>
    public Secret Name { get; private init; } = Secret.Empty;

    public FileKind Kind { get; private init; }

    /// <summary>Bytes that are kept.</summary>
    public int Size { get; private init; }

    /// <summary>SHA-256 of what was sent: the same file sent again is known by it.</summary>
    public Secret SentHash { get; private init; } = Secret.Empty;

    /// <summary>SHA-256 of what is kept.</summary>
    public Secret KeptHash { get; private init; } = Secret.Empty;

    /// <summary>The file's own key, with which its content is sealed; null once it was removed.</summary>
    public Secret? Key { get; private set; }

    public DateTimeOffset AddedAt { get; private init; }
    public Guid AddedById { get; private init; }
    public string AddedByName { get; private init; } = "";
    public Guid AddedByUnitId { get; private init; }
    public string AddedByRole { get; private init; } = "";

    /// <summary>Which version the case had; files count none of their own.</summary>
    public int AddedOnVersion { get; private init; }

    public DateTimeOffset? RemovedAt { get; private set; }
    public Guid? RemovedById { get; private set; }
    public string? RemovedByName { get; private set; }
    public Guid? RemovedByUnitId { get; private set; }
    public string? RemovedByRole { get; private set; }
    public int? RemovedOnVersion { get; private set; }

    internal static Attachment Of(ICase subject, Guid id, Act act, string role, string name, CheckedFile file, string sentHash, string keptHash, string key) =>
        Of((subject.Id, subject.Version), id, act, role, name, file, sentHash, keptHash, key);

    internal static Attachment Of((Guid Id, int Version) subject, Guid id, Act act, string role, string name, CheckedFile file, string sentHash, string keptHash, string key) => new()
    {
        CaseId = subject.Id, Id = id, Name = new(name), Kind = file.Kind, Size = file.Size, SentHash = new(sentHash), KeptHash = new(keptHash), Key = new(key),
        AddedAt = act.Now, AddedById = act.Actor.PersonId, AddedByName = act.Actor.Name, AddedByUnitId = act.Actor.UnitId, AddedByRole = role, AddedOnVersion = subject.Version,
    };

    /// <summary>Its case is no longer kept, and neither is the file.</summary>
    public void Erase(Act act)
    {
        if (RemovedAt is null)
            Remove(AddedOnVersion, act, Roles.System);
    }

    internal void Remove(ICase subject, Act act, string role) => Remove(subject.Version, act, role);

    internal void Remove(int version, Act act, string role)
    {
        Key = null;
        (RemovedAt, RemovedById, RemovedByName, RemovedByUnitId, RemovedByRole, RemovedOnVersion) = (act.Now, act.Actor.PersonId, act.Actor.Name, act.Actor.UnitId, role, version);
    }
}

/// <summary>A part of a file's content, sealed.</summary>
public sealed class AttachmentPart
{
    public required Guid CaseId { get; init; }
    public required Guid AttachmentId { get; init; }
    public required int Position { get; init; }
    public required byte[] Sealed { get; init; }
}

public static class AttachmentMapping
{
    /// <summary>The tables of files; call it before the secrets are mapped.</summary>
    public static ModelBuilder AddAttachments(this ModelBuilder model) => model
        .Entity<Attachment>(attachment =>
        {
            attachment.ToTable("attachment").HasKey(x => new { x.CaseId, x.Id });
            attachment.Property(x => x.Kind).HasMaxLength(10);
        })
        .Entity<AttachmentPart>(part =>
        {
            part.ToTable("attachment_part").HasKey(x => new { x.CaseId, x.AttachmentId, x.Position });
            part.HasOne<Attachment>().WithMany().HasForeignKey(x => new { x.CaseId, x.AttachmentId });
        });
}
