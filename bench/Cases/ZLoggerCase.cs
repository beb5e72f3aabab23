using Microsoft.Extensions.Logging;
using ZLogger;
using ZLogger.Formatters;

namespace LogActors.Bench;

/// <summary>ZLogger with a bounded queue that makes callers wait when it is full, and time stamps in UTC.</summary>
internal class ZLoggerCase : ICase
{
    private ILoggerFactory? _factory;

    public virtual OrderCall Call => OrderLog.Accepted;

    protected virtual MessageTemplateHandler Prefix => $"{0:utc-longdate} [{1}] {2} ";

    public ValueTask<ILoggerFactory> StartAsync(LogTarget target) =>
        ValueTask.FromResult(_factory = LoggerFactory.Create(logging => logging.AddZLoggerFile(target.FilePath, options =>
        {
            Configure(options);
            options.InternalErrorLogger = error => Console.Error.WriteLine(error);
            if (target.Format == OutputFormat.Json) options.UseJsonFormatter(Configure);
            else options.UsePlainTextFormatter(text => text.SetPrefixFormatter(
                Prefix, (in MessageTemplate template, in LogInfo info) => template.Format(info.Timestamp, info.LogLevel, info.Category)));
        })));

    // Disposing is ZLogger's only flush: it writes the queue out and closes the file.
    public ValueTask FinishAsync()
    {
        _factory!.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected virtual void Configure(ZLoggerOptions options) => options.FullMode = BackgroundBufferFullMode.Block;

    protected virtual void Configure(SystemTextJsonZLoggerFormatter json) => json.UseUtcTimestamp = true;
}
