using Anjie.Letters;

namespace Anjie.OfficeTexts;

/// <summary>A kind of letter that a service issues, and whose text the office words itself.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Filled">What the acts of the service can fill in its letters.</param>
/// <param name="Sample">Invented people, places and decisions for a letter of a day (试填).</param>
public sealed record EditableKind(LetterKind Kind, FilledFields Filled, Func<DateOnly, LetterFacts> Sample);
