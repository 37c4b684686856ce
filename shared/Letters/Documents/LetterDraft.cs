namespace Anjie.Letters;

/// <summary>A text filled with facts: what it looks like, and what keeps it from being issued.</summary>
public sealed class LetterDraft
{
    readonly LetterText _text;
    readonly LetterFacts _facts;

    LetterDraft(LetterText text, LetterFacts facts)
    {
        (_text, _facts) = (text, facts);
        Faults = [.. new LetterChecks(text, facts).All()];
        Preview = new Filling(text, facts).Document(isIssued: false);
    }

    /// <summary>What keeps it from being issued; empty when nothing does.</summary>
    /// <remarks>Before number and date are taken they are among the faults (<see cref="LetterErrors.NumberMissing"/>).</remarks>
    public IReadOnlyList<LetterFault> Faults { get; }

    /// <summary>The letter as far as it goes, marked as a draft; empty fields are named where they stand.</summary>
    public LetterDocument Preview { get; }

    /// <summary>Fills a text.</summary>
    /// <param name="text">Text of the kind wanted.</param>
    /// <param name="facts">Values; those the text does not name are left out.</param>
    public static LetterDraft Fill(LetterText text, LetterFacts facts) => new(text, facts);

    /// <summary>The letter to be signed, sealed and served.</summary>
    /// <exception cref="LetterNotReadyException">Something is wrong with it.</exception>
    public LetterDocument Issue() => Faults.Count == 0 ? new Filling(_text, _facts).Document(isIssued: true) : throw new LetterNotReadyException(Faults);

    /// <summary>The paper for its writer to finish and sign by hand: what is not known is a blank to write on.</summary>
    /// <exception cref="InvalidOperationException">A letter of this kind is an office's, with its number or its seal.</exception>
    /// <exception cref="LetterNotReadyException">What is known is wrong.</exception>
    public LetterDocument Form()
    {
        if (_text.Kind.IsSealed || _text.Kind.NumberWord is not null)
            throw new InvalidOperationException($"Nobody but an office writes {_text.Kind.Code}.");
        var wrong = Faults.Where(fault => fault.Code != LetterErrors.EmptyField).ToList();
        return wrong.Count == 0 ? new Filling(_text, _facts, forHand: true).Document(isIssued: false) : throw new LetterNotReadyException(wrong);
    }

    /// <summary>The 送达回证 that goes with this letter, still to be signed.</summary>
    /// <param name="text">A text of <see cref="LetterKinds.ProofOfService"/>.</param>
    /// <param name="service">What is known of the service, for instance the place.</param>
    public LetterDraft ProofOfService(LetterText text, LetterFacts service) => Fill(text, About(service));

    /// <summary>The 存根 the unit keeps of this letter.</summary>
    /// <param name="text">A text of <see cref="LetterKinds.Stub"/>.</param>
    public LetterDraft Stub(LetterText text) => Fill(text, About(new LetterFacts()
        .With(LetterFields.IssuedOn, _facts.ValueOf(LetterFields.IssuedOn)).With(LetterFields.SignedBy, _facts.Of(LetterFields.SignedBy)).With(LetterFields.Officer, _facts.Of(LetterFields.Officer))));

    /// <summary>Whom the letter is for, by the name it was filled with; null for kinds without an addressee.</summary>
    internal string? ServedTo => _text.Kind.AddresseeField is { } addressee ? _facts.Of(addressee) : null;

    LetterFacts About(LetterFacts facts) => facts
        .With(LetterFields.Unit, _facts.Of(LetterFields.Unit))
        .With(LetterFields.ServedLetter, Preview.Title.Replace("\n", "", StringComparison.Ordinal))
        .With(LetterFields.ServedNumber, Preview.Number)
        .With(LetterFields.ServedTo, ServedTo);
}

/// <summary>A letter was to be issued although something is wrong with it.</summary>
/// <param name="faults">What is wrong. No value of the letter is among it.</param>
public sealed class LetterNotReadyException(IReadOnlyList<LetterFault> faults) : Exception(string.Join(", ", faults.Select(fault => fault.Code).Distinct()))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<LetterFault> Faults { get; } = faults;
}
