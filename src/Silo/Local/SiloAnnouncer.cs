using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace LogActors;

/// <summary>Announces the silo to this user's applications once it listens, and takes that back as soon as it begins to stop.</summary>
/// <remarks>
/// A silo that was started by hand announces itself too, so that applications without a configured cluster find the owner of their log root. An announcement that somebody
/// deletes, such as a cleaner of temporary files, is written again. Thread-safe.
/// </remarks>
internal sealed partial class SiloAnnouncer : IDisposable
{
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly WebApplication _app;
    private readonly LogRoot _root;
    private readonly SiloPorts _ports;
    private readonly LocalSiloMode? _local;
    private readonly string _path;
    private readonly string _rootPath;
    private readonly ITimer _timer;
    private SiloAnnouncement? _announced;

    public SiloAnnouncer(WebApplication app, LogRoot root, SiloPorts ports, LocalSiloMode? local)
    {
        _app = app;
        _root = root;
        _ports = ports;
        _local = local;
        _path = SiloAnnouncement.PathFor(root.FullPath);
        _rootPath = RootAnnouncement.PathFor(root.FullPath);
        TimeProvider time = app.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        _timer = time.CreateTimer(_ => Restore(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        app.Lifetime.ApplicationStarted.Register(Announce);
        app.Lifetime.ApplicationStopping.Register(Withdraw);
    }

    public void Dispose()
    {
        Withdraw();
        _timer.Dispose();
    }

    private void Announce()
    {
        ILogger logger = _app.Services.GetRequiredService<ILogger<SiloAnnouncer>>();
        ClusterOptions cluster = _app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        SiloAnnouncement announcement = SiloAnnouncement.OfThisProcess(_root.FullPath, _ports.Gateway, cluster.ClusterId, cluster.ServiceId, _app.Urls.FirstOrDefault() ?? "");
        lock (_gate)
        {
            _announced = announcement;
            foreach (string path in new[] { _rootPath, _path })
            {
                if (TryWrite(path, announcement) is { } reason)
                {
                    Log.NotAnnounced(logger, path, reason);     // applications with a configured cluster do not need it
                }
            }
        }

        _timer.Change(CheckPeriod, CheckPeriod);
        _local?.Tell(announcement);
        Log.Ready(logger, _root.FullPath, _ports.Gateway, announcement.Http);
    }

    // What cannot be written has been said at the start, or is said by the health check.
    private void Restore()
    {
        lock (_gate)
        {
            foreach (string path in new[] { _rootPath, _path })
            {
                if (_announced is { } announcement && !File.Exists(path))
                {
                    _ = TryWrite(path, announcement);
                }
            }
        }
    }

    /// <returns><see langword="null"/>, or why it cannot be written.</returns>
    private string? TryWrite(string path, SiloAnnouncement announcement)
    {
        try
        {
            if (path != _rootPath)                              // a log root that was deleted is not made anew
            {
                CreateFolder(Path.GetDirectoryName(path)!);
            }

            string fresh = $"{path}.{Environment.ProcessId}";
            File.WriteAllText(fresh, announcement.ToJson());
            File.Move(fresh, path, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
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
        lock (_gate)
        {
            _announced = null;
            foreach (string path in new[] { _rootPath, _path })
            {
                try
                {
                    if (SiloAnnouncement.FromJson(File.ReadAllText(path))?.ProcessId == Environment.ProcessId)
                    {
                        File.Delete(path);
                    }
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // Applications check that the process lives.
                }
            }
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
