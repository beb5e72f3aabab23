using ZstdSharp;
using ZstdSharp.Unsafe;

namespace LogActors;

/// <summary>Makes zstd frames (RFC 8878) that say the length of their text and have a checksum; behind the last comes a <see cref="SeekTable"/>.</summary>
internal sealed class ZstdFrameEncoder(int level) : IFrameEncoder
{
    // Without this bound the tables of levels 9 to 19 take 10 to 17 MiB, and with it 3 to 5: a frame of 1 MiB has no use for more, and its compressed length is the same within 0.2 %.
    private const int MaxTableLog = 19;

    private readonly Compressor _compressor = CreateCompressor(level);
    private readonly byte[] _frame = new byte[Compressor.GetCompressBound(TextFrame.WrittenTextBytes)];

    /// <summary>A compressor that takes at most 5.3 MiB outside the runtime's heap, which it keeps until it is disposed; 1.25 MiB at level 3.</summary>
    public static Compressor CreateCompressor(int level)
    {
        Compressor compressor = new(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_contentSizeFlag, 1);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        ZSTD_compressionParameters usual = Methods.ZSTD_getCParams(level, TextFrame.WrittenTextBytes, 0);
        if (usual.hashLog > MaxTableLog)
        {
            compressor.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, MaxTableLog);
        }

        if (usual.chainLog > MaxTableLog)
        {
            compressor.SetParameter(ZSTD_cParameter.ZSTD_c_chainLog, MaxTableLog);
        }

        return compressor;
    }

    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> text) => _frame.AsSpan(0, _compressor.Wrap(text, _frame.AsSpan()));

    public long WriteEnd(IStoredFile file, long offset) => SeekTable.Write(file, offset);

    public void Dispose() => _compressor.Dispose();
}
