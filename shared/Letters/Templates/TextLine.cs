namespace Anjie.Letters;

/// <summary>A piece of a line: words as they stand, or a field.</summary>
abstract record TextPiece;

sealed record Words(string Text) : TextPiece;

/// <param name="IsOptional">Whether the paragraph falls away when the field is empty; a cell of a form stays blank instead.</param>
sealed record Slot(SlotName Name, bool IsOptional) : TextPiece;

/// <summary>What a slot names: a field of the letter, or a part of one demand's answer.</summary>
readonly record struct SlotName(LetterField? Field, DemandSlot? OfDemand);

enum DemandSlot { Demand, Opinion, Text, LegalBasis }

abstract record TextLine;

/// <param name="Level">0 for a paragraph, 1 to 4 for headings.</param>
sealed record ProseLine(int Level, IReadOnlyList<TextPiece> Pieces) : TextLine;

sealed record RowLine(IReadOnlyList<IReadOnlyList<TextPiece>> Cells) : TextLine;
