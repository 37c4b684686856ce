using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>The last number given in a series of documents; its row lock keeps the numbers without gaps.</summary>
public sealed class DocumentSeries
{
    /// <summary>The unit that issues.</summary>
    public Guid UnitId { get; private init; }

    /// <summary>Each begins at 1.</summary>
    public int Year { get; private init; }

    /// <summary>The word of the number.</summary>
    public string Series { get; private init; } = "";

    /// <summary>From 1.</summary>
    public int LastSerial { get; private init; }
}

/// <summary>Numbers without gaps: each is taken under the lock of its series, and given back with the transaction of an act that came to nothing.</summary>
public static class DocumentSeriesMapping
{
    const int LongestSeries = 100;

    /// <summary>The register of a service that issues documents.</summary>
    public static ModelBuilder AddDocumentSeries(this ModelBuilder model) => model.Entity<DocumentSeries>(series =>
    {
        series.ToTable("letter_series").HasKey(x => new { x.UnitId, x.Year, x.Series });
        series.Property(x => x.Series).HasMaxLength(LongestSeries);
    });

    /// <summary>The next number of a series. Call it within the transaction of the act.</summary>
    public static async Task<int> TakeSerialAsync(this DbContext db, Guid unitId, int year, string series, CancellationToken ct)
    {
        // Replaces a read and an update with a lock between them: one statement takes the lock and the number.
        var serials = await db.Database.SqlQuery<int>($"""
            insert into letter_series (unit_id, year, series, last_serial) values ({unitId}, {year}, {series}, 1)
            on conflict (unit_id, year, series) do update set last_serial = letter_series.last_serial + 1
            returning last_serial as "Value"
            """).ToListAsync(ct);
        return serials.Single();
    }
}
