namespace Anjie.Portal.Components.Parts;

/// <summary>One of the five ones of a backlog case: Case, Leader, Team, Plan, FollowThrough.</summary>
public sealed record FiveOne(string One, bool Done, string? Next, DateOnly? DueOn);
