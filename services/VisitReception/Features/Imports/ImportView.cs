using Anjie.Cases;
using Anjie.Hosting;
using Anjie.VisitReception.Domain;

namespace Anjie.VisitReception.Features.Imports;

/// <summary>An import as whoever brought it sees it.</summary>
/// <param name="Rows">Rows of the file; 0 until it was looked through.</param>
/// <param name="Position">Rows that the present pass has behind it.</param>
/// <param name="Fresh">New ones; while it runs and afterwards those that were taken over.</param>
/// <param name="Known">Those that were here already, and say the same.</param>
/// <param name="Changed">Those that were here already and say something else; they are reported and change nothing.</param>
/// <param name="Faulty">Those that cannot be taken over as they are.</param>
/// <param name="Code">Why it was refused or stopped by itself.</param>
/// <param name="Reason">The same in a sentence.</param>
/// <param name="MayStart">Whether it waits for a yes.</param>
/// <param name="HasErrors">Whether there is a file of rows to mend.</param>
public sealed record ImportView(
    Guid Id, string FileName, ImportState State, DateTimeOffset UploadedAt, DateTimeOffset? EndedAt, int Rows, int Position, int Fresh, int Known, int Changed, int Faulty,
    string? Code, string? Reason, bool MayStart, bool MayStop, bool HasErrors, IReadOnlyList<string> Headings, ImportPreview? Preview)
{
    internal static ImportView Of(Import import, string fileName, ErrorTexts texts, bool withPreview) => new(
        import.Id, fileName, import.State, import.UploadedAt, import.EndedAt, import.Rows, import.Position, import.Fresh, import.Known, import.Changed, import.Faulty,
        import.Code, import.Code is { } code ? texts.For(code, [import.Detail ?? ""]) : null,
        !import.Forgotten && import.State is ImportState.Checked or ImportState.Stopped, import.State == ImportState.Running,
        !import.Forgotten && import.State is not (ImportState.Uploaded or ImportState.Refused) && import.Faulty + import.Changed > 0,
        ProvinceSheet.Headings, withPreview ? ImportPreview.Read(import.Preview?.Text) : null);

    /// <summary>The person's own import: the file is theirs, and nobody else reads whole people out of it.</summary>
    internal static IQueryable<Import> OwnedBy(IQueryable<Import> imports, Act act) =>
        imports.Where(import => import.PersonId == act.Actor.PersonId && import.UnitId == act.Actor.UnitId);
}
