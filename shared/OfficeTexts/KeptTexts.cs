using Anjie.Hosting;
using Anjie.Letters;
using Microsoft.EntityFrameworkCore;

namespace Anjie.OfficeTexts;

/// <summary>The texts that a service keeps, and the choice between them and the delivered ones.</summary>
public static class KeptTexts
{
    /// <summary>The table of a service that issues letters.</summary>
    public static ModelBuilder AddLetterTexts(this ModelBuilder model) => model.Entity<PublishedText>(text =>
    {
        text.ToTable("letter_text");
        text.Property(x => x.Id).ValueGeneratedNever();
        text.Property(x => x.Kind).HasMaxLength(40);
        text.Property(x => x.PublishedBy).HasMaxLength(60);
        text.Property(x => x.WithdrawnBy).HasMaxLength(60);
        text.HasIndex(x => new { x.Kind, x.Version }).IsUnique(); // of two who publish at once, one is first
    });

    /// <summary>The text by which a letter of the day is filled.</summary>
    public static async Task<LetterText> TextInForceAsync(this DbContext db, LetterKind kind, DateOnly day, CancellationToken ct) =>
        InForce(await BegunAsync(db, kind, day, ct), kind, day);

    /// <summary>The text by which somebody wrote at that moment: one that was published later the same day is not it.</summary>
    public static async Task<LetterText> TextInForceAtAsync(this DbContext db, LetterKind kind, DateTimeOffset moment, CancellationToken ct)
    {
        var day = BusinessClock.DayOf(moment);
        return InForce((await BegunAsync(db, kind, day, ct)).Where(text => text.PublishedAt <= moment), kind, day);
    }

    static Task<List<PublishedText>> BegunAsync(DbContext db, LetterKind kind, DateOnly day, CancellationToken ct) =>
        db.Set<PublishedText>().AsNoTracking().Where(text => text.Kind == kind.Code && text.WithdrawnAt == null && text.EffectiveFrom <= day).ToListAsync(ct);

    /// <summary>Of those kept the one that began last; the delivered one where there is none.</summary>
    public static LetterText InForce(IEnumerable<PublishedText> kept, LetterKind kind, DateOnly day) => LetterTexts.InForce(kept.Select(text => text.Read()).OfType<LetterText>(), kind, day);

    /// <summary>The text that the system comes with.</summary>
    public static LetterText Delivered(LetterKind kind) => LetterTexts.Delivered.Single(text => text.Kind == kind);

    /// <summary>The number after which the next one comes.</summary>
    public static int Latest(IEnumerable<PublishedText> kept, LetterKind kind) => kept.Select(text => text.Version).Append(Delivered(kind).Version).Max();
}
