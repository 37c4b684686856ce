namespace Anjie.Directory.Domain;

/// <summary>Codes of refusals; their sentences stand in <c>Resources/Errors.resx</c>.</summary>
internal static class DirectoryErrors
{
    public const string UnitCycle = "directory.unit_cycle";
    public const string UnitCodeTaken = "directory.unit_code_taken";
    public const string UnitInUse = "directory.unit_in_use";

    /// <summary>Cases, and those who are kept from them, are kept by the place of the unit.</summary>
    public const string UnitCodeFixed = "directory.unit_code_fixed";
    public const string UnitParentFixed = "directory.unit_parent_fixed";
    public const string UnknownParent = "directory.unknown_parent";
    public const string SecondRoot = "directory.second_root";
    public const string UserNameTaken = "directory.user_name_taken";
    public const string PasswordShort = "directory.password_short";
    public const string PasswordLong = "directory.password_long";
    public const string PasswordKinds = "directory.password_kinds";
    public const string PasswordName = "directory.password_name";
    public const string PasswordContext = "directory.password_context";
    public const string PasswordCommon = "directory.password_common";
    public const string PasswordUsed = "directory.password_used";
    public const string OwnSecondFactor = "directory.own_second_factor";
    public const string PersonInUse = "directory.person_in_use";
    public const string UnknownPerson = "directory.unknown_person";
    public const string UnknownRole = "directory.unknown_role";
    public const string LevelAndLeader = "directory.level_and_leader";
    public const string RolesConflict = "directory.roles_conflict";
    public const string OwnPost = "directory.own_post";
    public const string LastAdministrator = "directory.last_administrator";
    public const string DayOutsideYear = "directory.day_outside_year";
    public const string DayTwice = "directory.day_twice";
    public const string ParameterNotANumber = "directory.parameter_not_a_number";
    public const string ParameterOutOfRange = "directory.parameter_out_of_range";
    public const string CodeTwice = "directory.code_twice";
    public const string CodeRemoved = "directory.code_removed";
    public const string UnknownCodeAbove = "directory.unknown_code_above";

    public const string SearchNotNeutral = "directory.search_not_neutral";
    public const string TooManyPreferences = "directory.too_many_preferences";

    public const string DelegationVacant = "directory.delegation_vacant";
    public const string DelegationPersonal = "directory.delegation_personal";
    public const string DelegationToHolder = "directory.delegation_to_holder";
    public const string DelegationDates = "directory.delegation_dates";
    public const string DelegationTooLong = "directory.delegation_too_long";
    public const string DelegationOverlaps = "directory.delegation_overlaps";

    public enum DirectoryAction { Maintain, Delegate }

    public const DirectoryAction Delegate = DirectoryAction.Delegate;

    public const DirectoryAction Maintain = DirectoryAction.Maintain;
}
