using Anjie.Cases;

namespace Anjie.Tests;

/// <summary>In a random walk, one of the acts that belong to no state: what is offered is accepted, what is not offered is refused.</summary>
static class RecusalSteps
{
    static readonly string[] Heads = [Roles.UnitHead, Roles.TownHead, Roles.RegistrarHead];

    /// <param name="ofJointOffice">People on whom the joint office decides in cases of this kind.</param>
    public static void Take<TCase, TState, TAction>(
        RecusableCase<TCase, TState, TAction> subject, Random random, Act act, IReadOnlyList<Actor> people, IReadOnlyList<Actor> ofJointOffice)
        where TCase : RecusableCase<TCase, TState, TAction>
        where TState : struct, Enum
        where TAction : struct, Enum
    {
        var action = random.GetItems(Enum.GetValues<StandingAction>(), 1)[0];
        var whom = people.Where(person => person.PersonId != Guid.Empty && subject.IsRecused(person.PersonId) == (action == StandingAction.LiftRecusal))
            .OrderByDescending(person => RulesOn(act.Actor, person, ofJointOffice)).FirstOrDefault();
        if (action != StandingAction.DeclareRecusal && whom is null)
            return;
        // Only whom to choose is a question of data; nobody left to order it for makes no walk.
        if (action == StandingAction.OrderRecusal && !RulesOn(act.Actor, whom!, ofJointOffice) && (Array.Exists(Heads, act.Actor.Has) || ofJointOffice.Count > 0))
            return;
        var offered = subject.OfferedTo(act).Any(offer => offer.Action == action.ToString());
        var before = subject.Version;

        var refusal = Attempt(() =>
        {
            switch (action)
            {
                case StandingAction.DeclareRecusal: subject.DeclareRecusal(act, RecusalReason.Relative, "堂兄弟"); break;
                case StandingAction.OrderRecusal: subject.OrderRecusal(act, new(whom!.PersonId, whom.PostId, whom.UnitPath), RecusalReason.FormerHandler, null); break;
                case StandingAction.LiftRecusal: subject.LiftRecusal(act, whom!.PersonId, "查无此关系"); break;
            }
        });

        if (refusal is not null)
            offered.ShouldBeFalse($"{action} was offered in {subject.State} and refused with {refusal}");
        else
            (subject.Version > before).ShouldBe(offered, $"{action} in {subject.State}");
    }

    static bool RulesOn(Actor actor, Actor person, IReadOnlyList<Actor> ofJointOffice) =>
        (Array.Exists(Heads, actor.Has) && person.UnitPath.StartsWith(actor.UnitPath, StringComparison.Ordinal)) || (actor.Has(Roles.JointOffice) && ofJointOffice.Contains(person));

    static string? Attempt(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (BrokenRuleException refusal)
        {
            return refusal.Code;
        }
    }
}
