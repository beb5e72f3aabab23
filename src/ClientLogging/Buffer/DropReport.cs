namespace LogActors;

/// <summary>How many records were dropped, when the first and the last of them, and why.</summary>
internal readonly record struct DropReport(long Dropped, DateTime From, DateTime To, string Reasons);
