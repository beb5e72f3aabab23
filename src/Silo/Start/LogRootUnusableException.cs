namespace LogActors;

/// <summary>The log root cannot be created or written.</summary>
internal sealed class LogRootUnusableException(string message, Exception cause) : Exception(message, cause);
