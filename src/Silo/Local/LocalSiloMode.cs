using System.Globalization;
using Microsoft.Extensions.Logging.Console;

namespace LogActors;

/// <summary>The silo as an application's helper: on free ports, deaf to the terminal's Ctrl+C, and gone soon after the last application.</summary>
internal sealed class LocalSiloMode
{
    private const string Section = "LogActors:Local";
    private static readonly string[] Known = ["Enabled", "Linger"];
    private static readonly TimeSpan LongestLinger = TimeSpan.FromDays(1);

    private TextWriter _starter = TextWriter.Null;

    private LocalSiloMode(TimeSpan linger) => Linger = linger;

    /// <summary>How long the silo stays after the last connection has gone. <c>LogActors:Local:Linger</c>, at most a day, default 2 s.</summary>
    public TimeSpan Linger { get; }

    /// <summary>The mode, if <c>LogActors:Local:Enabled</c> is true; otherwise <see langword="null"/>.</summary>
    /// <exception cref="FormatException">A value is wrong.</exception>
    public static LocalSiloMode? From(IConfiguration configuration)
    {
        StoreConfiguration.RefuseUnknown(configuration.GetSection(Section), Known);
        string enabled = configuration[$"{Section}:Enabled"] ?? "false";
        string linger = configuration[$"{Section}:Linger"] ?? "00:00:02";
        if (!bool.TryParse(enabled, out bool on))
        {
            throw new FormatException($"{Section}:Enabled is '{enabled}'; it must be true or false.");
        }

        if (!TimeSpan.TryParse(linger, CultureInfo.InvariantCulture, out TimeSpan duration) || duration < TimeSpan.Zero || duration > LongestLinger)
        {
            throw new FormatException($"{Section}:Linger is '{linger}'; it must be a duration of at most a day, such as 00:00:02.");
        }

        return on ? new LocalSiloMode(duration) : null;
    }

    /// <summary>Sends the silo's own log to a file under its log root, and puts the lifetime into other hands.</summary>
    public void Apply(WebApplicationBuilder builder, string root)
    {
        // The pipe behind standard output ends with the application that started this silo.
        _starter = Console.Out;
        Console.SetOut(OwnLog.Open(root));
        builder.Logging.AddSimpleConsole(console =>
        {
            console.ColorBehavior = LoggerColorBehavior.Disabled;
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Services.AddSingleton<IHostLifetime, LocalSiloLifetime>();
        builder.Services.AddHostedService(services => new IdleExit(
            services.GetRequiredService<GatewayConnections>(),
            services.GetRequiredService<IHostApplicationLifetime>(),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            Linger));
    }

    /// <summary>Says on standard output, to the application that started this silo, where it listens: that one finds it even if no announcement can be written.</summary>
    public void Tell(SiloAnnouncement announcement)
    {
        try
        {
            _starter.WriteLine(announcement.ToJson());
        }
        catch (IOException)
        {
            // The application has gone; others find the announcement.
        }
    }

    /// <summary>Lets the system choose the HTTP port.</summary>
    public static void UseFreePort(WebApplication app)
    {
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
    }
}
