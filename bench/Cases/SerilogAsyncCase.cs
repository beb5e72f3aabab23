using Serilog;
using Serilog.Configuration;
using Serilog.Formatting;

namespace LogActors.Bench;

/// <summary>Serilog's file sink, buffered, behind its asynchronous wrapper, which makes callers wait when its queue is full.</summary>
internal sealed class SerilogAsyncCase : SerilogCase
{
    protected override void WriteTo(LoggerSinkConfiguration sinks, ITextFormatter formatter, string path) =>
        sinks.Async(queue => base.WriteTo(queue, formatter, path), blockWhenFull: true);
}
