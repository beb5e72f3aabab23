namespace LogActors;

/// <summary>How far a producer has come in a log file.</summary>
/// <param name="Id">The producer.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Next">The sequence that is expected next.</param>
internal readonly record struct ProducerState(Guid Id, int Epoch, long Next);
