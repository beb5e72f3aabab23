using ZstdSharp;

namespace LogActors;

/// <summary>Reads zstd frames by their <see cref="SeekTable"/>.</summary>
internal sealed class ZstdFrameDecoder : IFrameDecoder
{
    private readonly Decompressor _decompressor = new();

    public IEnumerable<TextFrame> Frames(IStoredFile file) => SeekTable.Read(file);

    public void Decode(ArraySegment<byte> frame, Span<byte> text)
    {
        int written;
        try
        {
            written = _decompressor.Unwrap(frame, text);
        }
        catch (ZstdException exception)
        {
            throw new InvalidDataException($"it does not decompress ({exception.Message})", exception);
        }

        if (written != text.Length)
        {
            throw new InvalidDataException($"it holds {written} bytes of text, not {text.Length}");
        }
    }

    public void Dispose() => _decompressor.Dispose();
}
