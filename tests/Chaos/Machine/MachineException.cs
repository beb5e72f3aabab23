namespace LogActors.Chaos;

/// <summary>This machine does not allow what a campaign needs, although it has the programs for it. The campaign is skipped.</summary>
internal sealed class MachineException(string message) : Exception(message);
