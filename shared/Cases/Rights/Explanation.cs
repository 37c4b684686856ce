using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Anjie.Cases;

/// <summary>What decided whether somebody sees a case.</summary>
public enum SightReason
{
    /// <summary>A grant covers it and nothing hides it.</summary>
    Granted,

    /// <summary>No role of the post sees cases of this kind.</summary>
    NoGrant,

    /// <summary>The roles see the kind, but not this class of it.</summary>
    OtherClass,

    /// <summary>No unit that is party to the case lies within reach.</summary>
    OutOfReach,

    /// <summary>The case names this person or unit, and its class is hidden from those it names.</summary>
    Hidden,

    /// <summary>A grant covers it, but the route by which such cases are read is closed to the roles.</summary>
    RouteClosed,

    /// <summary>The post is vacant or abolished, or its unit is.</summary>
    NobodyActs,
}

/// <summary>One grant of the actor's roles, asked about one case.</summary>
/// <param name="Row">The row of the policy.</param>
/// <param name="IsOfClass">The case is of the class of the row.</param>
/// <param name="Through">By which part of its reach the row covers the case: the narrowest that does; null when it does not.</param>
public sealed record GrantStep(Grant Row, bool IsOfClass, Reach? Through);

/// <summary>One exclusion, asked about one case.</summary>
/// <param name="Row">The row of the policy.</param>
/// <param name="Names">The case is of the class of the row and names the actor.</param>
public sealed record ExclusionStep(Exclusion Row, bool Names);

/// <summary>Why an actor sees a case or not: each row of the policy that bears on it, asked alone.</summary>
public sealed record Explanation(bool Sees, SightReason Reason, IReadOnlyList<GrantStep> Grants, IReadOnlyList<ExclusionStep> Exclusions)
{
    /// <summary>Asks <see cref="Visibility.VisibleTo"/> for the answer, and the conditions it is made of one by one for the reasons.</summary>
    /// <param name="one">The case; ask within a transaction that sees one moment.</param>
    /// <param name="act">The actor in question, and the policy.</param>
    /// <param name="kind">Name of the kind in the policy.</param>
    /// <param name="ct">Ends the questions.</param>
    public static async Task<Explanation> OfAsync<TCase>(IQueryable<TCase> one, Act act, string kind, CancellationToken ct) where TCase : class, ICase
    {
        List<GrantStep> grants = [];
        foreach (var row in act.Policy.GrantsTo(act.Actor, kind))
        {
            var isOfClass = await HoldsAsync(Visibility.HasClass<TCase>(row.Class));
            grants.Add(new(row, isOfClass, isOfClass ? await ThroughAsync(row) : null));
        }

        List<ExclusionStep> exclusions = [];
        if (Visibility.IsClassified<TCase>())
            foreach (var row in act.Policy.Exclusions)
                exclusions.Add(new(row, await HoldsAsync(Visibility.Names<TCase>(row, act.Actor))));

        var sees = await one.VisibleTo(act, kind).AnyAsync(ct);
        return new(sees, sees ? SightReason.Granted : Refusal(grants), grants, exclusions);

        Task<bool> HoldsAsync(Expression<Func<TCase, bool>> condition) => one.AnyAsync(condition, ct);

        async Task<Reach?> ThroughAsync(Grant row)
        {
            for (var within = Reach.Unit; within <= row.Within; within++)
                if (await HoldsAsync(Visibility.IsWithin<TCase>(Sight.Of(row.Class, within, act.Actor.UnitPath))))
                    return within;
            return null;
        }
    }

    static SightReason Refusal(List<GrantStep> grants) =>
        grants.Count == 0 ? SightReason.NoGrant
        : !grants.Exists(step => step.IsOfClass) ? SightReason.OtherClass
        : !grants.Exists(step => step.Through is not null) ? SightReason.OutOfReach
        : SightReason.Hidden;
}
