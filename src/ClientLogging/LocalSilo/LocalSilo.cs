using System.Diagnostics;
using System.Net;

namespace LogActors;

/// <summary>The silo on this machine that owns a log root: found by its announcement, or started.</summary>
/// <remarks>
/// The silo belongs to no application: it ends by itself soon after the last connection has gone, so nothing here stops it. Should several applications start
/// one at the same time, the log root's lock lets one silo live, and all of them find that one.
/// </remarks>
internal sealed class LocalSilo(LocalSiloOptions options, TimeProvider time) : IClusterLocation
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan PauseWhenTaken = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    private readonly string _directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));
    private readonly SemaphoreSlim _one = new(1);
    private SiloProcess? _started;
    private string _taken = "";

    // A silo of another log root that got the same port later would otherwise take this application's records.
    public string ClusterId { get; } = ClusterIdFor(options.Directory);

    public string ServiceId => "logactors";

    public string Description => $"log root '{_directory}'";

    public static string ClusterIdFor(string directory) => $"logactors-{Path.GetFileNameWithoutExtension(SiloAnnouncement.PathFor(directory))}";

    public async Task<IReadOnlyList<IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SiloAnnouncement? silo = ReadLiving() ?? await StartAsync(cancellationToken).ConfigureAwait(false);
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
            if (silo is null || silo.ClusterId != ClusterId)
            {
                return null;
            }

            using Process process = Process.GetProcessById(silo.ProcessId);
            TimeSpan apart = process.StartTime.ToUniversalTime() - new DateTime(silo.StartedUtcTicks, DateTimeKind.Utc);
            return apart.Duration() < StartTolerance ? silo : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;                                        // no announcement, or its process has gone
        }
    }

    // The one that was started may find the log root taken: by a silo that another application started at the same moment, which will announce itself, or by one that
    // is just about to end, after which the next attempt succeeds.
    private async Task<SiloAnnouncement?> StartAsync(CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < options.StartTimeout)
        {
            _started ??= SiloProcess.TryStart(options.Path, _directory, ClusterId);
            if (_started is null)
            {
                return null;
            }

            if (ReadLiving() is { } silo)
            {
                _started.WasReady = true;
                return silo;
            }

            if (_started.HasExited)
            {
                using SiloProcess ended = _started;
                _started = null;
                if (ended.WasReady)
                {
                    StandardError.Write($"The local silo of log root '{_directory}' has ended with exit code {ended.ExitCode}; another is started.");
                    continue;
                }

                if (ended.ExitCode != (int)SiloExitCode.LogRootTaken)
                {
                    StandardError.Write($"The local silo of log root '{_directory}' ended with exit code {ended.ExitCode}: {ended.LastWords}");
                    return null;
                }

                _taken = ended.LastWords;
                await Task.Delay(PauseWhenTaken, time, cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }

        StandardError.Write($"No local silo for log root '{_directory}' answered within {options.StartTimeout.TotalSeconds:0} s. {_taken}".TrimEnd());
        return null;
    }
}
