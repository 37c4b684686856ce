namespace Anjie.Cases;

/// <summary>Codes that any case may answer with; their sentences stand in <c>Resources/Errors.resx</c>.</summary>
public static class CaseErrors
{
    public const string TransitionForbidden = "case.transition_forbidden";
    public const string RoleForbidden = "case.role_forbidden";
    public const string NotOpenToYou = "case.not_open_to_you";
    public const string Recused = "case.recused";
    public const string PersonRecused = "case.person_recused";
    public const string OwnResult = "case.own_result";
    public const string NoSuchClock = "case.no_such_clock";
    public const string IdReused = "id.reused";
    public const string UnknownUnit = "case.unknown_unit";
    public const string UnknownPost = "case.unknown_post";
    public const string DateInFuture = "case.date_in_future";
    public const string DateTooEarly = "case.date_too_early";
    public const string DateInPast = "case.date_in_past";
    public const string CalendarChanged = "calendar.changed";
    public const string PreconditionRequired = "precondition.required";
    public const string PreconditionFailed = "precondition.failed";
}
