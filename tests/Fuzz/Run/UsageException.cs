namespace LogActors.Fuzz;

/// <summary>The command line asks for something that does not exist. The message is for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
