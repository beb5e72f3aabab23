using System.IO.Compression;

namespace LogActors;

/// <summary>Reads gzip members that say their length.</summary>
/// <remarks>For each member zlib takes some 50 KiB outside the runtime's heap, and gives them back.</remarks>
internal sealed class GzipFrameDecoder : IFrameDecoder
{
    public IEnumerable<TextFrame> Frames(IStoredFile file) => GzipMember.ReadAll(file);

    public void Decode(ArraySegment<byte> frame, Span<byte> text)
    {
        using MemoryStream input = new(frame.Array!, frame.Offset, frame.Count, writable: false);
        using GZipStream gzip = new(input, CompressionMode.Decompress);
        int read;
        bool isMore;
        try
        {
            read = gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            isMore = gzip.ReadByte() >= 0;                      // the checksum is looked at on the way to the end
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"it does not decompress ({exception.Message})", exception);
        }

        if (read != text.Length || isMore)
        {
            throw new InvalidDataException($"it holds {(isMore ? "more" : "fewer")} than {text.Length} bytes of text");
        }
    }

    public void Dispose()
    {
    }
}
