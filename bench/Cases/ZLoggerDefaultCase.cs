using ZLogger;

namespace LogActors.Bench;

/// <summary>ZLogger as it is without options: a queue that grows without a bound.</summary>
internal sealed class ZLoggerDefaultCase : ZLoggerCase
{
    protected override void Configure(ZLoggerOptions options)
    {
        // Nothing: the defaults are the case.
    }
}
