using Anjie.PersonalData;
using static Anjie.Letters.LetterFields;

namespace Anjie.Letters;

/// <summary>All that is looked at before a letter is issued.</summary>
sealed class LetterChecks
{
    const int LongestLine = 200, LongestText = 20_000, MostItems = 500, MostCells = 20_000, LongestExtension = 30, FewestSigning = 2;
    const string ByPost = "邮寄", Refused = "拒收";

    readonly LetterKind _kind;
    readonly HashSet<LetterField> _needed;
    readonly LetterFacts _facts;

    public LetterChecks(LetterText text, LetterFacts facts)
    {
        _kind = text.Kind;
        var named = text.Slots.Where(slot => slot.Name.Field is not null).ToLookup(slot => slot.IsOptional, slot => slot.Name.Field!);
        _needed = [.. named[false], .. _kind.Fields];
        if (_kind.IsSealed)
            _needed.Add(IssuedOn);
        // What the letter does not say cannot be wrong in it.
        _facts = facts.Only([.. _needed, .. named[true], Number]);
    }

    public IEnumerable<LetterFault> All() => [.. Empty(), .. AboutAnswers(), .. AboutNumber(), .. DateOrder.Broken(_facts), .. AboutParties(), .. AboutExtension(), .. AboutGround(), .. AboutService(), .. AboutValues()];

    IEnumerable<LetterFault> Empty() =>
        from field in _needed
        where !_facts.Has(field)
        select About(field == _kind.RemedyOrgan ? LetterErrors.NoRemedies : LetterErrors.EmptyField, field);

    IEnumerable<LetterFault> AboutAnswers()
    {
        if (_facts.Of(Answers) is not { } answers)
            yield break;
        for (var at = 1; at <= answers.Count; at++)
        {
            var answer = answers[at - 1];
            if (string.IsNullOrWhiteSpace(answer.Demand))
                yield return AboutDemand(LetterErrors.NoDemand, at);
            if (answer.Opinion is null)
                yield return AboutDemand(LetterErrors.NoOpinion, at);
            if (string.IsNullOrWhiteSpace(answer.Text))
                yield return AboutDemand(LetterErrors.NoOpinionText, at);
            if (string.IsNullOrWhiteSpace(answer.LegalBasis))
                yield return AboutDemand(LetterErrors.NoBasis, at);
        }
    }

    IEnumerable<LetterFault> AboutNumber()
    {
        if (_kind.NumberWord is not { } word)
            yield break;
        if (_facts.Of(Number) is not { } number)
        {
            yield return About(LetterErrors.NumberMissing, Number);
            yield break;
        }

        // 不受告 ends with 受告, too: the longest word that fits is the kind's.
        if (LetterKinds.All.Select(kind => kind.NumberWord ?? "").Where(end => number.Word.EndsWith(end, StringComparison.Ordinal)).MaxBy(end => end.Length) != word || number.Word == word)
            yield return About(LetterErrors.NumberOfOther, Number);
        if (_facts.ValueOf(IssuedOn) is { } issued && issued.Year != number.Year)
            yield return About(LetterErrors.NumberYear, Number);
    }

    IEnumerable<LetterFault> AboutParties()
    {
        if (_kind is { IsSealed: true, AddresseeField: { } addressee } && IsSame(addressee, Unit))
            yield return About(LetterErrors.AddressedToItself, addressee);
        // Art 35 and 36: one level up each time, so never whoever gave the opinion.
        (LetterField<string>, LetterField<string>)[] levels = [(PriorUnit, Unit), (ReviewOrgan, Unit), (ReReviewOrgan, Unit), (ReviewOrgan, PriorUnit), (ReReviewOrgan, PriorUnit)];
        foreach (var (one, other) in levels.Where(pair => IsSame(pair.Item1, pair.Item2)))
            yield return new(LetterErrors.ReviewedByItself, one) { Values = [one, other] };
    }

