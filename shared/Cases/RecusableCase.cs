using System.Text.Json;
using System.Text.Json.Serialization;
using Anjie.Contracts;

namespace Anjie.Cases;

/// <summary>Why somebody keeps out of a case.</summary>
public enum RecusalReason { Relative, Party, FormerHandler, Other }

/// <summary>What may be done to a case in every state that is not its end.</summary>
public enum StandingAction { DeclareRecusal, OrderRecusal, LiftRecusal, AttachFile, RemoveFile }

/// <summary>A person in a post.</summary>
public sealed record PostHolder(Guid PersonId, Guid PostId, string UnitPath);

/// <summary>One person who keeps out of one case.</summary>
/// <param name="Whom">The person, in the post in which the interest was found; it counts in every post of that person.</param>
/// <param name="Note">About the person, so it is sealed at rest.</param>
/// <param name="Ordered">False when the person declared it.</param>
/// <param name="Name">As the person was signed in; null when it was ordered, names of others stay in Directory.</param>
public sealed record Recusal(PostHolder Whom, RecusalReason Reason, string? Note, bool Ordered, DateOnly On, string? Name = null, DateOnly? LiftedOn = null, string? LiftReason = null);

/// <summary>A recusal as a response shows it.</summary>
/// <param name="Note">For the person and for who decides about it; null for everybody else.</param>
public sealed record RecusalView(Guid PersonId, Guid PostId, string? Name, RecusalReason Reason, bool Ordered, DateOnly On, string? Note);

/// <summary>A case to which files belong.</summary>
public interface ITakesFiles : ICase
{
    /// <summary>Whether the actor takes part in the case, as it is, and so may add files.</summary>
    bool MayHandleFiles(Act act);

    /// <summary>Refuses with a code whoever may not.</summary>
    /// <returns>The role in which the actor takes part.</returns>
    string DemandFiles(Act act, StandingAction action);
}

