using Anjie.Cases;
using Anjie.Contracts;
using Anjie.Contracts.Reception;
using Anjie.PersonalData;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>A petition from receipt to the written, provably delivered answer (domain rule 6.1): the legal procedure and its clocks.</summary>
internal sealed partial class Matter : RecusableCase<Matter, MatterState, MatterAction>, IClassified
{
    // Letters and calls may go anywhere; whoever comes in person turns to the organ with power or the one above it (Art 20).
    static readonly int[] InPerson = [2, 21, 25];

    /// <summary>From so many people on it is a group's matter (集体).</summary>
    const int FewestOfGroup = 5;

    readonly List<Demand> _demands = [];
    readonly List<Petitioner> _petitioners = [];
    readonly List<Investigation> _investigations = [];
    readonly List<Letter> _letters = [];
    readonly List<Delivery> _deliveries = [];
    readonly List<Evaluation> _evaluations = [];
    readonly List<Review> _reviews = [];

    Matter() { } // EF Core

    public DateOnly ReceivedOn { get; private init; }

    /// <summary>When the organ above that sent it had received it; its terms go on from there (Art 22).</summary>
    public DateOnly? UpstreamOn { get; private init; }
    public string? UpstreamOrgan { get; private init; }
    public int Form { get; private init; }
    public MatterCategory Category { get; private set; }
    public string ContentCode { get; private set; } = "";
    public Secret Summary { get; private set; } = Secret.Empty;
    public Secret? ProblemPlace { get; private set; }
    public bool Anonymous { get; private init; }

    /// <summary>保密: the petitioner asked that no more people learn the name than handle the matter.</summary>
    public bool Confidential { get; private set; }
    public CaseClass Class { get; private init; }
    public Guid? AccusedUnitId { get; private init; }
    public List<string> AccusedPaths { get; private set; } = [];
    public Guid? AccusedPersonId { get; private init; }
    public Secret? AccusedName { get; private init; }
    public int PeopleConcerned { get; private set; }
    public bool PetitionerPending { get; private set; }
    public Guid RegisteringUnitId { get; private init; }
    public string RegisteringPath { get; private init; } = "";
    public int RegisteringRank { get; private init; }
    public Guid? HandlingUnitId { get; private set; }
    public string? HandlingPath { get; private set; }
    public DispatchKind? DispatchKind { get; private set; }
    public DateOnly? DispatchedOn { get; private set; }
    public DateOnly? ReportBy { get; private set; }
    public Secret? DispatchNote { get; private set; }
    public DateOnly? AcceptedOn { get; private set; }
    public bool Simple { get; private set; }

    /// <summary>The handler's draft of the opinion, as JSON.</summary>
    public Secret? OpinionDraft { get; private set; }
    public Guid? AnswerLetterId { get; private set; }
    public bool NominatedForBacklog { get; private set; }
    public Secret? SealedRecusals { get; private set; }

    /// <summary>First day on which the system closes the matter by itself; the timer reads nothing else.</summary>
    public DateOnly? ClosesOn { get; private set; }
    public IReadOnlyList<Demand> Demands => _demands;
    public IReadOnlyList<Petitioner> Petitioners => _petitioners;
    public IReadOnlyList<Investigation> Investigations => _investigations;
    public IReadOnlyList<Letter> Letters => _letters;
    public IReadOnlyList<Delivery> Deliveries => _deliveries;
    public IReadOnlyList<Evaluation> Evaluations => _evaluations;
    public IReadOnlyList<Review> Reviews => _reviews;

    protected override TransitionTable<Matter, MatterState, MatterAction> Table => Life;

    protected override ClockEvent NewClockEvent() => new ClockChanged();

    protected override string? RecusalSheet { get => SealedRecusals?.Text; set => SealedRecusals = Secret.OrNull(value); }

    protected override CaseEvent Recused(Guid personId, Guid postId, string reason, bool ordered) => new OfficialRecused(personId, postId, reason, ordered);

    protected override CaseEvent RecusalLifted(Guid personId, Guid postId) => new RecusalLifted(personId, postId);

    /// <summary>No other service learns that an accusation exists (Art 30).</summary>
    protected override bool IsTold => Class == CaseClass.Ordinary;

