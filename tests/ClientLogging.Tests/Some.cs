using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>Values for tests, in which only what matters to a test needs to be said.</summary>
internal static class Some
{
    public const string Category = "Shop.Orders";

    public static readonly LogFileName File = LogFileName.Parse("orders");

    public static readonly RecordResource Resource = new([new("service.name", "My Shop"), new("host.name", "box")]);

    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);

    public static LogActorsOptions Options(
        int capacityBytes = 16 * 1024 * 1024,
        int maxRecordBytes = 64 * 1024,
        WhenFull whenFull = WhenFull.Drop,
        TimeSpan? maxWait = null,
        TimeSpan? flushInterval = null,
        TimeSpan? shutdownTimeout = null,
        bool includeScopes = true,
        params (string Prefix, string File)[] routes)
    {
        LogActorsOptions options = new()
        {
            BufferCapacityBytes = capacityBytes,
            MaxRecordBytes = maxRecordBytes,
            WhenFull = whenFull,
            MaxWait = maxWait ?? TimeSpan.FromMinutes(1),
            FlushInterval = flushInterval ?? TimeSpan.FromMilliseconds(2),
            ShutdownTimeout = shutdownTimeout ?? TimeSpan.FromSeconds(5),
            IncludeScopes = includeScopes,
        };
        foreach ((string prefix, string file) in routes)
        {
            options.Routes.Add(prefix, file);
        }

        return options;
    }

    /// <summary>A text of which about 60 fit into the smallest buffer.</summary>
    public static string Kilobyte(string start) => start.PadRight(1000, '.');

    /// <summary>Logs a text as it is, without a template.</summary>
    public static void Say(this ILogger logger, string message, LogLevel level = LogLevel.Information) =>
        logger.Log(level, default, message, null, static (text, _) => text);
}
