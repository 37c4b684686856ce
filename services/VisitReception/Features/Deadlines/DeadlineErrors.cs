namespace Anjie.VisitReception.Features.Deadlines;

/// <summary>Why no end of a term is told.</summary>
internal static class DeadlineErrors
{
    public const string RuleUnknown = "deadline.rule_unknown";
    public const string AtOnce = "deadline.at_once";
    public const string Unnumbered = "deadline.unnumbered";
    public const string DateImpossible = "deadline.date_impossible";
    public const string DateOutOfRange = "deadline.date_out_of_range";
    public const string DaysMissing = "deadline.days_missing";
    public const string DaysOutOfRange = "deadline.days_out_of_range";
    public const string DaysOverLaw = "deadline.days_over_law";
    public const string NoExtension = "deadline.no_extension";
    public const string ExtensionOutOfRange = "deadline.extension_out_of_range";
    public const string NoPause = "deadline.no_pause";
    public const string PauseIncomplete = "deadline.pause_incomplete";
    public const string PauseOrder = "deadline.pause_order";
    public const string PauseAfterEnd = "deadline.pause_after_end";
}
