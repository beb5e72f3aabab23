namespace LogActors.Chaos;

/// <summary>A campaign cannot go on: something did not happen that should have. It is a failure of the run, and the message says what.</summary>
internal sealed class CampaignException(string message) : Exception(message);
