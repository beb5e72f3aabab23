using System.Reflection;
using System.Runtime.InteropServices;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace LogActors.Tests;

public sealed class CompressionMemoryTests
{
    private const int MiB = 1024 * 1024;
    private const int MaxBytes = 8 * MiB;
    private const int Attempts = 10;

    [Theory]
    [InlineData(CompressionFormat.Zstd, 0)]
    [InlineData(CompressionFormat.Gzip, 4096)]                  // a stream for each member, and at times its buffer of 8 KiB, when the pool has been emptied
    public void Frame_BehindTheFirst_AllocatesNextToNothing(CompressionFormat format, int allowedBytes)
    {
        using CompressedSegment one = new(Texts.Lines(MiB), format);
        using CompressedSegment five = new(Texts.Lines(5 * MiB), format);
        Func<CompressedSegment, long>[] works =
        [
            segment => SegmentCompressor.Compress(segment.Source, segment.File, format, 1, CancellationToken.None),
            segment => segment.Check() is null ? 0 : -1,
        ];

        foreach (Func<CompressedSegment, long> work in works)
        {
            Allocated(one, work);                               // so that pools are filled

            // A collection empties pools, which are then filled again, by either, and code that is compiled better allocates less: the least that each has needed counts, of attempts in turn.
            (long OfFive, long OfOne)[] attempts = [.. Enumerable.Range(0, Attempts).Select(_ => (Allocated(five, work), Allocated(one, work)))];
            long perFrame = (attempts.Min(attempt => attempt.OfFive) - attempts.Min(attempt => attempt.OfOne)) / 4;

            Assert.InRange(perFrame, 0, allowedBytes);
        }
    }

    [Fact]
    public void Compression_AtEveryLevelOfZstd_IsWithin8MiB()
    {
        byte[] text = new byte[MiB];
        byte[] frame = new byte[Compressor.GetCompressBound(MiB)];
        using CompressedSegment segment = new(text, CompressionFormat.Zstd);
        for (int level = CompressionLevels.Min; level <= CompressionLevels.Max(CompressionFormat.Zstd); level++)
        {
            using Compressor compressor = ZstdFrameEncoder.CreateCompressor(level);
            compressor.Wrap(text, frame.AsSpan());

            long managed = Allocated(segment, it => SegmentCompressor.Compress(it.Source, it.File, CompressionFormat.Zstd, level, CancellationToken.None));

            Assert.True(managed + NativeBytes(compressor) is > 2 * MiB and < MaxBytes, $"Level {level} takes {managed} bytes, and {NativeBytes(compressor)} outside the heap.");
        }
    }

    [Fact]
    public void Compression_OfGzip_Takes3MiBOfTheHeap()
    {
        using CompressedSegment segment = new(Texts.Lines(2 * MiB), CompressionFormat.Gzip);

        long managed = Allocated(segment, it => SegmentCompressor.Compress(it.Source, it.File, CompressionFormat.Gzip, 9, CancellationToken.None));

        Assert.InRange(managed, 2 * MiB, 3 * MiB);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Check_OfAFile_Takes4MiBOfTheHeap(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(2 * MiB), format);

        Assert.InRange(Allocated(segment, it => it.Check() is null ? 0 : -1), 2 * MiB, 4 * MiB);
    }

    private static long Allocated(CompressedSegment segment, Func<CompressedSegment, long> work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.InRange(work(segment), 0, long.MaxValue);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // The package keeps its context to itself.
    private static unsafe long NativeBytes(Compressor compressor)
    {
        FieldInfo field = typeof(Compressor).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single(field => field.FieldType.IsSubclassOf(typeof(SafeHandle)));
        SafeHandle handle = (SafeHandle)field.GetValue(compressor)!;
        return (long)Methods.ZSTD_sizeof_CCtx((ZSTD_CCtx_s*)handle.DangerousGetHandle());
    }
}
