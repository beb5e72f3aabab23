namespace LogActors.Tests;

/// <summary>A disk on which another program cuts a segment to nothing at the last moment before a write, when it is told to.</summary>
internal sealed class CuttingDisk : PassingDisk
{
    public bool CutBeforeWrite { get; set; }

    protected override IStoredFile Over(string path, IStoredFile file) => IsSegment(path) ? new CutFile(this, file) : file;

    private sealed class CutFile(CuttingDisk disk, IStoredFile file) : PassingFile(file)
    {
        public override void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (disk.CutBeforeWrite)
            {
                disk.CutBeforeWrite = false;
                Truncate(0);
            }

            base.Write(offset, bytes);
        }
    }
}
