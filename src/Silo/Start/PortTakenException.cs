namespace LogActors;

/// <summary>Another program listens on a port that the silo was given.</summary>
internal sealed class PortTakenException(string message, Exception cause) : Exception(message, cause);
