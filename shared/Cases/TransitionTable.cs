namespace Anjie.Cases;

/// <summary>The whole life of a case: from which state which action leads where, and who may take it.
/// Guards, the actions offered in responses, the Portal's buttons and the random-walk tests all read this table.</summary>
public sealed class TransitionTable<TCase, TState, TAction>
    where TState : struct, Enum
    where TAction : struct, Enum
{
    readonly Dictionary<(TState From, TAction Action), Transition> _moves = [];

    public IReadOnlyDictionary<(TState From, TAction Action), Transition> Moves => _moves;

    /// <summary>Adds one row.</summary>
    /// <param name="by">Roles that may take the action.</param>
    /// <param name="needs">Names of the fields that the action requires, as the request spells them.</param>
    /// <param name="when">A condition on the case, the actor and the day that must hold besides; it decides what is offered as well as what is accepted.</param>
    public TransitionTable<TCase, TState, TAction> Add(
        TState from, TAction action, TState to, string[] by, string[]? needs = null, Func<TCase, Act, bool>? when = null)
    {
        _moves.Add((from, action), new Transition(to, by, needs ?? [], when));
        return this;
    }

    /// <summary>Adds a row by which a case that has ended is opened again; the state counts as an end all the same.</summary>
    public TransitionTable<TCase, TState, TAction> AddReopening(
        TState from, TAction action, TState to, string[] by, string[]? needs = null, Func<TCase, Act, bool>? when = null)
    {
        _moves.Add((from, action), new Transition(to, by, needs ?? [], when) { Reopens = true });
        return this;
    }

    /// <summary>Adds the same row to several states, none of which it leaves.</summary>
    public TransitionTable<TCase, TState, TAction> AddIn(
        ReadOnlySpan<TState> states, TAction action, string[] by, string[]? needs = null, Func<TCase, Act, bool>? when = null)
    {
        foreach (var state in states)
            Add(state, action, state, by, needs, when);
        return this;
    }

    /// <summary>Adds the same row to several states, all of which lead to one.</summary>
    public TransitionTable<TCase, TState, TAction> AddTo(
        ReadOnlySpan<TState> states, TAction action, TState to, string[] by, string[]? needs = null, Func<TCase, Act, bool>? when = null)
    {
        foreach (var state in states)
            Add(state, action, to, by, needs, when);
        return this;
    }

    /// <summary>Whether anything at all can still happen in a state.</summary>
    public bool IsOpen(TState state) => _moves.Keys.Any(move => EqualityComparer<TState>.Default.Equals(move.From, state));

    /// <summary>Whether another state can still be reached: a case that only waits to be nominated elsewhere has ended.</summary>
    public bool GoesOn(TState state) =>
        _moves.Any(move => EqualityComparer<TState>.Default.Equals(move.Key.From, state) && !move.Value.Reopens && !EqualityComparer<TState>.Default.Equals(move.Value.To, state));

    /// <summary>The actor's role in any row; null for somebody who has nothing to do with cases of this kind.</summary>
    public string? AnyRoleOf(Actor actor) => _moves.Values.Select(move => move.RoleOf(actor)).FirstOrDefault(role => role is not null);

    public Transition? Find(TState state, TAction action) => _moves.GetValueOrDefault((state, action));

    public IEnumerable<OfferedAction> OfferedTo(TCase subject, TState state, Act act, Func<TAction, bool> isOpenToPerson) =>
        from move in _moves
        where EqualityComparer<TState>.Default.Equals(move.Key.From, state) && move.Value.IsOpenTo(subject, act) && isOpenToPerson(move.Key.Action)
        orderby move.Key.Action
        select new OfferedAction(move.Key.Action.ToString(), move.Value.Needs);

    /// <summary>One row of the table.</summary>
    public sealed record Transition(TState To, string[] By, string[] Needs, Func<TCase, Act, bool>? When)
    {
        public bool Reopens { get; init; }

        public string? RoleOf(Actor actor) => Array.Find(By, actor.Has);

        public bool IsOpenTo(TCase subject, Act act) => RoleOf(act.Actor) is not null && (When is null || When(subject, act));
    }
}

/// <summary>What the caller may do now, and which fields that requires.</summary>
public sealed record OfferedAction(string Action, IReadOnlyList<string> Fields);
