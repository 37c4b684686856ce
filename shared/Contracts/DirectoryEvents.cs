namespace Anjie.Contracts.Directory;

/// <summary>A unit was created or changed; the whole present state.</summary>
/// <param name="UnitId">Identity of the unit.</param>
/// <param name="ParentId">The unit above; null for the city.</param>
/// <param name="Code">Short code, unique among its siblings.</param>
/// <param name="Path">Codes from the city down, each followed by a dot, for instance <c>6203.620302.nyp.</c>.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="EnglishName">English name.</param>
/// <param name="Kind">City, County, Zone, Department, Town, Village, PetitionOffice, JointOffice or Inspection.</param>
/// <param name="Active">False for an abolished unit.</param>
public sealed record UnitChanged(Guid UnitId, Guid? ParentId, string Code, string Path, string Name, string EnglishName, string Kind, bool Active) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => UnitId;
}

/// <summary>A post was created, filled, changed or left; the whole present state. Names of people stay in Directory.</summary>
/// <param name="PostId">Identity of the post.</param>
/// <param name="PersonId">The person in the post; null for a vacant one.</param>
/// <param name="UnitId">The unit of the post.</param>
/// <param name="Title">Chinese title of the post.</param>
/// <param name="Roles">Role codes the post gives.</param>
/// <param name="Level">Level of a leader's post: City, County, Department or Town; null for others.</param>
/// <param name="Active">False for an abolished post.</param>
public sealed record PostChanged(Guid PostId, Guid? PersonId, Guid UnitId, string Title, IReadOnlyList<string> Roles, string? Level, bool Active) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => PostId;
}

/// <summary>A sign-in has ended: the person left, was idle too long, or somebody ended it. Access tokens that name the session are over.</summary>
/// <param name="SessionId">Identity of the session, the <c>sid</c> of its tokens.</param>
public sealed record SessionEnded(Guid SessionId) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => SessionId;
}

/// <summary>One day that differs from Monday-to-Friday.</summary>
/// <param name="Date">The day.</param>
/// <param name="IsWorking">True for a make-up working day (调休上班).</param>
/// <param name="Reason">Name of the holiday or closure.</param>
public sealed record CalendarException(DateOnly Date, bool IsWorking, string Reason);

/// <summary>The working calendar of a year was published or corrected; dates already computed do not move by themselves.</summary>
/// <param name="CalendarId">Identity of the year's calendar.</param>
/// <param name="Year">The year.</param>
/// <param name="CalendarVersion">Label of this state, for instance <c>2026.1</c>.</param>
/// <param name="Days">All days that differ from Monday-to-Friday.</param>
public sealed record CalendarPublished(Guid CalendarId, int Year, string CalendarVersion, IReadOnlyList<CalendarException> Days) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => CalendarId;
}

/// <summary>A parameter of the rules was changed (domain rule 10).</summary>
/// <param name="ParameterId">Identity of the parameter.</param>
/// <param name="Key">Key, for instance <c>observationDays</c>.</param>
/// <param name="Value">Value in invariant text.</param>
public sealed record ParameterChanged(Guid ParameterId, string Key, string Value) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => ParameterId;
}

/// <summary>One entry of a code list.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Chinese">Chinese text.</param>
/// <param name="English">English text.</param>
/// <param name="Parent">Code of the entry above; null at the top.</param>
public sealed record CodeEntry(string Code, string Chinese, string English, string? Parent);

/// <summary>A code list was published or changed; the whole list.</summary>
/// <param name="ListId">Identity of the list.</param>
/// <param name="List">Name of the list, for instance <c>dispute-type</c>.</param>
/// <param name="Entries">All entries in order.</param>
public sealed record CodeListPublished(Guid ListId, string List, IReadOnlyList<CodeEntry> Entries) : Event
{
    /// <inheritdoc/>
    public override Guid StreamId() => ListId;
}
