using Anjie.Contracts;
using Anjie.Deadlines;
using Anjie.Messaging;

namespace Anjie.Cases;

/// <summary>What lists, rights and views need to know of any case.</summary>
public interface ICase
{
    Guid Id { get; }
    Guid MatterId { get; }

    /// <summary>As people call it.</summary>
    string Number { get; }

    int Version { get; }

    /// <summary>Paths of the units that are party to the case; a unit above one of them sees it too.</summary>
    List<string> UnitPaths { get; }
}

/// <summary>A case of any kind that keeps clocks.</summary>
public interface IKeepsClocks : ICase
{
    /// <summary>Moves the dates of the clocks not yet finished to where the calendar of the act puts them, and records each; false when they are there already.</summary>
    bool AcceptCalendar(Act act);
}

/// <summary>A case that moves by one transition table, counts its versions, records what happened as contract events and keeps its clocks.</summary>
public abstract class Case<TSelf, TState, TAction> : IKeepsClocks, IRecordsEvents
    where TSelf : Case<TSelf, TState, TAction>
    where TState : struct, Enum
    where TAction : struct, Enum
{
    readonly List<object> _events = [];
    readonly List<HistoryEntry> _newHistory = [];
    readonly List<CaseClock> _clocks = [];
    string _actingRole = "";

    public Guid Id { get; protected init; }
    public Guid MatterId { get; protected init; }
    public string Number { get; protected init; } = "";
    public TState State { get; private set; }
    public int Version { get; private set; }
    public DateTimeOffset CreatedAt { get; protected init; }
    public List<string> UnitPaths { get; private set; } = [];

    /// <summary>History entries added since the case was loaded; the rows of the past are read by query, never through the aggregate.</summary>
    public IReadOnlyList<HistoryEntry> NewHistory => _newHistory;

    public IReadOnlyList<CaseClock> Clocks => _clocks;

    protected abstract TransitionTable<TSelf, TState, TAction> Table { get; }

    /// <summary>Whether other services are told what happens to this case.</summary>
    protected virtual bool IsTold => true;

    /// <summary>The publisher's own clock event, empty.</summary>
    protected abstract ClockEvent NewClockEvent();

    public IEnumerable<OfferedAction> OfferedTo(Act act) =>
        Table.OfferedTo((TSelf)this, State, act, action => BarTo(act, action) is null).Concat(StandingActions(act));

    /// <summary>The code under which this very person is refused what state and role would give; null when nothing is against it.</summary>
    protected virtual string? BarTo(Act act, TAction action) => null;

    /// <summary>Actions that belong to no state of the table.</summary>
    protected virtual IEnumerable<OfferedAction> StandingActions(Act act) => [];

    public IReadOnlyList<object> TakeEvents()
    {
        object[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    /// <summary>Refuses an action with a code: not in this state, not in this role, not by this person or on this day.
    /// Call it before the guards on the command's data, so that who may not act at all learns that first.</summary>
    protected TransitionTable<TSelf, TState, TAction>.Transition Require(Act act, TAction action)
    {
        if (BarTo(act, action) is { } bar)
            throw new BrokenRuleException(bar, action);
        if (Table.Find(State, action) is not { } move)
            throw new BrokenRuleException(CaseErrors.TransitionForbidden, State, action);
        if (move.RoleOf(act.Actor) is not { } role)
            throw new BrokenRuleException(CaseErrors.RoleForbidden, action);
        if (move.When is { } when && !when((TSelf)this, act))
            throw new BrokenRuleException(CaseErrors.NotOpenToYou, action);
        _actingRole = role;
        return move;
    }

    /// <summary>Takes the transition, or refuses it as <see cref="Require"/> does.</summary>
    protected void Apply(Act act, TAction action) => State = Require(act, action).To;

    /// <summary>The role in which the next facts are recorded, where no row of the table says it.</summary>
    protected void ActAs(string role) => _actingRole = role;

    /// <summary>The first state of a new case, in the role that created it.</summary>
    protected void Begin(Act act, TState state, params ReadOnlySpan<string> by)
    {
        foreach (var role in by)
            if (act.Actor.Has(role))
                _actingRole = role;
        if (_actingRole.Length == 0)
            throw new BrokenRuleException(CaseErrors.RoleForbidden, $"Begin.{typeof(TSelf).Name}");
        State = state;
    }

    /// <summary>Records a fact: one version, one history entry, and one event where the case is told.</summary>
    protected void Record(Act act, CaseEvent fact)
    {
        Version++;
        var stamped = fact with
        {
            MatterId = MatterId,
            CaseId = Id,
            Version = Version,
            OccurredAt = act.Now,
            ActorId = act.Actor.PersonId,
            ActorUnitId = act.Actor.UnitId,
            ActorRole = _actingRole.Length > 0 ? _actingRole : act.Actor.Roles.First(),
        };
        if (IsTold)
            _events.Add(stamped);
        _newHistory.Add(HistoryEntry.Of(stamped, act.Actor, State.ToString()));
    }

    /// <summary>Makes the units above and including <paramref name="path"/> party to the case.</summary>
    protected void Involve(string path)
    {
        // A new list, so that the change tracker sees the change.
        if (!UnitPaths.Contains(path, StringComparer.Ordinal))
            UnitPaths = [.. UnitPaths, path];
    }

    public CaseClock? RunningClock(string rule) => _clocks.Find(clock => clock.Rule == rule && clock.State != ClockStates.Stopped);

    protected CaseClock StartClock(Act act, string rule, DateOnly on, Guid unitId, Guid? postId = null, int? days = null, DateOnly? fixedEnd = null, bool silent = false)
    {
        var clock = CaseClock.Start(Id, rule, on, act.Calendar, unitId, postId, days, fixedEnd, silent);
        _clocks.Add(clock);
        RecordClock(act, clock);
        return clock;
    }

    /// <summary>Stops the running clock of the rule; nothing happens when none runs.</summary>
    protected void StopClock(Act act, string rule, DateOnly? on = null)
    {
        if (RunningClock(rule) is not { } clock)
            return;
        clock.Add(new ClockStopped(on ?? act.Today), act.Calendar);
        RecordClock(act, clock);
    }

    protected void StopAllClocks(Act act)
    {
        foreach (var clock in _clocks.Where(clock => clock.State != ClockStates.Stopped).ToList())
            StopClock(act, clock.Rule);
    }

    /// <summary>Gives the running clocks of one post to another; their dates stay.</summary>
    protected void PassClocks(Act act, (Guid UnitId, Guid PostId) from, (Guid UnitId, Guid PostId) to)
    {
        foreach (var clock in _clocks.Where(clock => clock.State != ClockStates.Stopped && clock.ResponsiblePostId == from.PostId).ToList())
        {
            clock.PassTo(clock.ResponsibleUnitId == from.UnitId ? to.UnitId : clock.ResponsibleUnitId, to.PostId);
            RecordClock(act, clock);
        }
    }

    /// <summary>Gives what runs for one unit to another; the dates stay.</summary>
    protected void PassClocks(Act act, Guid fromUnitId, Guid toUnitId)
    {
        foreach (var clock in _clocks.Where(clock => clock.State != ClockStates.Stopped && clock.ResponsibleUnitId == fromUnitId).ToList())
        {
            clock.PassTo(toUnitId, clock.ResponsiblePostId);
            RecordClock(act, clock);
        }
    }

    protected void ExtendClock(Act act, string rule, int days)
    {
        var clock = RunningClock(rule) ?? throw new BrokenRuleException(CaseErrors.NoSuchClock, rule);
        clock.Add(new ClockExtended(act.Today, days), act.Calendar);
        RecordClock(act, clock);
    }

    /// <summary>Halts a clock whose rule knows that (a hearing in the re-review).</summary>
    protected void PauseClock(Act act, string rule, DateOnly on) => Turn(act, rule, (clock) => clock.Pause(on));

    /// <summary>Lets a halted clock go on; the days since are added back.</summary>
    protected void ResumeClock(Act act, string rule, DateOnly on) => Turn(act, rule, (clock) => clock.Resume(on));

    void Turn(Act act, string rule, Func<Clock, Clock> turn)
    {
        var clock = RunningClock(rule) ?? throw new BrokenRuleException(CaseErrors.NoSuchClock, rule);
        clock.Add(turn(clock.Reading).Facts[^1], act.Calendar);
        RecordClock(act, clock);
    }

    public bool AcceptCalendar(Act act)
    {
        if (!act.Actor.Has(Roles.SystemAdministrator))
            throw new BrokenRuleException(CaseErrors.RoleForbidden, "POST /calendar/acceptance");
        _actingRole = Roles.SystemAdministrator;
        var moved = _clocks.Where(clock => clock.Move(act.Today, act.Calendar)).ToList();
        moved.ForEach(clock => RecordClock(act, clock));
        return moved.Count > 0;
    }

    void RecordClock(Act act, CaseClock clock) => Record(act, clock.Describe(NewClockEvent(), act.Calendar));
}
