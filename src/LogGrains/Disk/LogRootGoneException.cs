namespace LogActors;

/// <summary>The log root is not where it was: unmounted, or hidden by another file system. Nothing is written in its place.</summary>
internal sealed class LogRootGoneException(string message) : IOException(message);
