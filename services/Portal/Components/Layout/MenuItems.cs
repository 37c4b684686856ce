using Anjie.Cases;
using Anjie.Portal.Session;

namespace Anjie.Portal.Components.Layout;

/// <summary>A page in the menu, and for whom. What may be done on it is decided by the services.</summary>
public sealed record MenuItem(string Key, string Href, Func<Person, bool> For);

public sealed record MenuGroup(string Key, IReadOnlyList<MenuItem> Items);

internal static class MenuItems
{
    static readonly string[] Office = [Roles.Registrar, Roles.RegistrarHead, Roles.JointOffice, Roles.Convener, Roles.Supervisor, Roles.SupervisorHead, Roles.Inspection];
    static readonly string[] Units = [Roles.UnitHandler, Roles.UnitHead, Roles.Town, Roles.TownHead];

    public static readonly IReadOnlyList<MenuGroup> All =
    [
        new("home", [new("home", "/", _ => true), new("notices", "/notices", HasNotices), new("my.sign-ins", "/my/sign-ins", _ => true), new("my.delegations", "/my/delegations", p => HasCases(p) || p.Has(Roles.SecurityAdministrator))]),
        new("grid", [new("grid.report", "/grid/report", p => p.Has(Roles.Grid, Roles.Town, Roles.TownHead)), new("grid.mine", "/grid/mine", p => p.Has(Roles.Grid))]),
        new("screening", [new("disputes", "/disputes", p => HasCases(p) && !p.Has(Roles.Discipline))]),
        new("reception",
        [
            new("my.sessions", "/my/sessions", p => p.Has(Roles.Leader)),
            new("sessions", "/sessions", p => p.Has(Office) || p.Has(Roles.Leader, Roles.Aide)),
            new("visits.register", "/visits/register", p => p.Has(Roles.Registrar, Roles.Aide)),
            new("visits", "/visits", p => HasCases(p) && !IsGridOnly(p)),
        ]),
        new("matters",
        [
            new("matters.register", "/matters/register", p => p.Has(Roles.Registrar, Roles.Town, Roles.UnitHandler)),
            new("matters", "/matters", p => HasCases(p) && !IsGridOnly(p)),
            new("reviews", "/reviews", p => p.Has(Roles.Reviewer, Roles.Registrar, Roles.RegistrarHead)),
            new("matters.import", "/matters/import", p => p.Has(Roles.Registrar, Roles.RegistrarHead)),
            new("deadlines", "/deadlines", HasCases),
        ]),
        new("backlog",
        [
            new("my.cases", "/my/cases", p => p.Has(Roles.Leader)),
            new("backlog.unclaimed", "/backlog/unclaimed", p => p.Has(Roles.Leader, Roles.JointOffice)),
            new("backlog.board", "/backlog/board", p => p.Has(Office) || p.Has(Roles.Leader, Roles.Aide)),
            new("backlog", "/backlog", p => HasCases(p) && !IsGridOnly(p)),
        ]),
        new("supervision",
        [
            new("ledger", "/ledger", p => HasCases(p) && !IsGridOnly(p)),
            new("supervision.board", "/supervision/board", p => p.Has(Office) || p.Has(Roles.Leader)),
            new("supervision.items", "/supervision/items", p => p.Has(Office) || p.Has(Units)),
            new("quotas", "/quotas", p => p.Has(Office) || p.Has(Roles.Leader, Roles.Aide)),
            new("bulletins", "/bulletins", _ => true),
        ]),
        new("admin",
        [
            new("admin.units", "/admin/units", IsAdministrator),
            new("admin.people", "/admin/people", IsAdministrator),
            new("admin.posts", "/admin/posts", IsAdministrator),
            new("admin.roles", "/admin/roles", p => IsAdministrator(p) || p.Has(Roles.Auditor, Roles.AuditAdministrator)),
            new("admin.rights", "/admin/rights", p => p.Has(Roles.SecurityAdministrator, Roles.Auditor)),
            new("admin.calendar", "/admin/calendar", IsAdministrator),
            new("admin.letter-texts", "/letter-texts", p => p.Has(Roles.SystemAdministrator)),
        ]),
        new("audit", [new("audit", "/audit", p => p.Has(Roles.Auditor, Roles.AuditAdministrator))]),
    ];

    public static bool HasCases(Person person) => !person.Roles.All(Roles.WithoutCases.Contains);

    public static bool HasNotices(Person person) => HasCases(person) || person.Has(Roles.SecurityAdministrator);

    public static bool IsAdministrator(Person person) => person.Has(Roles.SystemAdministrator, Roles.SecurityAdministrator);

    static bool IsGridOnly(Person person) => person.Roles.All(role => role == Roles.Grid);

    /// <summary>The longest menu entry that the address lies under.</summary>
    public static MenuItem? At(string path) =>
        All.SelectMany(group => group.Items)
            .Where(item => path == item.Href || (item.Href.Length > 1 && path.StartsWith(item.Href + "/", StringComparison.Ordinal)))
            .MaxBy(item => item.Href.Length);
}
