namespace LogActors;

/// <summary>A log file has another writer: one that is still closing it, or one of another process.</summary>
internal sealed class LogFileTakenException(LogFileName name) : IOException($"Log file '{name}' still has another writer.");
