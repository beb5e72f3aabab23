namespace LogActors.Fuzz;

/// <summary>The code under test did something that its documentation excludes.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
