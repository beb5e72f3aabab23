using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace LogActors;

/// <summary>Takes up changed settings of log files while the silo runs; wrong ones are reported, and the present ones stay.</summary>
internal static partial class SettingsReload
{
    public static void Watch(WebApplication app, LogFileSettings settings)
    {
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LogActors.Silo.Settings");
        ConcurrentDictionary<FileConfigurationProvider, string> unreadable = [];
        foreach (FileConfigurationProvider file in ((IConfigurationRoot)app.Configuration).Providers.OfType<FileConfigurationProvider>())
        {
            file.Source.OnLoadException = context =>
            {
                unreadable[context.Provider] = Explain(context.Exception);
                Log.Refused(logger, Explain(context.Exception));
            };
        }

        IDisposable watch = ChangeToken.OnChange(((IConfiguration)app.Configuration).GetReloadToken, () =>
        {
            // A file that cannot be read counts as empty, and what it says of log files would be gone with the next change of another one.
            foreach ((FileConfigurationProvider file, string reason) in unreadable)
            {
                if (!file.GetChildKeys([], null).Any())
                {
                    Log.Refused(logger, reason);
                    return;
                }

                unreadable.TryRemove(file, out _);
            }

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

    /// <summary>What is wrong with a file of settings, with the place where its text goes wrong.</summary>
    public static string Explain(Exception exception) =>
        exception.InnerException is { } inner ? $"{exception.Message} {Explain(inner)}" : exception.Message;

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Information, "The settings of the log files have been read again.")]
        public static partial void Taken(ILogger logger);

        [LoggerMessage(1202, LogLevel.Error, "The changed settings were refused and the present ones stay: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
