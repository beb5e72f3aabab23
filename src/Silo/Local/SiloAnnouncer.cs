using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace LogActors;

/// <summary>Announces the silo to this user's applications once it listens, and takes that back as soon as it begins to stop.</summary>
/// <remarks>A silo that was started by hand announces itself too, so that applications without a configured cluster find the owner of their log root.</remarks>
internal sealed partial class SiloAnnouncer : IDisposable
{
    private readonly WebApplication _app;
    private readonly LogRoot _root;
    private readonly SiloPorts _ports;
    private readonly string _path;

    public SiloAnnouncer(WebApplication app, LogRoot root, SiloPorts ports)
    {
        _app = app;
        _root = root;
        _ports = ports;
        _path = SiloAnnouncement.PathFor(root.FullPath);
        app.Lifetime.ApplicationStarted.Register(Announce);
        app.Lifetime.ApplicationStopping.Register(Withdraw);
    }

    public void Dispose() => Withdraw();

    private void Announce()
    {
        ILogger logger = _app.Services.GetRequiredService<ILogger<SiloAnnouncer>>();
        ClusterOptions cluster = _app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        SiloAnnouncement announcement = SiloAnnouncement.OfThisProcess(_root.FullPath, _ports.Gateway, cluster.ClusterId, cluster.ServiceId, _app.Urls.FirstOrDefault() ?? "");
        try
        {
            CreateFolder(Path.GetDirectoryName(_path)!);
            string fresh = $"{_path}.{Environment.ProcessId}";
            File.WriteAllText(fresh, announcement.ToJson());
            File.Move(fresh, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotAnnounced(logger, _path, exception.Message); // applications with a configured cluster do not need it
        }

        Log.Ready(logger, _root.FullPath, _ports.Gateway, announcement.Http);
    }

    // Others of the machine have no business with it.
    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void Withdraw()
    {
        try
        {
            if (SiloAnnouncement.FromJson(File.ReadAllText(_path))?.ProcessId == Environment.ProcessId)
            {
                File.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Applications check that the process lives.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "The silo owns log root {Directory}; its gateway listens on port {Port}, and HTTP on {Http}.")]
        public static partial void Ready(ILogger logger, string directory, int port, string http);

        [LoggerMessage(1002, LogLevel.Warning, "The silo could not be announced at {Path}: {Reason}.")]
        public static partial void NotAnnounced(ILogger logger, string path, string reason);
    }
}
