using Anjie.Cases;
using Anjie.Contracts.Supervision;
using Anjie.Letters;
using Anjie.Messaging;
using Anjie.PersonalData;
using static Anjie.Supervision.Domain.BulletinState;

namespace Anjie.Supervision.Domain;

public enum BulletinState { Drafted, Submitted, Published }

internal enum BulletinAction { Edit, Submit, Approve, Return }

/// <summary>通报: what came of the handling and of the supervision in a month or a quarter, for the whole city (O12.6). Its figures are frozen when it is drafted;
/// another cut-off is another draft.</summary>
internal sealed class Bulletin : IRecordsEvents
{
    // The whole life of a bulletin. Who changes words that wait for approval takes them back to the draft.
    static readonly TransitionTable<Bulletin, BulletinState, BulletinAction> Life = new TransitionTable<Bulletin, BulletinState, BulletinAction>()
        .Add(Drafted, BulletinAction.Edit, Drafted, [Roles.JointOffice], ["nextSteps"], IsOfOffice)
        .Add(Submitted, BulletinAction.Edit, Drafted, [Roles.JointOffice], ["nextSteps"], IsOfOffice)
        .Add(Drafted, BulletinAction.Submit, Submitted, [Roles.JointOffice], null, IsOfOffice)
        .Add(Submitted, BulletinAction.Approve, Published, [Roles.Convener])
        .Add(Submitted, BulletinAction.Return, Drafted, [Roles.Convener], ["reason"]);

    readonly List<object> _events = [];

    Bulletin() { } // EF Core

    public Guid Id { get; private init; }
    public int Version { get; private set; }
    public BulletinState State { get; private set; }

    /// <summary>The joint office that issues it.</summary>
    public Guid UnitId { get; private init; }

    /// <summary>Path of the city, in which everybody reads it.</summary>
    public string CityPath { get; private init; } = "";

