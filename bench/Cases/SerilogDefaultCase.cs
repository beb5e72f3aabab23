using Serilog;
using Serilog.Configuration;
using Serilog.Formatting;

namespace LogActors.Bench;

/// <summary>Serilog's file sink as it is without options: every record is handed to the operating system by itself.</summary>
internal sealed class SerilogDefaultCase : SerilogCase
{
    protected override void WriteTo(LoggerSinkConfiguration sinks, ITextFormatter formatter, string path) => sinks.File(formatter, path);
}
