using System.Text.Json;
using Anjie.Portal.Resources;

namespace Anjie.Portal.Api;

/// <summary>A page of a list; some lists tell on their first page how many there are on all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, int? Total = null)
{
    public static readonly Page<T> Empty = new([], null);
}

/// <summary>What a service answered: the value, or why not.</summary>
public sealed record Answer<T>(T? Value, Problem? Problem)
{
    public bool Worked => Problem is null;

    public Answer<TOther> As<TOther>() => new(default, Problem);
}

/// <summary>A refusal. Screens decide by code and status, people read the title.</summary>
public sealed record Problem(int Status, string Code, string Title, IReadOnlyDictionary<string, string[]> Errors, JsonElement Body)
{
    public static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    public static Problem Unreachable => new(503, "service.unavailable", Texts.T("state.unavailable"), NoErrors, default);

    public static Problem SessionOver => new(401, "http.401", Texts.T("state.session_over"), NoErrors, default);

    public bool IsConflict => Status is 409 or 412 or 428;

    public bool IsStale => Status is 412 or 428;

    /// <summary>Somebody else acted meanwhile, so what the page shows is no longer so; a rule that refuses what was filled in is something else.</summary>
    public bool IsOvertaken => IsStale || Code == "case.transition_forbidden";
}
