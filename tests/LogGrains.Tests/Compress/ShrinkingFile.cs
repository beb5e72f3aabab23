namespace LogActors.Tests;

/// <summary>Has one byte less than it said.</summary>
internal sealed class ShrinkingFile(IStoredFile file) : IStoredFile
{
    public long Length => file.Length;

    public FileIdentity Identity => file.Identity;

    public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

    public int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes[..(int)Math.Min(bytes.Length, Math.Max(0, file.Length - 1 - offset))]);

    public void Truncate(long length) => file.Truncate(length);

    public void Sync() => file.Sync();

    public void Dispose() => file.Dispose();
}