    IEnumerable<LetterFault> AboutExtension()
    {
        if (_facts.ValueOf(ExtensionDays) is not { } days)
            yield break;
        if (days is < 1 or > LongestExtension)
            yield return new(LetterErrors.ExtensionLength, ExtensionDays) { Values = [LongestExtension] };
        else if (_facts.Of(OldDue) is { } old && _facts.Of(NewDue) is { } next && next.Nominal != old.Nominal.AddDays(days))
            yield return About(LetterErrors.ExtensionEnd, NewDue);
    }

    IEnumerable<LetterFault> AboutGround()
    {
        if (_facts.Of(RefusalCode) is not { } code || RefusalGrounds.Find(code) is not { } ground)
            yield break;
        if (ground.IsFinal != (_kind == LetterKinds.Get("no-further-acceptance")))
            yield return About(LetterErrors.GroundOfOther, RefusalCode);
        if (ground.NeedsFinalOpinion && !_facts.Has(FinalNumber))
            yield return About(LetterErrors.EmptyField, FinalNumber);
    }

    /// <summary>A proof that is to be signed by hand may have gaps; one that says how it ended may not.</summary>
    IEnumerable<LetterFault> AboutService()
    {
        if (_kind != LetterKinds.ProofOfService || _facts.Of(Receipt) is not { } receipt)
            yield break;
        LetterField[] needed = _facts.Of(Means) == ByPost ? [ServicePlace, PostNumber, DeliveredOn] : [Means, ServicePlace, Servers, ServedOn];
        foreach (var field in needed.Concat(receipt == Refused ? [Witness, RefusedBecause] : _facts.Of(Means) == ByPost ? [] : [Recipient]).Where(field => !_facts.Has(field)))
            yield return About(LetterErrors.EmptyField, field);
    }

    IEnumerable<LetterFault> AboutValues()
    {
        foreach (var (field, value) in _facts.All)
        {
            var texts = TextsOf(value).Where(part => part is not null).ToList();
            if (!texts.TrueForAll(SafeText.IsAcceptable) || field.Shape is FieldShape.Line && texts.Exists(part => part.Contains('\n', StringComparison.Ordinal)))
                yield return About(LetterErrors.Unprintable, field);
            var longest = field.Shape is FieldShape.Text or FieldShape.Demands ? LongestText : field.Shape is FieldShape.Items ? LongestText / 10 : LongestLine;
            if (texts.Exists(part => part.Length > longest) || texts.Count > (field.Shape == FieldShape.Table ? MostCells : MostItems))
                yield return new(LetterErrors.TooLong, field) { Values = [field, longest] };
            if (field.Shape is FieldShape.Items or FieldShape.Names && texts.Exists(string.IsNullOrWhiteSpace))
                yield return About(LetterErrors.EmptyField, field);
            if (field.Shape == FieldShape.Choice && !field.Options.Contains((string)value))
                yield return About(LetterErrors.NotAChoice, field);
            if ((field == Parties || field == Servers) && texts.Count < FewestSigning)
                yield return new(LetterErrors.TooFew, field) { Values = [field, FewestSigning] };
            if (value is DueDay due && due.Legal < due.Nominal)
                yield return new(LetterErrors.DatesOutOfOrder, field) { Values = [field, field] };
        }
    }

    static IEnumerable<string> TextsOf(object value) => value switch
    {
        string text => [text],
        IReadOnlyList<string> list => list,
        IReadOnlyList<DemandAnswer> answers => answers.SelectMany(answer => new[] { answer.Demand, answer.Text ?? "", answer.LegalBasis ?? "" }),
        LetterTable table => table.Columns.Concat(table.Rows.SelectMany(row => row)),
        _ => [],
    };

    bool IsSame(LetterField<string> one, LetterField<string> other) => _facts.Of(one) is { } name && name.Trim() == _facts.Of(other)?.Trim();

    static LetterFault About(string code, LetterField field) => new(code, field) { Values = [field] };

    static LetterFault AboutDemand(string code, int position) => new(code, Answers, position) { Values = [position] };
}
