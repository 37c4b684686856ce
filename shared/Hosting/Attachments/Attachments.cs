using System.Security.Cryptography;
using Anjie.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Anjie.Hosting;

/// <summary>附件: files of cases. Who sees a case reads them, who takes part in it adds them; each look is evidence.</summary>
public static class Attachments
{
    public const int MostFiles = 50;
    public const long MostBytesOfCase = 200 * Megabyte;

    /// <summary>How much of a body a server reads; a file that is a little too large is told so by its own sentence.</summary>
    public const long MostBytesOfBody = 32 * Megabyte;
    const long Megabyte = 1024 * 1024;
    const string NameHeader = "X-File-Name";

    /// <param name="Items">In the order in which they came; those that were removed are told by the history.</param>
    /// <param name="MayAttach">Whether the caller may add files now.</param>
    public sealed record Answer(IReadOnlyList<Line> Items, bool MayAttach, int MostFiles, long MostBytes, int MostBytesOfFile);

    /// <param name="Sha256">Of what a download brings.</param>
    /// <param name="MayRemove">Whether the caller may take it away now.</param>
    public sealed record Line(Guid Id, string Name, FileKind Kind, int Size, string Sha256, DateTimeOffset AddedAt, Guid AddedById, string AddedByName, Guid AddedByUnitId, bool MayRemove)
    {
        internal static Line Of(Attachment file, Act act, bool mayAct) => new(
            file.Id, file.Name.Text, file.Kind, file.Size, file.KeptHash.Text, file.AddedAt, file.AddedById, file.AddedByName, file.AddedByUnitId, mayAct && file.AddedById == act.Actor.PersonId);
    }

