using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>LogActors: the application's process and the silo that owns the file, both of which count. Not in the catalog until it can run.</summary>
internal sealed class LogActorsCase : ICase
{
    public IReadOnlyList<int> OtherProcessIds => throw NotPartOfThisBuild();

    public ValueTask<ILoggerFactory> StartAsync(LogTarget target) => throw NotPartOfThisBuild();

    public ValueTask FinishAsync() => throw NotPartOfThisBuild();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NotSupportedException NotPartOfThisBuild() => new("The client library is not part of this build.");
}
