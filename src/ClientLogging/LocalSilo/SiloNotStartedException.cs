namespace LogActors;

/// <summary>There is no silo program, or the system cannot start it; the message is a sentence for a person.</summary>
internal sealed class SiloNotStartedException(string message, Exception? cause = null) : Exception(message, cause);
