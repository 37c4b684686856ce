namespace Anjie.Letters;

/// <summary>Stable codes of what can be wrong with a text or a letter; their sentences stand in Resources/Errors.resx.</summary>
public static class LetterErrors
{
#pragma warning disable CS1591 // the sentence of each code is its documentation
    public const string TextHead = "letter.text_head";
    public const string UnknownKind = "letter.unknown_kind";
    public const string TextTooLong = "letter.text_too_long";
    public const string TextUnprintable = "letter.text_unprintable";
    public const string OutsideParts = "letter.outside_parts";
    public const string UnknownPart = "letter.unknown_part";
    public const string PartTwice = "letter.part_twice";
    public const string PartMissing = "letter.part_missing";
    public const string TitleTooLong = "letter.title_too_long";
    public const string UnbalancedBrace = "letter.unbalanced_brace";
    public const string UnknownField = "letter.unknown_field";
    public const string FieldElsewhere = "letter.field_elsewhere";
    public const string FieldNeedsLine = "letter.field_needs_line";
    public const string FieldNotHere = "letter.field_not_here";
    public const string FieldNotAllowed = "letter.field_not_allowed";
    public const string FieldMissing = "letter.field_missing";
    public const string FieldOptional = "letter.field_optional";
    public const string FieldNotFilled = "letter.field_not_filled";
    public const string FieldMayBeEmpty = "letter.field_may_be_empty";
    public const string WrongAddressee = "letter.wrong_addressee";

    public const string EmptyField = "letter.empty_field";
    public const string NoRemedies = "letter.no_remedies";
    public const string NoDemand = "letter.no_demand";
    public const string NoOpinion = "letter.no_opinion";
    public const string NoOpinionText = "letter.no_opinion_text";
    public const string NoBasis = "letter.no_basis";
    public const string NumberMissing = "letter.number_missing";
    public const string NumberOfOther = "letter.number_of_other";
    public const string NumberYear = "letter.number_year";
    public const string DatesOutOfOrder = "letter.dates_out_of_order";
    public const string AddressedToItself = "letter.addressed_to_itself";
    public const string ReviewedByItself = "letter.reviewed_by_itself";
    public const string ExtensionLength = "letter.extension_length";
    public const string ExtensionEnd = "letter.extension_end";
    public const string GroundOfOther = "letter.ground_of_other";
    public const string NotAChoice = "letter.not_a_choice";
    public const string Unprintable = "letter.unprintable";
    public const string TooLong = "letter.too_long";
    public const string TooFew = "letter.too_few";
    public const string DemandLost = "letter.demand_lost";
#pragma warning restore CS1591
}