    /// <summary>What the routes need.</summary>
    public static void AddAttachments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UploadGate>();
        builder.Services.AddSingleton<FileScanner>();
        builder.Services.AddSingleton(services => new FileIntake(services.GetRequiredService<UploadGate>(), services.GetRequiredService<FileScanner>()));
    }

    /// <param name="api">The service's own group.</param>
    /// <param name="holders">What files may belong to.</param>
    public static void Map(IEndpointRouteBuilder api, params IReadOnlyList<FileHolder> holders)
    {
        foreach (var holder in holders)
        {
            var files = $"/{holder.Collection}/{{id:guid}}/attachments";
            var file = $"{files}/{{attachmentId:guid}}";
            api.MapGet(files, (Guid id, DbContext db, Act act, CancellationToken ct) => ListAsync(id, holder, db, act, ct))
                .WithSummary("The files of a case, with what the caller may do about them.");
            api.MapPut(file, (Guid id, Guid attachmentId, [FromHeader(Name = NameHeader)] string? name, Stream body, DbContext db, Act act, UploadGate gate, FileScanner scanner, HttpContext http, CancellationToken ct) =>
                    AttachAsync(new(holder, id, attachmentId), name, db, act, gate, scanner, http, ct))
                .WithSummary($"Add a file to a case: the body is the file itself, {NameHeader} its name in UTF-8, percent-encoded. What it is, its content decides.");
            api.MapGet(file, (Guid id, Guid attachmentId, DbContext db, Act act, HttpContext http, CancellationToken ct) => DownloadAsync(new(holder, id, attachmentId), db, act, http, ct))
                .WithSummary("The file itself. Each download leaves a row of evidence.")
                .Produces<byte[]>(contentType: "application/octet-stream");
            api.MapDelete(file, (Guid id, Guid attachmentId, DbContext db, Act act, CancellationToken ct) => RemoveAsync(new(holder, id, attachmentId), db, act, ct))
                .WithSummary("Take a file away again: who added it, while the case is open. That it was there stays known.");
        }
    }

    sealed record Place(FileHolder Holder, Guid CaseId, Guid Id);

    static async Task<Results<Ok<Answer>, NotFound>> ListAsync(Guid id, FileHolder holder, DbContext db, Act act, CancellationToken ct)
    {
        if (await holder.FindAsync(db, id, act, ct) is not { } subject)
            return TypedResults.NotFound();

        var mayAct = subject.MayHandleFiles(act);
        var files = await Kept(db, id).AsNoTracking().OrderBy(file => file.AddedAt).ThenBy(file => file.Id).ToListAsync(ct);
        return TypedResults.Ok(new Answer([.. files.Select(file => Line.Of(file, act, mayAct))], mayAct, MostFiles, MostBytesOfCase, UploadGate.MostBytes));
    }

    static async Task<Results<Created<Line>, Ok<Line>, NotFound>> AttachAsync(
        Place place, string? header, DbContext db, Act act, UploadGate gate, FileScanner scanner, HttpContext http, CancellationToken ct)
    {
        if (await place.Holder.FindAsync(db, place.CaseId, act, ct) is not { } seen)
            return TypedResults.NotFound();
        // Before a byte is read: who may not at all learns that first, unless it is a repeat.
        if (await FindAsync(db, place, ct) is null)
            seen.DemandFiles(act, StandingAction.AttachFile);
        var name = FileName.Read(header);

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytesOfBody;
        using var admission = await gate.EnterAsync(act.Actor.PersonId, ct);
        var sent = await UploadGate.ReadAsync(http.Request, ct);
        var sentHash = Convert.ToHexStringLower(SHA256.HashData(sent));
        if (await FindAsync(db, place, ct) is { } known)
            return Repeat(known, sentHash, act, seen);
        var file = ContentCheck.Check(sent, name);
        await scanner.DemandCleanAsync(sent, ct);
        return await KeepAsync(place, name, file, sentHash, db, act, http, ct);
    }

    static async Task<Results<Created<Line>, Ok<Line>, NotFound>> KeepAsync(
        Place place, string name, CheckedFile file, string sentHash, DbContext db, Act act, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await place.Holder.LockAsync(db, place.CaseId, ct);
        // Much may have happened while the file was on its way.
        if (await place.Holder.FindAsync(db, place.CaseId, act, ct) is not { } subject)
            return TypedResults.NotFound();
        if (await FindAsync(db, place, ct) is { } known)
            return Repeat(known, sentHash, act, subject);
        var role = subject.DemandFiles(act, StandingAction.AttachFile);
        var (files, bytes) = (await Kept(db, place.CaseId).CountAsync(ct), await Kept(db, place.CaseId).SumAsync(one => (long)one.Size, ct));
        BrokenRuleException.ThrowIf(files >= MostFiles, AttachmentErrors.TooMany, MostFiles);
        BrokenRuleException.ThrowIf(bytes + file.Size > MostBytesOfCase, AttachmentErrors.CaseFull, MostBytesOfCase / Megabyte);

        var key = FileSeal.NewKey();
        var attachment = Attachment.Of(subject, place.Id, act, role, name, file, sentHash, HashOf(file), key);
        db.Add(attachment);
        await db.SaveChangesAsync(ct);
        await WriteAsync(db, attachment, file, key, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(http.Request.Path, Line.Of(attachment, act, mayAct: true));
    }

    static Results<Created<Line>, Ok<Line>, NotFound> Repeat(Attachment known, string sentHash, Act act, ITakesFiles subject)
    {
        BrokenRuleException.ThrowIf(known.SentHash.Text != sentHash, CaseErrors.IdReused);
        BrokenRuleException.ThrowIf(known.RemovedAt is not null, AttachmentErrors.Removed);
        return TypedResults.Ok(Line.Of(known, act, subject.MayHandleFiles(act)));
    }

    // One part at a time, so that the file is in memory once and not once more sealed.
    internal static async Task WriteAsync(DbContext db, Attachment attachment, CheckedFile file, string key, CancellationToken ct)
    {
        using var seal = new FileSeal(key, attachment.CaseId, attachment.Id);
        var (part, parts) = (new byte[Math.Min(FileSeal.PartSize, file.Size)], FileSeal.PartsOf(file.Size));
        for (var (reader, position) = (file.Read(), 0); position < parts; position++)
        {
            var content = seal.Seal(part.AsSpan(0, reader.Read(part)), position, parts);
            await db.Database.ExecuteSqlAsync($"insert into attachment_part (case_id, attachment_id, position, sealed) values ({attachment.CaseId}, {attachment.Id}, {position}, {content})", ct);
        }
    }

    static async Task<Results<PushStreamHttpResult, NotFound>> DownloadAsync(Place place, DbContext db, Act act, HttpContext http, CancellationToken ct)
    {
        if (await place.Holder.FindAsync(db, place.CaseId, act, ct) is null || await FindAsync(db, place, ct) is not { Key: { } key } file)
            return TypedResults.NotFound();

        await http.RecordLookAsync(db, act, ct);
        http.Response.Offer(file.Name.Text);
        http.Response.Headers.ContentLength = file.Size;
        return TypedResults.Stream(body => OpenAsync(db, file, key.Text, body, ct), file.Kind.MediaType());
    }

    // Each part is read for itself: a slow reader holds no connection to the database, and a file that is removed meanwhile ends there.
    internal static async Task OpenAsync(DbContext db, Attachment file, string key, Stream body, CancellationToken ct)
    {
        using var seal = new FileSeal(key, file.CaseId, file.Id);
        var parts = FileSeal.PartsOf(file.Size);
        for (var position = 0; position < parts; position++)
        {
            var part = await db.Set<AttachmentPart>().AsNoTracking().Where(one => one.CaseId == file.CaseId && one.AttachmentId == file.Id && one.Position == position).Select(one => one.Sealed).FirstAsync(ct);
            await body.WriteAsync(seal.Open(part, position, parts), ct);
        }
    }

    static async Task<Results<NoContent, NotFound>> RemoveAsync(Place place, DbContext db, Act act, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await place.Holder.FindAsync(db, place.CaseId, act, ct) is null || await FindAsync(db, place, ct) is null)
            return TypedResults.NotFound();
        await place.Holder.LockAsync(db, place.CaseId, ct);
        if (await place.Holder.FindAsync(db, place.CaseId, act, ct) is not { } subject || await FindAsync(db, place, ct) is not { } file)
            return TypedResults.NotFound();
        if (file.RemovedAt is not null)
            return TypedResults.NoContent();

        var role = subject.DemandFiles(act, StandingAction.RemoveFile);
        BrokenRuleException.ThrowIf(file.AddedById != act.Actor.PersonId, CaseErrors.NotOpenToYou, StandingAction.RemoveFile);
        db.Attach(file);
        file.Remove(subject, act, role);
        await db.SaveChangesAsync(ct);
        await db.Set<AttachmentPart>().Where(part => part.CaseId == place.CaseId && part.AttachmentId == place.Id).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    static IQueryable<Attachment> Kept(DbContext db, Guid caseId) => db.Set<Attachment>().Where(file => file.CaseId == caseId && file.RemovedAt == null);

    static Task<Attachment?> FindAsync(DbContext db, Place place, CancellationToken ct) =>
        db.Set<Attachment>().AsNoTracking().FirstOrDefaultAsync(file => file.CaseId == place.CaseId && file.Id == place.Id, ct);

    internal static string HashOf(CheckedFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in file.Pieces)
            hash.AppendData(piece.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
