using Microsoft.Win32.SafeHandles;

namespace LogActors;

/// <summary>The real file layer.</summary>
internal sealed class LogStorage : ILogStorage
{
    public ISegmentFile OpenSegment(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new SegmentFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete));
    }

    private sealed class SegmentFile(SafeFileHandle handle) : ISegmentFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public byte ReadByte(long offset)
        {
            Span<byte> one = stackalloc byte[1];
            return RandomAccess.Read(handle, one, offset) == 1 ? one[0] : throw new EndOfStreamException($"There is no byte at {offset}.");
        }

        public void Dispose() => handle.Dispose();
    }
}
