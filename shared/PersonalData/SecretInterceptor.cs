using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Anjie.PersonalData;

/// <summary>Seals every added or changed <see cref="Secret"/> for its table, column and row before it is saved,
/// and gives loaded ones what they need to open. Register one per process, with <see cref="SecretMapping.UseSecrets"/>.</summary>
/// <remarks>A renamed table or column needs its texts sealed anew, because the name is part of the seal.</remarks>
public sealed class SecretInterceptor(FieldCipher cipher) : SaveChangesInterceptor, ISingletonInterceptor
{
    internal FieldCipher Cipher => cipher;

    /// <inheritdoc/>
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Seal(eventData.Context!);
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Seal(eventData.Context!);
        return new(result);
    }

    /// <summary>Opens a column that a query projected without its entity.</summary>
    /// <param name="context">Knows the names of table and column.</param>
    /// <param name="secret">The projected column.</param>
    /// <param name="property">Name of the property.</param>
    /// <param name="key">The primary key of its row, in the order of the key.</param>
    public string Open<TEntity>(DbContext context, Secret secret, string property, params object[] key)
    {
        var type = context.Model.FindEntityType(typeof(TEntity)) ?? throw new ArgumentException($"{typeof(TEntity).Name} is not in the model.", nameof(context));
        secret.Attach(cipher, SealedColumn.Of(type).Single(column => column.Property.Name == property).PlaceIn(SealedColumn.RowOf(type, key)));
        return secret.Text;
    }

    void Seal(DbContext context)
    {
        foreach (var entry in context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
        {
            var columns = SealedColumn.Of(entry.Metadata);
            if (columns.Count == 0)
                continue;
            if (!entry.IsKeySet || entry.Metadata.FindPrimaryKey()!.Properties.Any(key => entry.Property(key.Name).IsTemporary))
                throw new InvalidOperationException($"{entry.Metadata.DisplayName()} holds secrets and needs its key before it is saved.");

            var row = SealedColumn.RowOf(entry.Metadata, [.. entry.Metadata.FindPrimaryKey()!.Properties.Select(part => entry.Property(part.Name).CurrentValue)]);
            foreach (var column in columns.Where(column => entry.State == EntityState.Added || entry.Property(column.Property.Name).IsModified))
            {
                if (column.Read(entry.Entity) is not { } secret)
                    continue;
                var bound = secret.SealedFor(cipher, column.PlaceIn(row));
                if (!ReferenceEquals(bound, secret))
                    column.Write(entry.Entity, bound);
            }
        }
    }
}
