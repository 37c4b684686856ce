using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using static System.Linq.Expressions.Expression;

namespace Anjie.PersonalData;

#pragma warning disable EF1001 // An interceptor of loaded rows is the public way; EF then makes two delegates per column for each row, which costs more than all else about a row.

/// <summary>Tells each loaded <see cref="Secret"/> its row, where EF builds what makes an entity of a row.</summary>
sealed class SealedRows(StructuralTypeMaterializerSourceDependencies dependencies) : RelationalStructuralTypeMaterializerSource(dependencies), IStructuralTypeMaterializerSource
{
    static readonly MethodInfo RowMethod = ((Func<IEntityType, IReadOnlyList<object?>, string>)SealedColumn.RowOf).Method;
    static readonly MethodInfo AttachMethod = ((Action<Secret?, FieldCipher, SealedColumn, string>)Attach).Method;

    readonly SecretInterceptor? _secrets = dependencies.SingletonInterceptors.OfType<SecretInterceptor>().SingleOrDefault();

    // EF asks by the interface; the base class's method is not virtual.
    Expression IStructuralTypeMaterializerSource.CreateMaterializeExpression(StructuralTypeMaterializerSourceParameters parameters, Expression materializationContextExpression)
    {
        var loaded = CreateMaterializeExpression(parameters, materializationContextExpression);
        if (_secrets is null || parameters.StructuralType is not IEntityType type || SealedColumn.Of(type) is not { Count: > 0 } columns)
            return loaded;

        var (entity, row) = (Variable(loaded.Type, "sealedEntity"), Variable(typeof(string), "sealedRow"));
        var values = Call(materializationContextExpression, MaterializationContext.GetValueBufferMethod);
        var key = type.FindPrimaryKey()!.Properties.Select(part => values.CreateValueBufferReadValueExpression(typeof(object), part.GetIndex(), part));
        return Block(
            [entity, row],
            [
                Assign(entity, loaded),
                Assign(row, Call(RowMethod, Constant(type), NewArrayInit(typeof(object), key))),
                .. columns.Select(column => Call(
                    AttachMethod, MakeMemberAccess(entity, column.Property.GetMemberInfo(forMaterialization: true, forSet: false)), Constant(_secrets.Cipher), Constant(column), row)),
                entity,
            ]);
    }

    static void Attach(Secret? secret, FieldCipher cipher, SealedColumn column, string row) => secret?.Attach(cipher, column.PlaceIn(row));
}