    /// <summary>Registers what came by letter, call, net or over the counter. Its clock starts with the receipt, not with this act.</summary>
    public static Matter Register(Act act, Guid id, Guid matterId, string number, Petition petition, UnitPlace unit, bool isPetitionOffice)
    {
        BrokenRuleException.ThrowIf(!petition.Anonymous && petition.Petitioners.Count == 0, MatterErrors.PetitionerMissing);
        BrokenRuleException.ThrowIf(petition.Anonymous && petition.Petitioners.Count > 0, MatterErrors.PetitionerUnexpected);
        var matter = New(act, id, matterId, number, petition, unit);
        matter.Begin(act, Registered, [.. Staff.Heads, Roles.RegistrarHead, Roles.UnitHandler, Roles.Town, Roles.Registrar]);
        matter.Open(act, isPetitionOffice ? "T1" : "T2");
        return matter;
    }

    /// <summary>A dispute became a petition; the clerk completes what is known only where the dispute was (decision 1).</summary>
    public static Matter ForConvertedDispute(Act act, Guid matterId, string number, DateOnly statedOn, string contentCode, int peopleConcerned, UnitPlace unit)
    {
        const int FromScreening = 22;
        var matter = New(act, matterId, matterId, number, new(statedOn, FromScreening, MatterCategory.Appeal, contentCode, "", null, false, peopleConcerned, [], []), unit);
        matter.PetitionerPending = true;
        matter.Begin(act, Registered, Roles.System);
        matter.Open(act, "T1");
        return matter;
    }

    /// <summary>The day from which the offices' terms run, however often the matter is sent on or back.</summary>
    DateOnly ClocksFrom => UpstreamOn ?? ReceivedOn;

    public void Complete(Act act, Petition petition)
    {
        if (!PetitionerPending && Summary.Text == petition.Summary && ContentCode == petition.ContentCode)
            return;

        Require(act, MatterAction.Complete);
        BrokenRuleException.ThrowIf(petition.Category == MatterCategory.Accusation, MatterErrors.AccusationNotHere); // too many have seen it by now
        BrokenRuleException.ThrowIf(petition.Petitioners.Count == 0 && _petitioners.Count == 0, MatterErrors.PetitionerMissing);
        Apply(act, MatterAction.Complete);
        (Category, ContentCode, Summary, ProblemPlace, PeopleConcerned, PetitionerPending, Confidential) =
            (petition.Category, petition.ContentCode, new(petition.Summary), Secret.OrNull(petition.ProblemPlace), petition.PeopleConcerned, false, petition.Confidential);
        Take(petition);
        Record(act, new MatterCompleted(Category.ToString(), ContentCode, _demands.Count));
    }

