namespace LogActors.Tests;

/// <summary>The process that made a call to the file layer does not live any more.</summary>
internal sealed class ProcessDeath() : Exception("The process is dead.");
