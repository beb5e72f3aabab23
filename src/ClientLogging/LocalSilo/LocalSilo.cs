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
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    private readonly string _directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));
    private readonly SemaphoreSlim _one = new(1);
    private SiloProcess? _started;

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

    private async Task<SiloAnnouncement?> StartAsync(CancellationToken cancellationToken)
    {
        if (_started is null || _started.HasExited)
        {
            _started?.Dispose();
            _started = SiloProcess.TryStart(options.Path, _directory, ClusterId);
        }

        long began = time.GetTimestamp();
        while (_started is { } process && time.GetElapsedTime(began) < options.StartTimeout)
        {
            if (ReadLiving() is { } silo)
            {
                return silo;
            }

            if (process.HasExited && process.ExitCode != (int)SiloExitCode.LogRootTaken)
            {
                StandardError.Write($"The local silo of log root '{_directory}' ended with exit code {process.ExitCode}: {process.LastWords}");
                break;
            }

            if (process.HasExited && time.GetElapsedTime(began) > options.StartTimeout / 2)
            {
                StandardError.Write($"Log root '{_directory}' belongs to a silo that is not this user's: {process.LastWords} Set Logging:LogActors:Cluster to use it.");
                break;
            }

            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }
}
