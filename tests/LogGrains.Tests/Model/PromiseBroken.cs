namespace LogActors.Tests;

/// <summary>A writer has not done what it promised.</summary>
internal sealed class PromiseBroken(string what) : Exception(what);
