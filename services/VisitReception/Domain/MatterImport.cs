using Anjie.Cases;
using Anjie.Contracts.Reception;
using Anjie.Deadlines;
using static Anjie.VisitReception.Domain.MatterState;

namespace Anjie.VisitReception.Domain;

/// <summary>Matters that come with a history of their own.</summary>
internal sealed partial class Matter
{
    /// <summary>Takes over what the province's system registered. What was over by then reminds nobody (decisions, "Imported history"); what runs, runs from its own dates.</summary>
    /// <param name="act">Of whoever brings it.</param>
    /// <param name="number">Our own number.</param>
    /// <param name="row">As the export has it; never an accusation, which names no accused there.</param>
    /// <param name="unit">The unit that registered it.</param>
    /// <param name="isPetitionOffice">Whether that unit passes matters on instead of handling them.</param>
    public static Matter Import(Act act, string number, ProvinceRow row, UnitPlace unit, bool isPetitionOffice)
    {
        var category = ProvinceTerms.CategoryOf(row.Purpose);
        BrokenRuleException.ThrowIf(category == MatterCategory.Accusation, MatterErrors.AccusationNotHere);
        var id = Guid.CreateVersion7();
        var matter = New(act, id, id, number, new(row.ReceivedOn, row.Form, category, row.ContentCode, row.Summary, row.Place, row.Petitioners.Count == 0, row.People, [row.Summary], row.Petitioners), unit);
        // Whoever keeps the province's register of an area answers for what came from it.
        matter.Involve(act.Actor.UnitPath);
        var state = ProvinceStates.StateOf(row.State, row.Finished);
        matter.Begin(act, state, Staff.Registrars);
        if (state != Registered)
            (matter.AcceptedOn, matter.Simple) = (row.RegisteredOn, category != MatterCategory.Appeal);
        if (state != Registered && !isPetitionOffice)
            (matter.HandlingUnitId, matter.HandlingPath) = (unit.Id, unit.Path);
        if (state == Closed)
            (matter.EndedAs, matter.CertifiedOn) = (ProvinceStates.EndOf(row.State), ProvinceStates.IsCertified(row.State) ? row.RegisteredOn : null);
        matter.Record(act, new MatterRegistered(number, row.ReceivedOn, row.Form, category.ToString(), row.ContentCode, unit.Id, PetitionerPending: false));
        matter.Record(act, new MatterImported(state.ToString(), row.State, matter.AcceptedOn));
        matter.StartImportedClocks(act, row, isPetitionOffice);
        return matter;
    }

    // Accepted somewhere, but its row names only the office that registered it.
    static bool IsWithoutHandler(Matter matter, Act act) => matter.IsAtDesk(act) && matter.HandlingUnitId is null;

    /// <summary>Gives an accepted matter to the unit that handles it; its term began with the acceptance and is not begun anew.</summary>
    void HandOn(Act act, DispatchKind kind, UnitPlace to, DateOnly? reportBy, Letter? letter)
    {
        Keep(letter);
        (HandlingUnitId, HandlingPath, DispatchKind, DispatchedOn, ReportBy) = (to.Id, to.Path, kind, act.Today, reportBy);
        Involve(to.Path);
        Record(act, new MatterDispatched(kind.ToString(), to.Id, reportBy));
        Record(act, new MatterAccepted(AcceptedOn!.Value, Simple));
        PassClocks(act, RegisteringUnitId, to.Id);
        if (reportBy is { } end)
            StartClock(act, "T11", act.Today, to.Id, fixedEnd: end);
    }

    void StartImportedClocks(Act act, ProvinceRow row, bool isPetitionOffice)
    {
        if (State == Registered)
            StartImported(act, isPetitionOffice ? "T1" : "T2", ReceivedOn, fixedEnd: null);
        else if (State == Handling)
            StartImported(act, Simple ? "T12" : "T5", row.RegisteredOn, row.DueOn);
        else if (State is Served or ReviewServed)
        {
            // The export does not say when the opinion was served, only that it was by now: counted from today, nobody's right ends too early.
            StartClock(act, State == Served ? "T7" : "T9", act.Today, Responsible, silent: true);
            AskForEvaluation(act, act.Today);
        }
        else if (State is InReview or InReReview)
        {
            // Who reviews is not told; whatever comes of it is written down with its number.
            _reviews.Add(Review.Of(Id, 1, State == InReview ? 1 : 2, new(row.RegisteredOn, row.Summary, row.Summary, null, ProvinceTerms.OrganAbove, null)));
            StartClock(act, State == InReview ? "T8" : "T10", row.RegisteredOn, RegisteringUnitId, silent: true);
        }
    }

    void StartImported(Act act, string rule, DateOnly on, DateOnly? fixedEnd)
    {
        var end = ClockReading.Due(Clock.Start(rule, on, act.Calendar, fixedEnd: fixedEnd), act.Calendar).Legal;
        StartClock(act, rule, on, Responsible, fixedEnd: fixedEnd, silent: end < act.Today);
    }
}
