using ZLogger;

namespace LogActors.Bench;

/// <summary>ZLogger with a queue of the default capacity that makes callers wait when it is full.</summary>
internal sealed class ZLoggerBoundedCase : ZLoggerCase
{
    protected override void Configure(ZLoggerOptions options) => options.FullMode = BackgroundBufferFullMode.Block;
}
