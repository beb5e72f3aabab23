using Microsoft.Extensions.Logging;
using NLog;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Layouts;
using NLog.Targets;
using NLog.Targets.Wrappers;
using NLog.Time;

namespace LogActors.Bench;

/// <summary>NLog's file target behind its asynchronous wrapper, which makes callers wait when its queue is full.</summary>
internal sealed class NLogAsyncCase : ICase
{
    private readonly LogFactory _nlog = new();
    private ILoggerFactory? _factory;

    public ValueTask<ILoggerFactory> StartAsync(LogTarget target)
    {
        TimeSource.Current = new FastUtcTimeSource();
        var file = new FileTarget("file")
        {
            FileName = target.FilePath,
            KeepFileOpen = true,
            AutoFlush = false,
            Layout = target.Format == OutputFormat.Json ? Json() : Layout.FromString("${longdate} [${level}] ${logger} ${message}"),
        };
        var queue = new AsyncTargetWrapper(file, queueLimit: 10_000, AsyncTargetWrapperOverflowAction.Block) { TimeToSleepBetweenBatches = 0 };
        var configuration = new LoggingConfiguration(_nlog);
        configuration.AddRuleForAllLevels(queue);
        _nlog.ThrowExceptions = true;
        _nlog.Configuration = configuration;

        var options = new NLogProviderOptions
        {
            IncludeScopes = false,
            CaptureEventId = EventIdCaptureType.None,
            CaptureMessageProperties = target.Format == OutputFormat.Json,
        };
        return ValueTask.FromResult(_factory = LoggerFactory.Create(logging => logging.AddProvider(new NLogLoggerProvider(options, _nlog))));
    }

    public ValueTask FinishAsync()
    {
        _nlog.Shutdown();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _factory?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonLayout Json() => new()
    {
        IncludeEventProperties = true,
        Attributes =
        {
            new JsonAttribute("time", "${longdate}"),
            new JsonAttribute("level", "${level}"),
            new JsonAttribute("category", "${logger}"),
            new JsonAttribute("message", "${message}"),
        },
    };
}
