namespace LogActors;

/// <summary>A piece of a <see cref="LinePlan"/>: text that all lines have, and what follows it.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Start">Where the text begins in the plan's.</param>
/// <param name="Length">The text's length in bytes.</param>
/// <param name="Timestamp">Writes a <see cref="LinePieceKind.Timestamp"/>.</param>
/// <param name="Property">Writes a property.</param>
internal readonly record struct LinePiece(LinePieceKind Kind, int Start, int Length, TimestampWriter? Timestamp, PropertyWriter? Property);
