using System.IO.Compression;

namespace LogActors;

/// <summary>Makes gzip members, each a <see cref="GzipMember"/>; behind the last comes one without text.</summary>
/// <remarks>For each member zlib takes some 300 KiB outside the runtime's heap, and gives them back.</remarks>
internal sealed class GzipFrameEncoder : IFrameEncoder
{
    private const int PlainHeaderBytes = 10;                    // what GZipStream writes; ours, which is longer, goes over it

    private readonly ZLibCompressionOptions _options;
    private readonly byte[] _member = new byte[GzipMember.HeaderBytes + TextFrame.WrittenTextBytes + (TextFrame.WrittenTextBytes / 8) + 1024];
    private readonly MemoryStream _output;

    public GzipFrameEncoder(int level)
    {
        _options = new ZLibCompressionOptions { CompressionLevel = level };
        _output = new MemoryStream(_member);
    }

    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> text)
    {
        _output.Position = GzipMember.HeaderBytes - PlainHeaderBytes;
        using (GZipStream gzip = new(_output, _options, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return Finish((int)_output.Position, text.Length);
    }

    public long WriteEnd(IStoredFile file, long offset)
    {
        file.Write(offset, Empty());
        return offset + GzipMember.EmptyBytes;
    }

    public void Dispose() => _output.Dispose();

    // GZipStream writes nothing at all when it is given no text.
    private ReadOnlySpan<byte> Empty()
    {
        _member.AsSpan(0, GzipMember.EmptyBytes).Clear();
        _member[GzipMember.HeaderBytes] = 3;                    // with the 0 behind it: one last block, without anything
        return Finish(GzipMember.EmptyBytes, 0);
    }

    private ReadOnlySpan<byte> Finish(int length, int textLength)
    {
        GzipMember.WriteHeader(_member, length, textLength);
        return _member.AsSpan(0, length);
    }
}