    /// <summary>Sends the matter to the unit with power. The unit has it the same day, so nobody can leave it unsigned in an inbox.</summary>
    /// <param name="sheet">Paper of the letter that goes with it, see <see cref="LetterOfDispatch"/>.</param>
    /// <param name="toldOn">When the petitioner was told where it goes; asked of an organ that received it directly (Art 23).</param>
    public void Dispatch(Act act, DispatchKind kind, UnitPlace to, DateOnly? reportBy, string? note, LetterSheet? sheet, DateOnly? toldOn = null)
    {
        if (State is Dispatched or Handling && HandlingUnitId == to.Id && DispatchKind == kind && ReportBy == (kind == Domain.DispatchKind.Assignment ? reportBy : null))
            return;

        BrokenRuleException.ThrowIf(State == Registered && PetitionerPending, MatterErrors.PetitionerPending);
        Require(act, MatterAction.Dispatch);
        ThrowIfAccused(to);
        BrokenRuleException.ThrowIf(kind == Domain.DispatchKind.Assignment && reportBy is null, MatterErrors.ReportDateMissing);
        BrokenRuleException.ThrowIf(reportBy < act.Today, CaseErrors.DateInPast, act.Today);
        BrokenRuleException.ThrowIf(toldOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(toldOn < ReceivedOn, CaseErrors.DateTooEarly, ReceivedOn);
        BrokenRuleException.ThrowIf(InPerson.Contains(Form) && !UnitPlace.IsOwnOrNextBelow(RegisteringRank, to), MatterErrors.BeyondNextLevel);
        var limit = kind == Domain.DispatchKind.Assignment ? reportBy : null;
        var letter = sheet is null ? null : Letter.Issue(Id, act, sheet, DispatchFacts(sheet, to.Id, limit));
        Apply(act, MatterAction.Dispatch);
        DispatchNote = Secret.OrNull(note);
        if (State == Handling)
            HandOn(act, kind, to, limit, letter);
        else
            SendTo(act, kind, to, limit, letter, toldOn);
    }

    /// <summary>Accepts the matter. Proposals and questions know only the simple procedure; the 60 days are for appeals (Art 34).</summary>
    /// <param name="sheet">Paper of the notice, see <see cref="LetterOfAcceptance"/>.</param>
    public void Accept(Act act, DateOnly acceptedOn, bool simple, LetterSheet? sheet)
    {
        if (State == Handling && AcceptedOn == acceptedOn)
            return;

        Require(act, MatterAction.Accept);
        // 初次 only, and nothing that many people or another law have a part in (国信办发〔2022〕17号).
        BrokenRuleException.ThrowIf(simple && Category == MatterCategory.Appeal && (ParentId is not null || PeopleConcerned >= FewestOfGroup), MatterErrors.NotSimple);
        BrokenRuleException.ThrowIf(acceptedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(acceptedOn < (DispatchedOn ?? ReceivedOn), CaseErrors.DateTooEarly, DispatchedOn ?? ReceivedOn);
        var notice = sheet is null ? null : Letter.Issue(Id, act, sheet, AcceptanceFacts(act, sheet, acceptedOn));
        var direct = State == Registered;
        Apply(act, MatterAction.Accept);
        Keep(notice);
        (AcceptedOn, Simple) = (acceptedOn, simple || Category != MatterCategory.Appeal);
        if (direct)
            (HandlingUnitId, HandlingPath) = (RegisteringUnitId, RegisteringPath);
        Handle(act);
        Substance = Substance.Resolving;
        Record(act, new MatterAccepted(acceptedOn, Simple));
        StopTermsOfAcceptance(act, acceptedOn, isTold: notice is null || !HasAddress);
        StartClock(act, Simple ? "T12" : "T5", acceptedOn, HandlingUnitId!.Value);
    }

    // The petitioner is to be told in writing within the term; the decision alone tells nobody (Art 23).
    void StopTermsOfAcceptance(Act act, DateOnly on, bool isTold)
    {
        foreach (var rule in (string[])["T1", "T4"])
            StopClock(act, rule, on);
        if (isTold)
            StopTermsOfTelling(act, on);
    }

    void StopTermsOfTelling(Act act, DateOnly on)
    {
        foreach (var rule in (string[])["T2", "T3"])
            StopClock(act, rule, on);
    }

    // Where no address is known nothing can be sent, and the term does not wait for it (Art 23).
    bool HasAddress => _petitioners.Exists(petitioner => petitioner.Address is { Text.Length: > 0 });

    static Matter New(Act act, Guid id, Guid matterId, string number, Petition petition, UnitPlace unit)
    {
        BrokenRuleException.ThrowIf(petition.Category == MatterCategory.Accusation && petition.Accused is null, MatterErrors.AccusedMissing);
        BrokenRuleException.ThrowIf(petition.Category != MatterCategory.Accusation && petition.Accused is not null, MatterErrors.AccusedUnexpected);
        // Whoever keeps the ledger would be hidden from it, or would keep it about themselves.
        BrokenRuleException.ThrowIf(petition.Accused?.IsAbout(unit.Path) == true || petition.Accused?.PersonId == act.Actor.PersonId, MatterErrors.AccusedAtDesk);
        BrokenRuleException.ThrowIf(petition.ReceivedOn > act.Today, CaseErrors.DateInFuture, act.Today);
        BrokenRuleException.ThrowIf(petition.UpstreamOn > petition.ReceivedOn, MatterErrors.UpstreamLater, petition.ReceivedOn);
        var matter = new Matter
        {
            Id = id, MatterId = matterId, Number = number, CreatedAt = act.Now,
            ReceivedOn = petition.ReceivedOn, UpstreamOn = petition.UpstreamOn, UpstreamOrgan = petition.UpstreamOrgan, Form = petition.Form, Category = petition.Category, ContentCode = petition.ContentCode,
            Summary = new(petition.Summary), ProblemPlace = Secret.OrNull(petition.ProblemPlace), Anonymous = petition.Anonymous, Confidential = petition.Confidential, PeopleConcerned = petition.PeopleConcerned,
            RegisteringUnitId = unit.Id, RegisteringPath = unit.Path, RegisteringRank = unit.Rank,
            Class = petition.Accused is null ? CaseClass.Ordinary : CaseClass.Accusation,
            AccusedUnitId = petition.Accused?.UnitId, AccusedPaths = [.. petition.Accused?.Paths ?? []], AccusedPersonId = petition.Accused?.PersonId, AccusedName = Secret.OrNull(petition.Accused?.Name),
        };
        matter.Take(petition);
        matter.Involve(unit.Path);
        return matter;
    }

    void Take(Petition petition)
    {
        foreach (var text in petition.Demands)
            _demands.Add(Demand.Of(Id, _demands.Count + 1, text));
        _petitioners.AddRange(petition.Petitioners.Select(petitioner => Petitioner.Of(Id, petitioner)));
    }

    void Open(Act act, string rule)
    {
        Record(act, new MatterRegistered(Number, ReceivedOn, Form, Category.ToString(), ContentCode, RegisteringUnitId, PetitionerPending));
        StartClock(act, rule, ClocksFrom, RegisteringUnitId);
    }

    void SendTo(Act act, DispatchKind kind, UnitPlace to, DateOnly? reportBy, Letter? letter, DateOnly? toldOn = null)
    {
        Keep(letter);
        (HandlingUnitId, HandlingPath, DispatchKind, DispatchedOn, ReportBy) = (to.Id, to.Path, kind, act.Today, reportBy);
        Objection = null;
        Involve(to.Path);
        Record(act, new MatterDispatched(kind.ToString(), to.Id, reportBy));
        StopClock(act, "T1");
        // Who received it directly owes the petitioner a word where it went; else the unit's own notice is the first to tell.
        if (toldOn is not null || !HasAddress)
            StopClock(act, "T2", toldOn ?? act.Today);
        StartClock(act, "T3", act.Today, to.Id);
        // The unit's right to object, not a duty: when it lapses nobody is late.
        StartClock(act, "T4", act.Today, to.Id, silent: true);
        if (reportBy is { } end)
            StartClock(act, "T11", act.Today, to.Id, fixedEnd: end);
    }

    /// <summary>Whether the caller's work needs the petitioner's name: of a confidential matter that of the desk, the unit and the leader, and nobody's above or beside them (domain rule 2.9).</summary>
    public bool ShowsPeopleTo(Act act) => !Confidential || IsAtDesk(act) || IsHandledBy(act) || act.Actor.Has(Roles.Leader) || act.Actor.Has(Roles.Aide);

    static bool MayBeNominated(Matter matter, Act act) => !matter.NominatedForBacklog && matter.Class == CaseClass.Ordinary;

    bool IsAtDesk(Act act) => act.Actor.UnitPath == RegisteringPath;

    bool IsHandledBy(Act act) => act.Actor.UnitPath == HandlingPath;

    static bool IsReady(Matter matter, Act act) => matter.IsAtDesk(act) && !matter.PetitionerPending;

    static bool IsHandled(Matter matter, Act act) => matter.IsHandledBy(act);

    /// <summary>What a petitioner hands in is taken by the desk and by the unit.</summary>
    static bool MayFile(Matter matter, Act act) => matter.IsHandledBy(act) || matter.IsAtDesk(act);

    static bool MayServe(Matter matter, Act act) => matter.IsHandledBy(act) || matter.IsAtDesk(act) || matter.IsReviewedBy(act);

    static bool MayServeNotice(Matter matter, Act act) => matter.Unserved(null) is { } letter && (matter.IsHandledBy(act) || matter.IsAtDesk(act) || letter.UnitId == act.Actor.UnitId);
}