/// <summary>A case from which a person with an interest of their own keeps out (回避, Art 28): that person reads it, and does nothing in it.</summary>
public abstract class RecusableCase<TSelf, TState, TAction> : Case<TSelf, TState, TAction>, ITakesFiles
    where TSelf : RecusableCase<TSelf, TState, TAction>
    where TState : struct, Enum
    where TAction : struct, Enum
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static readonly string[] Heads = [Roles.UnitHead, Roles.TownHead, Roles.RegistrarHead];
    static readonly string[] Rulers = [.. Heads, Roles.JointOffice];

    /// <summary>Who keeps out now; the one list that every guard asks.</summary>
    public List<Guid> RecusedIds { get; private set; } = [];

    /// <summary>All recusals as JSON, those that were lifted among them. It holds words about people, so the service keeps it sealed.</summary>
    protected abstract string? RecusalSheet { get; set; }

    /// <summary>The publisher's own fact that somebody keeps out.</summary>
    protected abstract CaseEvent Recused(Guid personId, Guid postId, string reason, bool ordered);

    /// <summary>The publisher's own fact that somebody takes part again.</summary>
    protected abstract CaseEvent RecusalLifted(Guid personId, Guid postId);

    /// <summary>The recusals in force.</summary>
    public IReadOnlyList<Recusal> Recusals => RecusedIds.Count == 0 ? [] : [.. AllRecusals().Where(recusal => recusal.LiftedOn is null)];

    /// <summary>The same as the caller may see them.</summary>
    public IReadOnlyList<RecusalView> RecusalsFor(Act act) => [.. Recusals.Select(recusal => new RecusalView(
        recusal.Whom.PersonId, recusal.Whom.PostId, recusal.Name, recusal.Reason, recusal.Ordered, recusal.On,
        recusal.Whom.PersonId == act.Actor.PersonId || RulesOn(act.Actor, recusal.Whom.UnitPath) ? recusal.Note : null))];

    public bool IsRecused(Guid personId) => RecusedIds.Contains(personId);

    /// <summary>Whether the person keeps out, or who is stood in for.</summary>
    public bool IsRecused(Actor actor) => actor.People.Any(IsRecused);

    public bool IsOpen => Table.IsOpen(State);

    public void DeclareRecusal(Act act, RecusalReason reason, string? note)
    {
        if (IsRecused(act.Actor.PersonId))
            return;

        BrokenRuleException.ThrowIf(IsRecused(act.Actor), CaseErrors.Recused, StandingAction.DeclareRecusal);
        ThrowIfEnded(StandingAction.DeclareRecusal);
        ActAs(PartOf(act.Actor) ?? throw new BrokenRuleException(CaseErrors.RoleForbidden, StandingAction.DeclareRecusal));
        Recuse(act, new(new(act.Actor.PersonId, act.Actor.PostId, act.Actor.UnitPath), reason, note, Ordered: false, act.Today, act.Actor.Name));
    }

    public void OrderRecusal(Act act, PostHolder whom, RecusalReason reason, string? note)
    {
        if (IsRecused(whom.PersonId) && !IsRecused(act.Actor))
            return;

        Rule(act, StandingAction.OrderRecusal, whom.UnitPath);
        Recuse(act, new(whom, reason, note, Ordered: true, act.Today));
    }

    public void LiftRecusal(Act act, Guid personId, string reason)
    {
        if (!IsRecused(personId))
            return;

        Rule(act, StandingAction.LiftRecusal, InForce(personId).Whom.UnitPath);
        Lift(act, personId, reason);
    }

    /// <summary>Keeps out of this case too whoever keeps out of another one of the same matter.</summary>
    public void FollowRecusal(Act act, Recusal recusal)
    {
        if (IsOpen && !IsRecused(recusal.Whom.PersonId))
            Recuse(act, recusal);
    }

    /// <summary>Lifts here what was lifted in another case of the same matter.</summary>
    public void FollowLifting(Act act, Guid personId, string reason)
    {
        if (IsOpen && IsRecused(personId))
            Lift(act, personId, reason);
    }

    public bool MayHandleFiles(Act act) => Table.GoesOn(State) && !IsRecused(act.Actor) && PartOf(act.Actor) is not null;

    public string DemandFiles(Act act, StandingAction action)
    {
        BrokenRuleException.ThrowIf(IsRecused(act.Actor), CaseErrors.Recused, action);
        var role = PartOf(act.Actor) ?? throw new BrokenRuleException(CaseErrors.RoleForbidden, action);
        BrokenRuleException.ThrowIf(!Table.GoesOn(State), CaseErrors.TransitionForbidden, State, action);
        return role;
    }

    /// <summary>Whether the joint office decides too, for people whom no head of a unit is set over.</summary>
    protected virtual bool JointOfficeRules => false;

    /// <summary>Whether people of this unit are such people.</summary>
    protected virtual bool JointOfficeRulesOn(string unitPath) => JointOfficeRules;

    /// <summary>What else follows when somebody keeps out from now on.</summary>
    protected virtual void OnRecused(Act act, Guid personId) { }

    /// <summary>What else follows when somebody takes part again.</summary>
    protected virtual void OnLifted(Act act, Guid personId) { }

    protected override string? BarTo(Act act, TAction action) => IsRecused(act.Actor) ? CaseErrors.Recused : null;

    /// <summary>A person who keeps out is not given a part in the case either.</summary>
    protected void ThrowIfRecused(params IEnumerable<Guid> people) => BrokenRuleException.ThrowIf(people.Any(IsRecused), CaseErrors.PersonRecused);

    protected override IEnumerable<OfferedAction> StandingActions(Act act)
    {
        if (!IsOpen || IsRecused(act.Actor))
            yield break;
        if (PartOf(act.Actor) is not null)
            yield return new(nameof(StandingAction.DeclareRecusal), ["reason"]);
        if (Array.Exists(Heads, act.Actor.Has) || (act.Actor.Has(Roles.JointOffice) && JointOfficeRules))
            yield return new(nameof(StandingAction.OrderRecusal), ["postId", "reason"]);
        if (Recusals.Any(recusal => RulesOn(act.Actor, recusal.Whom.UnitPath)))
            yield return new(nameof(StandingAction.LiftRecusal), ["personId", "reason"]);
    }

    void Rule(Act act, StandingAction action, string unitPath)
    {
        BrokenRuleException.ThrowIf(IsRecused(act.Actor), CaseErrors.Recused, action);
        ThrowIfEnded(action);
        var role = RulingRoleOf(act.Actor) ?? throw new BrokenRuleException(CaseErrors.RoleForbidden, action);
        BrokenRuleException.ThrowIf(!RulesOn(act.Actor, unitPath), CaseErrors.NotOpenToYou, action);
        ActAs(role);
    }

    // The system has no interests.
    string? PartOf(Actor actor) => actor.Has(Roles.System) ? null : Table.AnyRoleOf(actor);

    static string? RulingRoleOf(Actor actor) => Array.Find(Rulers, actor.Has);

    // The head of the unit or of one above it.
    bool RulesOn(Actor actor, string unitPath) =>
        (Array.Exists(Heads, actor.Has) && unitPath.StartsWith(actor.UnitPath, StringComparison.Ordinal)) || (actor.Has(Roles.JointOffice) && JointOfficeRulesOn(unitPath));

    void ThrowIfEnded(StandingAction action) => BrokenRuleException.ThrowIf(!IsOpen, CaseErrors.TransitionForbidden, State, action);

    void Recuse(Act act, Recusal recusal)
    {
        Write([.. AllRecusals(), recusal]);
        Record(act, Recused(recusal.Whom.PersonId, recusal.Whom.PostId, recusal.Reason.ToString(), recusal.Ordered));
        OnRecused(act, recusal.Whom.PersonId);
    }

    void Lift(Act act, Guid personId, string reason)
    {
        var lifted = InForce(personId);
        Write([.. AllRecusals().Select(recusal => recusal == lifted ? recusal with { LiftedOn = act.Today, LiftReason = reason } : recusal)]);
        Record(act, RecusalLifted(personId, lifted.Whom.PostId));
        OnLifted(act, personId);
    }

    Recusal InForce(Guid personId) => Recusals.Single(recusal => recusal.Whom.PersonId == personId);

    List<Recusal> AllRecusals() => RecusalSheet is { } sheet ? JsonSerializer.Deserialize<List<Recusal>>(sheet, Json)! : [];

    void Write(List<Recusal> all)
    {
        RecusalSheet = JsonSerializer.Serialize(all, Json);
        // A new list, so that the change tracker sees the change.
        RecusedIds = [.. all.Where(recusal => recusal.LiftedOn is null).Select(recusal => recusal.Whom.PersonId)];
    }
}
