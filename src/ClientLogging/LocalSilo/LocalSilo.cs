using System.Net;

namespace LogActors;

/// <summary>The silo on this machine that owns a log root: found by its announcement, named by another that found the root taken, or started.</summary>
/// <remarks>
/// The silo belongs to no application: it ends by itself soon after the last connection has gone, so nothing here stops it. Should several applications start
/// one at the same time, the log root's lock lets one silo live, and all of them find that one.
/// </remarks>
internal sealed class LocalSilo : IClusterLocation
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly LocalSiloOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<ISiloProcess> _start;
    private readonly StartSchedule _starts;
    private readonly RepeatedNotice _notices;
    private readonly string _directory;
    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _mayStart;
    private volatile SiloAnnouncement? _found;
    private SiloAnnouncement? _told;                             // what a silo process said of itself or of the log root's owner
    private ISiloProcess? _started;
    private string? _taken;                                      // what the last one said that found the log root taken

    /// <summary>The silo that the options describe.</summary>
    /// <param name="options">Read once.</param>
    /// <param name="time">What pauses and patience are measured with.</param>
    /// <param name="start">Starts a silo, or throws a <see cref="SiloNotStartedException"/>; by default, a process of the operating system.</param>
    public LocalSilo(LocalSiloOptions options, TimeProvider time, Func<ISiloProcess>? start = null)
    {
        _options = options;
        _time = time;
        _starts = new StartSchedule(time);
        _notices = new RepeatedNotice(time);
        _directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));
        _start = start ?? (() => SiloProcess.Start(_options.Path, _directory, ClusterIdFor(_directory)));
    }

    // Those of the silo that was found: one that was started by hand has its own.
    public string? ClusterId => _found?.ClusterId;

    public string? ServiceId => _found?.ServiceId;

    public bool IsRunning => ReadLiving() is not null;

    public string Description => $"log root '{_directory}'";

    /// <summary>The cluster id of a silo that is started here. A silo of another log root that got the same port later would otherwise take this application's records.</summary>
    public static string ClusterIdFor(string directory) => $"logactors-{Path.GetFileNameWithoutExtension(SiloAnnouncement.PathFor(directory))}";

    public void AllowStart() => _mayStart = true;

    public async Task<IReadOnlyList<IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SiloAnnouncement? silo = ReadLiving() ?? (_told is { IsLiving: true } ? _told : _mayStart ? await StartAsync(cancellationToken).ConfigureAwait(false) : null);
            _found = silo ?? _found;
            return silo is null ? [] : [new IPEndPoint(IPAddress.Loopback, silo.GatewayPort)];
        }
        finally
        {
            _one.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _started?.Dispose();
        _one.Dispose();
        return ValueTask.CompletedTask;
    }

    private SiloAnnouncement? ReadLiving()
    {
        try
        {
            SiloAnnouncement? silo = SiloAnnouncement.FromJson(File.ReadAllText(SiloAnnouncement.PathFor(_directory)));
            return silo is { IsLiving: true } && silo.Directory == _directory ? silo : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;                                        // no announcement
        }
    }

    // The one that was started may find the log root taken: by a silo that another application started at the same moment, which will announce itself, or by one that
    // is just about to end, after which a later attempt succeeds.
    private async Task<SiloAnnouncement?> StartAsync(CancellationToken cancellationToken)
    {
        long began = _time.GetTimestamp();
        while (_time.GetElapsedTime(began) < _options.StartTimeout)
        {
            if (_started is null && _starts.IsDue)
            {
                _started = TryStart();
            }

            if (_started is null && _taken is null)
            {
                return _told;                                   // it could not be started, or not yet again
            }

            if (ReadLiving() is { } silo)
            {
                NoteReady();
                return silo;
            }

            if (_started is { HasExited: true } ended)
            {
                _started = null;
                NoteEnd(ended);
                ended.Dispose();
                if (_told is not null)
                {
                    return _told;                               // the lock that it found proves that this one lives
                }

                continue;
            }

            if (_started is { Announced: { } itself } && itself.ProcessId == _started.Id)
            {
                NoteReady();
                return _told = itself;
            }

            await Task.Delay(Poll, _time, cancellationToken).ConfigureAwait(false);
        }

        _notices.Say($"No local silo for log root '{_directory}' answered within {_options.StartTimeout.TotalSeconds:0} s. {_taken}".TrimEnd());
        return null;
    }

    private ISiloProcess? TryStart()
    {
        try
        {
            return _start();
        }
        catch (SiloNotStartedException exception)
        {
            _taken = null;
            _starts.Fail();
            _notices.Say(exception.Message);
            return null;
        }
    }

    private void NoteReady()
    {
        _taken = null;
        if (_started is { WasReady: false })
        {
            _started.WasReady = true;
            _starts.Ready();
        }
    }

    private void NoteEnd(ISiloProcess ended)
    {
        _taken = null;
        _told = null;
        bool foundTaken = ended.ExitCode == (int)SiloExitCode.LogRootTaken;
        if (ended.WasReady)
        {
            _starts.End();
            if (!foundTaken)                                    // else the owner had announced itself before this one's end was noticed, and has gone since
            {
                _notices.Say($"The local silo of log root '{_directory}' has ended with exit code {ended.ExitCode}; another is started. Its own log is '{Path.Combine(_directory, ".logactors", "silo.log")}'.");
            }
        }
        else if (foundTaken)
        {
            _starts.FindTaken();
            _told = ended.Announced;
            _taken = _told is null ? ended.LastWords : null;
        }
        else
        {
            _starts.Fail();
            _notices.Say($"The local silo of log root '{_directory}' ended with exit code {ended.ExitCode}: {ended.LastWords}");
        }
    }
}
