using Anjie.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Anjie.Hosting;

/// <summary>A kind of case that has files.</summary>
/// <param name="Collection">As addresses call it.</param>
public abstract record FileHolder(string Collection)
{
    /// <param name="collection">As addresses call it.</param>
    /// <param name="cases">All of the kind.</param>
    public static FileHolder Of<TDb, TCase>(string collection, Func<TDb, IQueryable<TCase>> cases) where TDb : DbContext where TCase : class, ITakesFiles => new Table<TDb, TCase>(collection, cases);

    /// <summary>The case, if the caller sees it.</summary>
    internal abstract Task<ITakesFiles?> FindAsync(DbContext db, Guid id, Act act, CancellationToken ct);

    /// <summary>Holds the case as it is until the transaction ends: nobody closes it or adds to it meanwhile.</summary>
    internal abstract Task LockAsync(DbContext db, Guid id, CancellationToken ct);

    sealed record Table<TDb, TCase>(string Collection, Func<TDb, IQueryable<TCase>> Cases) : FileHolder(Collection) where TDb : DbContext where TCase : class, ITakesFiles
    {
        internal override async Task<ITakesFiles?> FindAsync(DbContext db, Guid id, Act act, CancellationToken ct) =>
            await Cases((TDb)db).AsNoTracking().IgnoreAutoIncludes().VisibleTo(act).FirstOrDefaultAsync(one => one.Id == id, ct);

        internal override Task LockAsync(DbContext db, Guid id, CancellationToken ct)
        {
            var table = db.GetService<ISqlGenerationHelper>().DelimitIdentifier(db.Model.FindEntityType(typeof(TCase))!.GetTableName()!);
            var hold = $"select from {table} where id = {{0}} for update";
            return db.Database.ExecuteSqlRawAsync(hold, [id], ct);
        }
    }
}