    public string Period { get; private init; } = "";
    public DateTimeOffset CutOff { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Who wrote on it and whose place they took: none of them approves it.</summary>
    public List<Guid> WriterIds { get; private set; } = [];

    /// <summary>Who wrote on it last.</summary>
    public string WrittenBy { get; private set; } = "";

    /// <summary>The figures as they were counted.</summary>
    public string Snapshot { get; private init; } = "";

    public Secret? Words { get; private set; }

    /// <summary>Why the approver sent it back; null when it was not, or was submitted again.</summary>
    public Secret? ReturnReason { get; private set; }

    public int? Year { get; private set; }
    public string? Series { get; private set; }
    public int? Serial { get; private set; }

    /// <summary>Empty until it is published.</summary>
    public string Number { get; private set; } = "";

    public DateOnly? PublishedOn { get; private set; }
    public string? ApprovedBy { get; private set; }

    /// <summary>The letter as it was issued; null until then.</summary>
    public Secret? Body { get; private set; }

    public BulletinFigures Figures => field ??= BulletinFigures.Read(Snapshot);

    public BulletinWords Said => Words is { } words ? BulletinWords.Read(words.Text) : BulletinWords.None;

    public BulletinWindow Window => BulletinWindow.Of(Period, CutOff);

    /// <summary>What an actor reads without a right of its own: what was published in the actor's city.</summary>
    public static string CityOf(Actor actor) => actor.UnitPath[..(actor.UnitPath.IndexOf('.', StringComparison.Ordinal) + 1)];

    /// <summary>A draft is for those who write it and those who approve it.</summary>
    public static bool ReadsDrafts(Actor actor) => actor.Has(Roles.JointOffice) || actor.Has(Roles.Convener);

    public IEnumerable<OfferedAction> OfferedTo(Act act) => Life.OfferedTo(this, State, act, action => !IsBarred(act, action));

    /// <param name="id">Made by the client.</param>
    public static Bulletin Draft(Act act, Guid id, BulletinWindow window, BulletinFigures figures)
    {
        Demand(act, window);
        return new()
        {
            Id = id, Version = 1, State = Drafted, UnitId = act.Actor.UnitId, CityPath = CityOf(act.Actor), Period = window.Period.Label, CutOff = window.CutOff, CreatedAt = act.Now,
            WriterIds = [.. act.Actor.People], WrittenBy = act.Actor.Name, Snapshot = figures.Write(),
        };
    }

    /// <summary>Refuses who drafts none, and a cut-off at which nothing of the period can be known.</summary>
    public static void Demand(Act act, BulletinWindow window)
    {
        BrokenRuleException.ThrowIf(!act.Actor.Has(Roles.JointOffice), CaseErrors.RoleForbidden, "PUT /bulletins/{id}");
        BrokenRuleException.ThrowIf(window.CutOff > act.Now, BulletinErrors.CutOffInFuture);
        BrokenRuleException.ThrowIf(window.CutOffDay < window.Period.From, BulletinErrors.CutOffTooEarly, window.Period.From);
    }

    public void Edit(Act act, BulletinDraftWords draft)
    {
        var words = new BulletinWords(draft.Overall, [.. draft.Praised.Select(Named)], [.. draft.Criticised.Select(Named)], draft.NextSteps);
        var text = words.Write();
        if (State == Drafted && Words?.Text == text)
            return;

        Move(act, BulletinAction.Edit);
        Words = new(text);
        Sign(act);
    }

    /// <summary>To the approver: the letter could be issued as it is, but for its number.</summary>
    public void Submit(Act act, BulletinPaper paper)
    {
        if (State == Submitted)
            return;

        Require(act, BulletinAction.Submit);
        var faults = paper.Fill(this, act).Faults.Where(fault => fault.Code != LetterErrors.NumberMissing && fault.Field != LetterFields.Number).ToList();
        if (faults.Count > 0)
            throw LetterRefusal.Of(faults);
        Move(act, BulletinAction.Submit);
        ReturnReason = null;
        Sign(act);
    }

    public void Return(Act act, string reason)
    {
        if (State == Drafted && ReturnReason?.Text == reason)
            return;

        Move(act, BulletinAction.Return);
        ReturnReason = new(reason);
    }

    /// <summary>Approved is published: with its number, its letter and its fact.</summary>
    public void Approve(Act act, BulletinPaper paper)
    {
        if (State == Published)
            return;

        Require(act, BulletinAction.Approve);
        var draft = paper.Fill(this, act);
        if (draft.Faults.Count > 0)
            throw LetterRefusal.Of(draft.Faults);
        Move(act, BulletinAction.Approve);
        var number = paper.Number!;
        (Year, Series, Serial, Number) = (number.Year, number.Word, number.Serial, number.ToString());
        (PublishedOn, ApprovedBy, Body) = (act.Today, act.Actor.Name, new(IssuedLetter.Of(draft).Write()));
        _events.Add(new BulletinPublished(Id, Period, Number, CutOff, act.Today)
        {
            Version = 1, OccurredAt = act.Now, ActorId = act.Actor.PersonId, ActorUnitId = act.Actor.UnitId, ActorRole = Roles.Convener,
        });
    }

    public IReadOnlyList<object> TakeEvents()
    {
        object[] taken = [.. _events];
        _events.Clear();
        return taken;
    }

    NamedFor Named(BulletinDraftName draft) =>
        Figures.Find(draft.SubjectId) is var (name, isLeader) ? new(draft.SubjectId, isLeader, name, draft.For) : throw new BrokenRuleException(BulletinErrors.NotInFigures);

    void Sign(Act act) => (WriterIds, WrittenBy) = ([.. WriterIds.Union(act.Actor.People)], act.Actor.Name);

    void Move(Act act, BulletinAction action) => (State, Version) = (Require(act, action).To, Version + 1);

    TransitionTable<Bulletin, BulletinState, BulletinAction>.Transition Require(Act act, BulletinAction action)
    {
        BrokenRuleException.ThrowIf(IsBarred(act, action), CaseErrors.OwnResult, action);
        if (Life.Find(State, action) is not { } move)
            throw new BrokenRuleException(CaseErrors.TransitionForbidden, State, action);
        BrokenRuleException.ThrowIf(move.RoleOf(act.Actor) is null, CaseErrors.RoleForbidden, action);
        BrokenRuleException.ThrowIf(move.When?.Invoke(this, act) == false, CaseErrors.NotOpenToYou, action);
        return move;
    }

    bool IsBarred(Act act, BulletinAction action) => action == BulletinAction.Approve && State == Submitted && WriterIds.Exists(id => act.Actor.Is(id));

    static bool IsOfOffice(Bulletin bulletin, Act act) => act.Actor.UnitId == bulletin.UnitId;
}

/// <summary>Words as they are written: who is named is found in the rows.</summary>
internal sealed record BulletinDraftWords(string? Overall, IReadOnlyList<BulletinDraftName> Praised, IReadOnlyList<BulletinDraftName> Criticised, IReadOnlyList<string> NextSteps);

internal sealed record BulletinDraftName(Guid SubjectId, string For);

internal static class BulletinErrors
{
    public const string CutOffInFuture = "bulletin.cut_off_in_future";
    public const string CutOffTooEarly = "bulletin.cut_off_too_early";
    public const string NotInFigures = "bulletin.not_in_figures";
}
