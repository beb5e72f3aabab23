using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Configuration;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace LogActors.Bench;

/// <summary>Serilog's file sink, buffered and without a size limit; it writes on the caller's thread.</summary>
internal class SerilogCase : ICase
{
    private ILoggerFactory? _factory;

    public ValueTask<ILoggerFactory> StartAsync(LogTarget target)
    {
        ITextFormatter formatter = target.Format == OutputFormat.Json
            ? new CompactJsonFormatter()
            : new MessageTemplateTextFormatter(
                "{UtcTimestamp:yyyy-MM-dd HH:mm:ss.fff} [{Level}] {SourceContext} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);
        var configuration = new LoggerConfiguration();
        WriteTo(configuration.WriteTo, formatter, target.FilePath);
        return ValueTask.FromResult(_factory = LoggerFactory.Create(logging => logging.AddSerilog(configuration.CreateLogger(), dispose: true)));
    }

    // Disposing the logger writes the rest and closes the file.
    public ValueTask FinishAsync()
    {
        _factory!.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected virtual void WriteTo(LoggerSinkConfiguration sinks, ITextFormatter formatter, string path) =>
        sinks.File(formatter, path, fileSizeLimitBytes: null, buffered: true);
}
