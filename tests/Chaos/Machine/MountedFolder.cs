using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A file system of a campaign's own: a small tmpfs, or a loop-mounted image that can lose what was not flushed. Disposing it unmounts and removes it.</summary>
internal sealed class MountedFolder : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("logactors-chaos-mount-").FullName;
    private readonly string? _image;
    private bool _mounted;

    private MountedFolder(bool image)
    {
        _image = image ? System.IO.Path.Combine(_folder, "disk.img") : null;
        Path = System.IO.Path.Combine(_folder, "mnt");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public static async Task<MountedFolder> TmpfsAsync(int mebibytes)
    {
        MountedFolder folder = new(image: false);
        await folder.SetUpAsync(() => ChildProcess.RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m"), "tmpfs", folder.Path));
        return folder;
    }

    /// <param name="fileSystem"><c>ext4</c> or <c>xfs</c>.</param>
    public static async Task<MountedFolder> ImageAsync(string fileSystem)
    {
        MountedFolder folder = new(image: true);
        await folder.SetUpAsync(async () =>
        {
            await ChildProcess.RunAsync("truncate", "-s", "600M", folder._image!);
            await ChildProcess.RunAsync($"mkfs.{fileSystem}", "-q", fileSystem == "ext4" ? "-F" : "-f", folder._image!);
            await folder.MountImageAsync();
        });
        return folder;
    }

    /// <summary>Makes every further write and flush fail, and keeps what is in the page cache from the disk.</summary>
    public Task ShutDownAsync() => ChildProcess.RunAsync("xfs_io", "-x", "-c", "shutdown", Path);

    /// <summary>Lets the disk have what was written to one file from a page on, and then all of another: in that order, and no sooner than it likes, a system may write back what nobody has flushed.</summary>
    public static async Task WriteBackAsync(string file, long page, string then)
    {
        await ChildProcess.RunAsync("xfs_io", "-c", string.Create(CultureInfo.InvariantCulture, $"sync_range -w -b -a {page * Environment.SystemPageSize} 0"), file);
        await ChildProcess.RunAsync("xfs_io", "-c", "fdatasync", then);
    }

    /// <summary>Loses everything that was not flushed before <see cref="ShutDownAsync"/>, as a power cut does, and mounts what is left. Nobody may have a file open.</summary>
    public async Task MountAgainAsync()
    {
        await ChildProcess.RunAsync("umount", Path);
        _mounted = false;
        await MountImageAsync();
        _mounted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
        {
            _mounted = false;
            try
            {
                await ChildProcess.RunAsync("umount", Path);
            }
            catch (CommandException)
            {
                await ChildProcess.RunAsync("umount", "-l", Path);  // somebody looks at it; it goes when they do
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task MountImageAsync() => ChildProcess.RunAsync("mount", "-o", "loop", _image!, Path);

    private async Task SetUpAsync(Func<Task> mount)
    {
        try
        {
            await mount();
            _mounted = true;
        }
        catch (CommandException exception)
        {
            await DisposeAsync();
            throw new MachineException(exception.Message);
        }
    }
}
