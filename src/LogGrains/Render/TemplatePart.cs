namespace LogActors;

/// <summary>One part of a text template.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The text of a literal, or the name of a single property or attribute, as UTF-8; otherwise empty.</param>
/// <param name="Format">The part of a placeholder behind the colon, already checked; <see langword="null"/> if it has none.</param>
internal readonly record struct TemplatePart(TemplatePartKind Kind, byte[] Text, string? Format);
