namespace LogActors.Tests;

/// <summary>The tests that look at standard error run one after the other, and with no others.</summary>
[CollectionDefinition(nameof(StandardErrorCapture), DisableParallelization = true)]
public sealed class StandardErrorCollection;
