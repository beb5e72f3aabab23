namespace LogActors.Chaos;

/// <summary>A command of the system failed. The message has its output.</summary>
internal sealed class CommandException(string message) : Exception(message);
