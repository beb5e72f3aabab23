using Microsoft.Extensions.Primitives;

namespace LogActors;

/// <summary>Takes up changed settings of log files while the silo runs; wrong ones are reported, and the present ones stay.</summary>
internal static partial class SettingsReload
{
    public static void Watch(WebApplication app, LogFileSettings settings)
    {
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LogActors.Silo.Settings");
        IDisposable watch = ChangeToken.OnChange(((IConfiguration)app.Configuration).GetReloadToken, () =>
        {
            try
            {
                settings.Apply(StoreConfiguration.Read(app.Configuration));
                Log.Taken(logger);
            }
            catch (FormatException exception)
            {
                Log.Refused(logger, exception.Message);
            }
        });
        app.Lifetime.ApplicationStopped.Register(watch.Dispose);
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Information, "The settings of the log files have been read again.")]
        public static partial void Taken(ILogger logger);

        [LoggerMessage(1202, LogLevel.Error, "The changed settings were refused and the present ones stay: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
