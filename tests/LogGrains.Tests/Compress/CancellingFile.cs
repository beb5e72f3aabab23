namespace LogActors.Tests;

/// <summary>Cancels as soon as it is written to.</summary>
internal sealed class CancellingFile(IStoredFile file, CancellationTokenSource stop) : IStoredFile
{
    public int Writes { get; private set; }

    public long Length => file.Length;

    public FileIdentity Identity => file.Identity;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        file.Write(offset, bytes);
        Writes++;
        stop.Cancel();
    }

    public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

    public void Truncate(long length) => file.Truncate(length);

    public void Sync() => file.Sync();

    public void Dispose() => file.Dispose();
}
