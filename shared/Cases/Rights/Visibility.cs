using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>A kind of case of which some are not ordinary.</summary>
public interface IClassified : ICase
{
    CaseClass Class { get; }

    /// <summary>Paths of the units that are accused, and of those in which the accused person has a post; empty for an ordinary case.</summary>
    List<string> AccusedPaths { get; }

    Guid? AccusedPersonId { get; }
}

/// <summary>The policy as a condition on rows.</summary>
public static class Visibility
{
    /// <summary>The one predicate of rights; detail, list, count, search and export all go through it.</summary>
    /// <param name="cases">All cases of the kind.</param>
    /// <param name="act">Who looks, by which policy.</param>
    /// <param name="kind">Name of the kind in the policy; by default that of the type.</param>
    public static IQueryable<TCase> VisibleTo<TCase>(this IQueryable<TCase> cases, Act act, string? kind = null) where TCase : class, ICase
    {
        // Kinds without classes hold ordinary cases only.
        var shown = act.Policy.SightOf(act.Actor, kind ?? typeof(TCase).Name).Where(sight => IsClassified<TCase>() || sight.Class == CaseClass.Ordinary)
            .Select(sight => IsClassified<TCase>() ? And(HasClass<TCase>(sight.Class), IsWithin<TCase>(sight)) : IsWithin<TCase>(sight)).ToList();
        return shown.Count == 0 ? cases.Where(_ => false) : cases.Where(shown.Aggregate(Or)).ExceptHidden(act);
    }

    /// <summary>Without what the policy hides from the actor whatever it grants. More than this no answer about a case may tell.</summary>
    public static IQueryable<TCase> ExceptHidden<TCase>(this IQueryable<TCase> cases, Act act) where TCase : class, ICase =>
        IsClassified<TCase>() ? act.Policy.Exclusions.Aggregate(cases, (rest, exclusion) => rest.Where(Not(Names<TCase>(exclusion, act.Actor)))) : cases;

    /// <summary>What the policy hides from the actor whatever it grants, and nothing else.</summary>
    public static IQueryable<TCase> HiddenFrom<TCase>(this IQueryable<TCase> cases, Act act) where TCase : class, IClassified =>
        cases.Where(act.Policy.Exclusions.Select(exclusion => Names<TCase>(exclusion, act.Actor)).Aggregate((Expression<Func<TCase, bool>>)(_ => false), Or));

    /// <summary>Those of which a total may be told to whoever sees no case: what is not ordinary is in no count.</summary>
    public static IQueryable<TCase> Ordinary<TCase>(this IQueryable<TCase> cases) where TCase : class, ICase => cases.Where(HasClass<TCase>(CaseClass.Ordinary));

    internal static bool IsClassified<TCase>() => typeof(TCase).IsAssignableTo(typeof(IClassified));

    internal static Expression<Func<TCase, bool>> HasClass<TCase>(CaseClass wanted) =>
        IsClassified<TCase>() ? x => EF.Property<CaseClass>(x!, nameof(IClassified.Class)) == wanted : _ => wanted == CaseClass.Ordinary;

    internal static Expression<Func<TCase, bool>> IsWithin<TCase>(Sight sight) where TCase : class, ICase
    {
        var path = sight.Path;
        // Paths are made of letters, digits and dots (Directory refuses other codes), so the pattern needs no escaping.
        return sight.Exactly
            ? x => x.UnitPaths.Contains(path)
            : x => x.UnitPaths.Any(unit => EF.Functions.Like(unit, path + "%"));
    }

    /// <summary>Whether the case is of the class that the row hides, and names the actor.</summary>
    internal static Expression<Func<TCase, bool>> Names<TCase>(Exclusion exclusion, Actor actor)
    {
        var (hidden, person, unit) = (exclusion.Class, actor.PersonId, actor.UnitPath);
        return exclusion.From == NamedParty.AccusedPerson
            ? x => EF.Property<CaseClass>(x!, nameof(IClassified.Class)) == hidden && EF.Property<Guid?>(x!, nameof(IClassified.AccusedPersonId)) == person
            : x => EF.Property<CaseClass>(x!, nameof(IClassified.Class)) == hidden
                && EF.Property<List<string>>(x!, nameof(IClassified.AccusedPaths)).Any(accused => EF.Functions.Like(unit, accused + "%"));
    }

    static Expression<Func<T, bool>> Not<T>(Expression<Func<T, bool>> one) => Expression.Lambda<Func<T, bool>>(Expression.Not(one.Body), one.Parameters);

    static Expression<Func<T, bool>> And<T>(Expression<Func<T, bool>> first, Expression<Func<T, bool>> second) => Join(first, second, Expression.AndAlso);

    static Expression<Func<T, bool>> Or<T>(Expression<Func<T, bool>> first, Expression<Func<T, bool>> second) => Join(first, second, Expression.OrElse);

    static Expression<Func<T, bool>> Join<T>(Expression<Func<T, bool>> first, Expression<Func<T, bool>> second, Func<Expression, Expression, Expression> join) =>
        Expression.Lambda<Func<T, bool>>(join(first.Body, new Renaming(second.Parameters[0], first.Parameters[0]).Visit(second.Body)), first.Parameters);

    sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
