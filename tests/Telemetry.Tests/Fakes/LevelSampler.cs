using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>Keeps what is at least of a level.</summary>
internal sealed class LevelSampler(LogLevel least) : LoggingSampler
{
    public override bool ShouldSample<TState>(in LogEntry<TState> logEntry) => logEntry.LogLevel >= least;
}
