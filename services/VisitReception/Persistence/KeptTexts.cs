using Anjie.Hosting;
using Anjie.Letters;
using Anjie.VisitReception.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Anjie.VisitReception.Persistence;

internal sealed class PublishedTextConfiguration : IEntityTypeConfiguration<PublishedText>
{
    public void Configure(EntityTypeBuilder<PublishedText> builder)
    {
        builder.ToTable("letter_text");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Kind).HasMaxLength(40);
        builder.Property(x => x.PublishedBy).HasMaxLength(60);
        builder.Property(x => x.WithdrawnBy).HasMaxLength(60);
        builder.HasIndex(x => new { x.Kind, x.Version }).IsUnique(); // of two who publish at once, one is first
    }
}

/// <summary>The texts that are kept here, and the choice between them and the delivered ones.</summary>
internal static class KeptTexts
{
    public static async Task<LetterText> TextInForceAsync(this ReceptionDb db, LetterKind kind, DateOnly day, CancellationToken ct) =>
        InForce(await BegunAsync(db, kind, day, ct), kind, day);

    /// <summary>The text by which somebody wrote at that moment: one that was published later the same day is not it.</summary>
    public static async Task<LetterText> TextInForceAtAsync(this ReceptionDb db, LetterKind kind, DateTimeOffset moment, CancellationToken ct)
    {
        var day = BusinessClock.DayOf(moment);
        return InForce((await BegunAsync(db, kind, day, ct)).Where(text => text.PublishedAt <= moment), kind, day);
    }

    static Task<List<PublishedText>> BegunAsync(ReceptionDb db, LetterKind kind, DateOnly day, CancellationToken ct) =>
        db.Set<PublishedText>().AsNoTracking().Where(text => text.Kind == kind.Code && text.WithdrawnAt == null && text.EffectiveFrom <= day).ToListAsync(ct);

    public static LetterText InForce(IEnumerable<PublishedText> kept, LetterKind kind, DateOnly day) => LetterTexts.InForce(kept.Select(text => text.Read()).OfType<LetterText>(), kind, day);

    public static LetterText Delivered(LetterKind kind) => LetterTexts.Delivered.Single(text => text.Kind == kind);

    /// <summary>The number after which the next one comes.</summary>
    public static int Latest(IEnumerable<PublishedText> kept, LetterKind kind) => kept.Select(text => text.Version).Append(Delivered(kind).Version).Max();
}
