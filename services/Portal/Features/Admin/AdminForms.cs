using System.Text.Json.Nodes;
using Anjie.Cases;
using Anjie.Portal.Features.Directory;
using Anjie.Portal.Forms;

namespace Anjie.Portal.Features.Admin;

/// <summary>What administrators may do with a unit. The service takes the whole unit each time; a form asks for the part that it changes.</summary>
internal static class UnitForms
{
    public static readonly string[] Kinds = ["City", "County", "Zone", "Department", "Town", "Village", "PetitionOffice", "JointOffice", "Inspection"];

    static readonly Dictionary<string, string> Lands = new(StringComparer.Ordinal)
    {
        ["directory.unit_code_taken"] = "code", ["directory.unit_cycle"] = "parentId", ["directory.unknown_parent"] = "parentId", ["directory.second_root"] = "parentId",
        ["directory.unit_code_fixed"] = "code", ["directory.unit_parent_fixed"] = "parentId",
    };

    static readonly Field[] Named =
        [Field.Text("name").Must().Named("unitName"), Field.Text("englishName").Must().Named("unitEnglish"), Field.Text("code").Must().Named("unitCode"), Field.Choice("kind", "unitkind", Kinds).Must()];

    static Field Above => Field.Unit("parentId").Must();

    public static readonly ActionForm Add = new("AddUnit", "", [.. Named, Above]) { Lands = Lands };

    public static readonly ActionForm[] Actions =
    [
        new("ChangeUnit", "", Named) { Lands = Lands },
        new("MoveUnit", "", Above) { Lands = Lands },
        new("ReopenUnit", ""),
        new("AbolishUnit", "") { Grave = true },
    ];

    public static IReadOnlyList<string> OfferedFor(Unit unit) => !unit.Active ? ["ReopenUnit"] : unit.ParentId is null ? ["ChangeUnit"] : ["ChangeUnit", "MoveUnit", "AbolishUnit"];

    public static FormValues ValuesOf(Unit unit) => new()
    {
        ["name"] = unit.Name, ["englishName"] = unit.EnglishName, ["code"] = unit.Code, ["kind"] = unit.Kind, ["parentId"] = unit.ParentId,
    };

    /// <summary>The unit as it is, with what the form changes.</summary>
    public static JsonObject BodyOf(Unit unit, string action, JsonObject changes)
    {
        var body = new JsonObject
        {
            ["parentId"] = unit.ParentId, ["code"] = unit.Code, ["name"] = unit.Name, ["englishName"] = unit.EnglishName, ["kind"] = unit.Kind,
            ["active"] = action switch { "AbolishUnit" => false, "ReopenUnit" => true, _ => unit.Active },
        };
        return body.With(changes);
    }

    public static JsonObject With(this JsonObject body, JsonObject changes)
    {
        foreach (var (name, value) in changes)
            body[name] = value?.DeepClone();
        return body;
    }
}

/// <summary>What system administrators may do with an account.</summary>
internal static class AccountForms
{
    public static readonly string[] States = ["Active", "Locked", "Closed"];

    static readonly Dictionary<string, string> Lands = new(StringComparer.Ordinal) { ["directory.user_name_taken"] = "userName" };

    static readonly Field[] Named = [Field.Text("name").Must(), Field.Text("userName").Must()];

    public static readonly ActionForm Add = new("AddPerson", "", Named) { Lands = Lands };

    /// <summary>The posts to choose the first one from are the account's own.</summary>
    public static ActionForm[] ActionsFor(AccountDetail account)
    {
        var held = account.Posts.Where(post => post.Active).ToList();
        var first = Field.Choice("primaryPostId", "", [.. held.Select(post => post.Id.ToString())]) with { ChoiceTexts = held.ToDictionary(post => post.Id.ToString(), post => $"{post.Title} ({post.ShownUnit})") };
        return
        [
            new("ChangePerson", "", held.Count > 1 ? [.. Named, first] : Named) { Lands = Lands },
            new("GivePassword", ""),
            new("UnlockPerson", ""),
            new("RemoveSecondFactor", "") { Grave = true },
            new("ReopenPerson", ""),
            new("ClosePerson", "") { Grave = true },
        ];
    }

    /// <summary>What a security administrator may do with it.</summary>
    public static readonly ActionForm[] SecurityActions = [new("EndSignIns", "") { Grave = true }];

