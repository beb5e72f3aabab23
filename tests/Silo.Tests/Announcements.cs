using System.Threading.Channels;

namespace LogActors.Tests;

/// <summary>Waits for silos that announce themselves in a folder.</summary>
internal sealed class Announcements : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FileSystemWatcher _watcher;
    private readonly Channel<string> _appeared = Channel.CreateUnbounded<string>();

    public Announcements(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["run"]);
        _watcher = new FileSystemWatcher(folder["run"], "*.json");
        _watcher.Created += (_, file) => _appeared.Writer.TryWrite(file.FullPath);
        _watcher.Renamed += (_, file) => _appeared.Writer.TryWrite(file.FullPath);
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>The next one.</summary>
    public async Task<SiloAnnouncement> NextAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        string path = await _appeared.Reader.ReadAsync(patience.Token);
        return SiloAnnouncement.FromJson(await File.ReadAllTextAsync(path))!;
    }

    public void Dispose() => _watcher.Dispose();
}
