using System.Buffers;
using CsCheck;
using NodaTime;

namespace LogActors.Tests;

public sealed class CatalogFormatTests
{
    private static readonly Instant ClosedAt = Instant.FromUnixTimeTicks(17_673_336_451_234_567);

    [Fact]
    public void Frames_AreTheseBytes()
    {
        ArrayBufferWriter<byte> output = new();
        CatalogFormat.AddHeader(output);
        CatalogFormat.AddClosed(output, new ClosedSegment(258, "o.log", 5, ClosedAt));
        CatalogFormat.AddStored(output, 258, "o.gz", 3);
        CatalogFormat.AddGone(output, 258);

        string[] frames =
        [
            "04000000" + "01" + "4C415331",
            "1D000000" + "02" + "0201000000000000" + "0500000000000000" + "07FB2B4DCEC93E00" + "6F2E6C6F67",
            "14000000" + "03" + "0201000000000000" + "0300000000000000" + "6F2E677A",
            "08000000" + "04" + "0201000000000000",
        ];
        Assert.Equal(Convert.ToHexString([.. frames.SelectMany(frame => Sealed(Convert.FromHexString(frame)))]), Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void Read_OfAnyChanges_GivesWhatTheyAddUpTo() => Changes.Sample(changes =>
    {
        (byte[] bytes, _, Dictionary<long, ClosedSegment>[] states) = Written(changes);

        CatalogContent content = CatalogFormat.Read(bytes);

        Assert.Equal((bytes.Length, changes.Length, null), (content.Length, content.Frames, content.Damage));
        Assert.Equal(Sorted(states[^1]), Sorted(content.Segments));
    });

    [Fact]
    public void Read_OfAnyBeginning_GivesTheWholeChanges() => Gen.Select(Changes, Gen.Double[0, 1]).Sample((changes, part) =>
    {
        (byte[] bytes, int[] ends, Dictionary<long, ClosedSegment>[] states) = Written(changes);
        int length = (int)(part * bytes.Length);
        int whole = ends.Count(end => end <= length);

        CatalogContent content = CatalogFormat.Read(bytes.AsSpan(0, length));

        int expected = whole == 0 ? 0 : ends[whole - 1];
        Assert.Equal((expected, Math.Max(0, whole - 1)), (content.Length, content.Frames));
        Assert.Equal(Sorted(states[Math.Max(0, whole - 1)]), Sorted(content.Segments));
        Assert.Equal(expected == length ? null : new CatalogDamage(expected, length - expected, 0), content.Damage);
    });

    [Fact]
    public void Read_WithAByteChanged_GivesTheChangesBeforeIt() => Gen.Select(Changes, Gen.Double[0, 1], Gen.Int[1, 255]).Sample((changes, part, bits) =>
    {
        (byte[] bytes, int[] ends, Dictionary<long, ClosedSegment>[] states) = Written(changes);
        int at = Math.Min((int)(part * bytes.Length), bytes.Length - 1);
        int whole = ends.Count(end => end <= at);
        bytes[at] ^= (byte)bits;

        CatalogContent content = CatalogFormat.Read(bytes);

        int expected = whole == 0 ? 0 : ends[whole - 1];
        Assert.Equal(Sorted(states[Math.Max(0, whole - 1)]), Sorted(content.Segments));
        Assert.Equal(new CatalogDamage(expected, bytes.Length - expected, ends.Length - whole - 1), content.Damage);
    });

    [Fact]
    public void Read_OfAnyBytes_GivesAValue() => Gen.Byte.Array[0, 200].Sample(bytes => Assert.Empty(CatalogFormat.Read(bytes).Segments));

    [Theory]
    [InlineData("0000000000000080" + "0500000000000000" + "0000000000000000" + "61")]            // number below 0
    [InlineData("0100000000000000" + "0500000000000080" + "0000000000000000" + "61")]            // bytes below 0
    [InlineData("0100000000000000" + "0500000000000000" + "0000000000000080" + "61")]            // a time before all calendars
    [InlineData("0100000000000000" + "0500000000000000" + "FFFFFFFFFFFFFF7F" + "61")]            // and behind them
    [InlineData("0100000000000000" + "0500000000000000" + "0000000000000000")]                   // no name
    [InlineData("0100000000000000" + "0500000000000000" + "0000000000000000" + "2E2E")]          // ..
    [InlineData("0100000000000000" + "0500000000000000" + "0000000000000000" + "612F62")]        // a/b
    [InlineData("0100000000000000" + "0500000000000000" + "0000000000000000" + "615C62")]        // a\b
    [InlineData("0100000000000000" + "0500000000000000" + "0000000000000000" + "6100")]
    [InlineData("0100000000000000" + "0500000000000000" + "00")]
    [InlineData("01")]
    public void Read_OfAFrameThatNobodyWrote_EndsBeforeIt(string body)
    {
        ArrayBufferWriter<byte> output = new();
        CatalogFormat.AddHeader(output);
        int length = output.WrittenCount;
        byte[] bytes = Convert.FromHexString(body);
        output.Write(Sealed([(byte)bytes.Length, 0, 0, 0, (byte)CatalogFrameKind.Closed, .. bytes]));

        CatalogContent content = CatalogFormat.Read(output.WrittenSpan);

        Assert.Equal((length, 0), (content.Length, content.Segments.Count));
        Assert.NotNull(content.Damage);
    }

    private static readonly Gen<(int Kind, ClosedSegment Segment)[]> Changes = Gen.Select(
        Gen.Int[1, 3], Gen.Long[0, 5], Gen.OneOf("o.log", "ö-20260102.0002.log", new string('x', 255)), Gen.Long[0, long.MaxValue], Gen.Int[-1_000_000, 1_000_000],
        (kind, number, name, bytes, seconds) => (kind, new ClosedSegment(number, name, bytes, Instant.FromUnixTimeSeconds(seconds)))).Array[0, 12];

    // The bytes, where each frame ends, and what there is after the header and after each change.
    private static (byte[] Bytes, int[] Ends, Dictionary<long, ClosedSegment>[] States) Written((int Kind, ClosedSegment Segment)[] changes)
    {
        ArrayBufferWriter<byte> output = new();
        CatalogFormat.AddHeader(output);
        List<int> ends = [output.WrittenCount];
        List<Dictionary<long, ClosedSegment>> states = [[]];
        foreach ((int kind, ClosedSegment segment) in changes)
        {
            Dictionary<long, ClosedSegment> state = new(states[^1]);
            switch (kind)
            {
                case 1:
                    CatalogFormat.AddClosed(output, segment);
                    state[segment.Number] = segment;
                    break;
                case 2:
                    CatalogFormat.AddStored(output, segment.Number, segment.FileName, segment.Bytes);
                    if (state.TryGetValue(segment.Number, out ClosedSegment? closed))
                    {
                        state[segment.Number] = segment with { ClosedAt = closed.ClosedAt };
                    }

                    break;
                default:
                    CatalogFormat.AddGone(output, segment.Number);
                    state.Remove(segment.Number);
                    break;
            }

            ends.Add(output.WrittenCount);
            states.Add(state);
        }

        return (output.WrittenSpan.ToArray(), [.. ends], [.. states]);
    }

    private static ClosedSegment[] Sorted(Dictionary<long, ClosedSegment> segments) => [.. segments.Values.OrderBy(segment => segment.Number)];

    private static byte[] Sealed(byte[] frame) => [.. frame, .. BitConverter.GetBytes(Crc32C.Compute(frame))];
}