    public static IReadOnlyList<string> OfferedFor(AccountDetail account) => !account.Active ? ["ReopenPerson"] :
    [
        .. account.LockedUntil is null ? (string[])[] : ["UnlockPerson"],
        "ChangePerson", "GivePassword",
        .. account.HasSecondFactor ? (string[])["RemoveSecondFactor"] : [],
        "ClosePerson",
    ];

    public static FormValues ValuesOf(AccountDetail account) => new() { ["name"] = account.Name, ["userName"] = account.UserName, ["primaryPostId"] = account.PrimaryPostId?.ToString() };

    public static JsonObject BodyOf(AccountDetail account, string action, JsonObject changes) => new JsonObject
    {
        ["userName"] = account.UserName, ["name"] = account.Name, ["primaryPostId"] = account.PrimaryPostId,
        ["active"] = action switch { "ClosePerson" => false, "ReopenPerson" => true, _ => account.Active },
    }.With(changes);
}

/// <summary>What security administrators may do with a post.</summary>
internal static class PostForms
{
    public static readonly string[] States = ["Filled", "Vacant", "Abolished"];

    /// <summary>In the order of the field: from the village to the city, those who look after others, those without cases.</summary>
    public static readonly string[] RoleOrder =
    [
        Roles.Grid, Roles.Town, Roles.TownHead, Roles.UnitHandler, Roles.UnitHead, Roles.Registrar, Roles.RegistrarHead, Roles.Leader, Roles.Aide, Roles.Reviewer, Roles.Discipline,
        Roles.JointOffice, Roles.Convener, Roles.Supervisor, Roles.SupervisorHead, Roles.Inspection, Roles.SystemAdministrator, Roles.SecurityAdministrator, Roles.AuditAdministrator, Roles.Auditor,
    ];

    static readonly Dictionary<string, string> Lands = new(StringComparer.Ordinal)
    {
        ["directory.level_and_leader"] = "level", ["directory.roles_conflict"] = "roles", ["directory.unknown_role"] = "roles", ["directory.unknown_person"] = "personId", ["case.unknown_unit"] = "unitId",
    };

    // Who is to fill the post may be what its roles do not go with.
    static readonly Dictionary<string, string> LandsOnHolder = new(Lands, StringComparer.Ordinal) { ["directory.roles_conflict"] = "personId", ["directory.own_post"] = "personId" };

    static readonly Field[] Described =
    [
        Field.Text("title").Must().Named("postTitle"), Field.Unit("unitId").Must(), Field.Set("roles", "role", RoleOrder).Must(),
        Field.Choice("level", "level", Choices.Levels).If(values => values.Set("roles").Contains(Roles.Leader)),
    ];

    static Field Holder => Field.Account("personId");

    public static readonly ActionForm Add = new("AddPost", "", [.. Described, Holder]) { Lands = Lands };

    public static readonly ActionForm[] Actions =
    [
        new("FillPost", "", Holder.Must()) { Lands = LandsOnHolder },
        new("ChangePost", "", Described) { Lands = Lands },
        new("ReopenPost", ""),
        new("VacatePost", "") { Grave = true },
        new("AbolishPost", "") { Grave = true },
    ];

    public static IReadOnlyList<string> OfferedFor(PostDetail post) => post.State switch
    {
        "Abolished" => ["ReopenPost"],
        "Vacant" => ["FillPost", "ChangePost", "AbolishPost"],
        _ => ["ChangePost", "VacatePost"],
    };

    public static FormValues ValuesOf(PostDetail post) => new() { ["title"] = post.Title, ["unitId"] = post.UnitId, ["roles"] = post.Roles.ToList(), ["level"] = post.Level };

    public static JsonObject BodyOf(PostDetail post, string action, JsonObject changes)
    {
        var body = new JsonObject
        {
            ["unitId"] = post.UnitId, ["personId"] = action == "VacatePost" ? null : post.PersonId, ["title"] = post.Title,
            ["roles"] = new JsonArray([.. post.Roles.Select(role => (JsonNode?)JsonValue.Create(role))]),
            // A level belongs to the role; the form shows it only with the role.
            ["level"] = action == "ChangePost" ? null : post.Level,
            ["active"] = action switch { "AbolishPost" => false, "ReopenPost" => true, _ => post.Active },
        };
        return body.With(changes);
    }
}
