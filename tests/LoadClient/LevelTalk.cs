using LogActors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>Says on standard output when Debug is enabled, and when it is disabled again, and logs each line of standard input as Debug, until the line <c>end</c>.</summary>
internal sealed class LevelTalk(ILogger logger)
{
    private readonly Lock _gate = new();
    private bool _enabled;
    private int _times;

    public static async Task RunAsync(IServiceProvider services)
    {
        LevelTalk talk = new(services.GetRequiredService<ILoggerFactory>().CreateLogger("Load"));
        ILogDelivery delivery = services.GetRequiredService<ILogDelivery>();
        using IDisposable? watch = services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>().OnChange(_ => talk.Tell());
        talk.Tell();                                            // it may have changed before
        while (Console.ReadLine() is { } line and not "end")
        {
            Records.Line(talk.Logger, line);
            await delivery.FlushAsync();
            Console.WriteLine($"said {line}");
        }
    }

    private ILogger Logger => logger;

    private void Tell()
    {
        lock (_gate)
        {
            if (_enabled != logger.IsEnabled(LogLevel.Debug))
            {
                _enabled = !_enabled;
                _times += _enabled ? 1 : 0;
                Console.WriteLine($"Debug is {(_enabled ? "enabled" : "disabled")}, {_times}");
            }
        }
    }
}
