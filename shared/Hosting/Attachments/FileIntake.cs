using System.Security.Cryptography;
using Anjie.Cases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Hosting;

/// <summary>A file that was read to its end and found to be of the kind that was asked for.</summary>
public sealed class TakenFile
{
    internal TakenFile(string name, CheckedFile content, string hash) => (Name, Content, Hash) = (name, content, hash);

    /// <summary>As its sender calls it.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of what was sent.</summary>
    public string Hash { get; }

    internal CheckedFile Content { get; }
}

/// <summary>Files that belong to no case. They come through the same gate and checks as attachments and lie under the same seal; who may read one decides whoever keeps it.</summary>
public sealed class FileIntake
{
    readonly UploadGate _gate;
    readonly FileScanner _scanner;

    internal FileIntake(UploadGate gate, FileScanner scanner) => (_gate, _scanner) = (gate, scanner);

    /// <summary>Reads the body of the request as a file.</summary>
    /// <param name="http">Whose body it is.</param>
    /// <param name="name">The file's name in UTF-8, percent-encoded.</param>
    /// <param name="kind">What the content must be.</param>
    /// <param name="act">Who sends it.</param>
    /// <param name="use">What becomes of it; until that has ended the file counts among those that are being taken in.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="BrokenRuleException">One of <see cref="AttachmentErrors"/>.</exception>
    public async Task<T> TakeAsync<T>(HttpContext http, string? name, FileKind kind, Act act, Func<TakenFile, Task<T>> use, CancellationToken ct)
    {
        var given = FileName.Read(name);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Attachments.MostBytesOfBody;
        using var admission = await _gate.EnterAsync(act.Actor.PersonId, ct);
        var sent = await UploadGate.ReadAsync(http.Request, ct);
        var content = ContentCheck.Check(sent, given);
        BrokenRuleException.ThrowIf(content.Kind != kind, AttachmentErrors.Kind);
        await _scanner.DemandCleanAsync(sent, ct);
        return await use(new(given, content, Convert.ToHexStringLower(SHA256.HashData(sent))));
    }

    /// <summary>Keeps the file under an id, in the transaction that is under way.</summary>
    public static async Task KeepAsync(DbContext db, Guid id, Act act, string role, TakenFile file, CancellationToken ct)
    {
        var key = FileSeal.NewKey();
        var kept = Attachment.Of((id, 1), id, act, role, file.Name, file.Content, file.Hash, Attachments.HashOf(file.Content), key);
        db.Add(kept);
        await db.SaveChangesAsync(ct);
        await Attachments.WriteAsync(db, kept, file.Content, key, ct);
    }

    /// <summary>Whether the file that is kept under the id is this one.</summary>
    public static async Task<bool> IsAsync(DbContext db, Guid id, TakenFile file, CancellationToken ct) =>
        await FindAsync(db, id, ct) is { } kept && kept.SentHash.Text == file.Hash;

    /// <summary>What the sender called the file; empty when there is none.</summary>
    public static async Task<string> NameAsync(DbContext db, Guid id, CancellationToken ct) => (await FindAsync(db, id, ct))?.Name.Text ?? "";

    /// <summary>The content, in memory; null when it is gone.</summary>
    public static async Task<byte[]?> ReadAsync(DbContext db, Guid id, CancellationToken ct)
    {
        if (await FindAsync(db, id, ct) is not { Key: { } key } file)
            return null;
        var content = new byte[file.Size];
        using var body = new MemoryStream(content);
        await Attachments.OpenAsync(db, file, key.Text, body, ct);
        return content;
    }

    /// <summary>Takes the content away, when the save comes; the row that tells who brought it stays.</summary>
    public static async Task RemoveAsync(DbContext db, Guid id, Act act, string role, CancellationToken ct)
    {
        if (await db.Set<Attachment>().FirstOrDefaultAsync(file => file.CaseId == id && file.Id == id, ct) is not { Key: not null } file)
            return;
        file.Remove(1, act, role);
        await db.SaveChangesAsync(ct);
        await db.Set<AttachmentPart>().Where(part => part.CaseId == id && part.AttachmentId == id).ExecuteDeleteAsync(ct);
    }

    static Task<Attachment?> FindAsync(DbContext db, Guid id, CancellationToken ct) =>
        db.Set<Attachment>().AsNoTracking().FirstOrDefaultAsync(file => file.CaseId == id && file.Id == id, ct);
}
