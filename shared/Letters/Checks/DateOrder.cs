using static Anjie.Letters.LetterFields;

namespace Anjie.Letters;

/// <summary>Which day cannot be after which.</summary>
static class DateOrder
{
    // An extension is told before the old term ends (Art 34); a limit lies ahead of the letter that sets it.
    static readonly (LetterField Earlier, LetterField Later)[] Pairs =
    [
        (ReceivedOn, AcceptedOn), (ReceivedOn, IssuedOn), (AcceptedOn, IssuedOn), (AcceptedOn, HandlingDue), (AcceptedOn, OldDue), (OldDue, NewDue), (IssuedOn, OldDue),
        (PriorServedOn, RequestedOn), (RequestedOn, IssuedOn), (RequestedOn, HearingOn), (HearingOn, IssuedOn),
        (IssuedOn, AssignedLimit), (IssuedOn, ReplyBy), (IssuedOn, TalkOn), (TalkOn, RectifyBy), (PeriodFrom, PeriodTo), (IssuedOn, ServedOn), (IssuedOn, DeliveredOn),
    ];

    public static IEnumerable<LetterFault> Broken(LetterFacts facts) =>
        from pair in Pairs
        let earlier = DayOf(pair.Earlier, facts)
        let later = DayOf(pair.Later, facts)
        where earlier > later
        select new LetterFault(LetterErrors.DatesOutOfOrder, pair.Later) { Values = [pair.Earlier, pair.Later] };

    static DateOnly? DayOf(LetterField field, LetterFacts facts) => facts.Of(field) switch
    {
        DateOnly day => day,
        DueDay due => due.Legal,
        _ => null,
    };
}
