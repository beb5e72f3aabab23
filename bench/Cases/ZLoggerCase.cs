using Microsoft.Extensions.Logging;
using ZLogger;

namespace LogActors.Bench;

/// <summary>ZLogger with a bounded queue that makes callers wait.</summary>
internal class ZLoggerCase : ICase
{
    private ILoggerFactory? _factory;

    public virtual OrderCall Call => OrderLog.Accepted;

    public ValueTask<ILoggerFactory> StartAsync(LogTarget target) =>
        ValueTask.FromResult(_factory = LoggerFactory.Create(logging => logging.AddZLoggerFile(target.FilePath, options =>
        {
            Configure(options);
            options.InternalErrorLogger = error => throw new InvalidOperationException("ZLogger failed to write.", error);
            if (target.Format == OutputFormat.Json) options.UseJsonFormatter(json => json.UseUtcTimestamp = true);
            else options.UsePlainTextFormatter(text => text.SetPrefixFormatter(
                $"{0:utc-longdate} [{1}] {2} ",
                (in MessageTemplate template, in LogInfo info) => template.Format(info.Timestamp, info.LogLevel, info.Category)));
        })));

    // Disposing is ZLogger's only flush: it writes the queue out and closes the file.
    public ValueTask FinishAsync()
    {
        _factory!.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected virtual void Configure(ZLoggerOptions options)
    {
        options.FullMode = BackgroundBufferFullMode.Block;
        options.BackgroundBufferCapacity = 64 * 1024;
    }
}
