using System.Collections.Frozen;

namespace Anjie.Cases;

/// <summary>Role codes as they stand in access tokens and events (domain rule 6.8).</summary>
public static class Roles
{
    public const string System = "system";

    /// <summary>Whoever knows the code of a matter and the digits of one of its petitioners; no access token names it.</summary>
    public const string Petitioner = "petitioner";
    public const string Grid = "grid";
    public const string Town = "town";
    public const string TownHead = "townhead";
    public const string Registrar = "registrar";
    public const string RegistrarHead = "registrarhead";
    public const string UnitHandler = "unithandler";
    public const string UnitHead = "unithead";
    public const string Leader = "leader";
    public const string Aide = "aide";
    public const string JointOffice = "jointoffice";
    public const string Convener = "convener";
    public const string Supervisor = "supervisor";
    public const string SupervisorHead = "supervisorhead";
    public const string Inspection = "inspection";
    public const string Reviewer = "reviewer";
    public const string Discipline = "discipline";
    public const string Auditor = "auditor";
    public const string SystemAdministrator = "sysadmin";
    public const string SecurityAdministrator = "secadmin";
    public const string AuditAdministrator = "auditadmin";

    /// <summary>Roles that never see a case.</summary>
    public static readonly FrozenSet<string> WithoutCases = new[] { SystemAdministrator, SecurityAdministrator, AuditAdministrator, Auditor }.ToFrozenSet();

    /// <summary>Roles that head a unit.</summary>
    public static readonly FrozenSet<string> Heads = new[] { TownHead, RegistrarHead, UnitHead, SupervisorHead }.ToFrozenSet();

    public static readonly FrozenSet<string> All = new[]
    {
        Grid, Town, TownHead, Registrar, RegistrarHead, UnitHandler, UnitHead, Leader, Aide, JointOffice, Convener, Supervisor, SupervisorHead,
        Inspection, Reviewer, Discipline, Auditor, SystemAdministrator, SecurityAdministrator, AuditAdministrator,
    }.ToFrozenSet();
}
