using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Anjie.PersonalData;

public static class SecretMapping
{
    /// <summary>Maps every <see cref="Secret"/> property to a column of sealed bytes. Call it last in <c>OnModelCreating</c>:
    /// it looks at the entities known by then, owned ones among them.</summary>
    public static ModelBuilder MapSecrets(this ModelBuilder modelBuilder)
    {
        // By convention EF takes the class for an entity and each property for a navigation to it.
        modelBuilder.Ignore<Secret>();

        var owners = modelBuilder.Model.GetEntityTypes().ToList();
        foreach (var owner in owners)
        {
            foreach (var property in SecretPropertiesOf(owner.ClrType).Where(property => !owner.IsIgnored(property.Name)))
            {
                var column = owner.FindProperty(property.Name) ?? owner.AddProperty(property);
                column.IsNullable = new NullabilityInfoContext().Create(property).ReadState != NullabilityState.NotNull;
                column.SetValueConverter(new SecretConverter());
                column.SetValueComparer(new SecretComparer());
            }
        }

        return modelBuilder;
    }

    /// <summary>Seals and opens the <see cref="Secret"/>s of a context.</summary>
    /// <param name="options">Of a context on a relational database.</param>
    /// <param name="secrets">The one of the process: EF keeps what it has compiled for each of them apart.</param>
    public static TBuilder UseSecrets<TBuilder>(this TBuilder options, SecretInterceptor secrets) where TBuilder : DbContextOptionsBuilder
    {
        options.AddInterceptors(secrets).ReplaceService<IStructuralTypeMaterializerSource, SealedRows>();
        return options;
    }

    static IEnumerable<PropertyInfo> SecretPropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.PropertyType == typeof(Secret));

    sealed class SecretConverter() : ValueConverter<Secret, byte[]>(secret => secret.ToStore(), bytes => Secret.FromStore(bytes));

    // The snapshot may share the object: a secret never changes its text.
    sealed class SecretComparer() : ValueComparer<Secret>(
        (one, other) => ReferenceEquals(one, other) || (one != null && one.Equals(other)), secret => secret.GetHashCode(), secret => secret);
}
