using ZLogger;
using ZLogger.Formatters;

namespace LogActors.Bench;

/// <summary>ZLogger as it is without options: a queue that grows without a bound, and time stamps in local time.</summary>
internal sealed class ZLoggerDefaultCase : ZLoggerCase
{
    protected override MessageTemplateHandler Prefix => $"{0} [{1}] {2} ";

    protected override void Configure(ZLoggerOptions options)
    {
        // Nothing: the defaults are the case.
    }

    protected override void Configure(SystemTextJsonZLoggerFormatter json)
    {
        // Nothing here either.
    }
}
