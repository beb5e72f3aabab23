using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Session;

namespace LogActors.Tests;

public sealed class RecordBatchCodecTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(builder => builder.AddAssembly(typeof(RecordBatch).Assembly)).BuildServiceProvider();

    private Serializer<RecordBatch> Serializer => _services.GetRequiredService<Serializer<RecordBatch>>();

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4096, false)]
    [InlineData(RecordFormat.MaxBatchBytes, true)]
    public void Batch_ThroughTheSerializer_ComesBackEqual(int payloadBytes, bool ahead)
    {
        byte[] payload = Payload(payloadBytes);
        RecordBatch batch = new(Some.ProducerId, int.MaxValue, long.MinValue, -5, payload) { IsAhead = ahead };

        RecordBatch read = Serializer.Deserialize(Serializer.SerializeToArray(batch))!;

        Assert.Equal((batch.ProducerId, batch.Epoch, batch.IsAhead), (read.ProducerId, read.Epoch, read.IsAhead));
        Assert.Equal((batch.FirstSequence, batch.RecordCount), (read.FirstSequence, read.RecordCount));
        Assert.True(read.Records.Span.SequenceEqual(payload));
    }

    [Fact]
    public void Batch_InManySegments_ComesBackEqual()
    {
        byte[] payload = Payload(10_000);
        byte[] bytes = Serializer.SerializeToArray(Some.Batch(payload));

        RecordBatch read = Serializer.Deserialize(Segment.Split(bytes, 7))!;

        Assert.True(read.Records.Span.SequenceEqual(payload));
    }

    [Fact]
    public void Batch_AsAnyObject_KeepsItsTypeByAlias()
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        byte[] payload = Payload(10);
        byte[] bytes = serializer.SerializeToArray<object>(Some.Batch(payload));

        RecordBatch read = Assert.IsType<RecordBatch>(serializer.Deserialize<object>(bytes));

        Assert.True(read.Records.Span.SequenceEqual(payload));
        Assert.True(bytes.AsSpan().IndexOf("logactors.RecordBatch"u8) >= 0);
    }

    [Fact]
    public void Batch_TwiceInOneMessage_IsTheSameInstance()
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        RecordBatch batch = Some.Batch(Payload(10));

        RecordBatch?[] read = serializer.Deserialize<RecordBatch?[]>(serializer.SerializeToArray<RecordBatch?[]>([batch, null, batch]))!;

        Assert.NotNull(read[0]);
        Assert.Null(read[1]);
        Assert.Same(read[0], read[2]);
    }

    [Fact]
    public void Batch_OnTheWire_HasTheBytesOfTheFormat()
    {
        byte[] bytes = Serializer.SerializeToArray(Some.Batch([0xAA, 0xBB]));

        Assert.Equal(
            "4045 " +                                            // field 0, length-prefixed, of the expected type; 34 bytes
            "33221100 5544 7766 8899aabbccddeeff " +              // producer
            "02000000 07ca9a3b00000000 01000000 " +               // epoch, first sequence, record count
            "aabb",                                              // payload
            GoldenHex.Spaced(bytes, 2, 4, 2, 2, 8, 4, 8, 4, 2));
    }

    [Fact]
    public void Copier_AnyBatch_GivesTheSameInstance()
    {
        RecordBatch batch = Some.Batch(Payload(10));

        RecordBatch copy = _services.GetRequiredService<DeepCopier>().Copy(batch);

        Assert.Same(batch, copy);
    }

    [Theory]
    [InlineData(RecordFormat.MaxBatchBytes + 1)]
    [InlineData((2 * RecordFormat.MaxBatchBytes) + 17)]
    public void Batch_OverTheLimit_ArrivesEmptyWithItsHeader(int payloadBytes)
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        (RecordBatch, string) message = (Some.Batch(new byte[payloadBytes]), "after");

        (RecordBatch read, string after) = serializer.Deserialize<(RecordBatch, string)>(serializer.SerializeToArray(message));

        Assert.Equal((Some.ProducerId, 2, 1_000_000_007, 1), (read.ProducerId, read.Epoch, read.FirstSequence, read.RecordCount));
        Assert.True(read.Records.IsEmpty);
        Assert.Equal("after", after);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void Batch_ShorterThanItsHeader_Throws(int bytes)
    {
        byte[] message = [0x40, (byte)((bytes << 1) | 1), .. new byte[bytes]];

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Serializer.Deserialize(message));

        Assert.Equal($"A record batch of {bytes} bytes is shorter than its header of 32 bytes.", thrown.Message);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(RecordFormat.MaxBatchBytes)]
    [InlineData(2_000_000)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue + 32u)]
    [InlineData(uint.MaxValue)]
    public void Batch_LengthBeyondTheMessage_ThrowsThatDataIsMissing(uint length)
    {
        ArrayBufferWriter<byte> message = new();
        using (SerializerSession session = _services.GetRequiredService<SerializerSessionPool>().GetSession())
        {
            Writer<ArrayBufferWriter<byte>> writer = Writer.Create(message, session);
            writer.WriteByte(0x40);
            writer.WriteVarUInt32(length);
            writer.Write(new byte[40]);
            writer.Commit();
        }

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => Serializer.Deserialize(message.WrittenSpan));
        InvalidOperationException thrownForSegments = Assert.Throws<InvalidOperationException>(() => Serializer.Deserialize(Segment.Split(message.WrittenSpan.ToArray(), 16)));

        Assert.Equal("Insufficient data present in buffer.", thrown.Message);
        Assert.Equal("Insufficient data present in buffer.", thrownForSegments.Message);
    }

    [Fact]
    public void Release_OfAReceivedBatch_GivesItsMemoryBackOnce()
    {
        byte[] bytes = Serializer.SerializeToArray(Some.Batch(Payload(300_000)));
        RecordBatch first = Serializer.Deserialize(bytes)!;
        Assert.True(MemoryMarshal.TryGetArray(first.Records, out ArraySegment<byte> memory));

        first.Release();
        first.Release();

        RecordBatch second = Serializer.Deserialize(bytes)!;
        RecordBatch third = Serializer.Deserialize(bytes)!;
        MemoryMarshal.TryGetArray(second.Records, out ArraySegment<byte> again);
        MemoryMarshal.TryGetArray(third.Records, out ArraySegment<byte> other);
        Assert.True(first.Records.IsEmpty);
        Assert.Same(memory.Array, again.Array);
        Assert.NotSame(memory.Array, other.Array);
    }

    [Fact]
    public void Release_OfASendersBatch_LeavesItsMemoryAlone()
    {
        byte[] payload = Payload(1024);
        RecordBatch batch = Some.Batch(payload);

        batch.Release();

        Assert.True(batch.Records.Span.SequenceEqual(payload));
        Assert.NotSame(payload, ArrayPool<byte>.Shared.Rent(1024));
    }

    [Fact]
    public void Batch_Of64KiBAfterWarmUp_AllocatesLessThan1KiBOnTheReceivingSide()
    {
        Serializer<RecordBatch> serializer = Serializer;
        RecordBatch batch = Some.Batch(Payload(64 * 1024));
        ArrayBufferWriter<byte> message = new(128 * 1024);
        (long writing, long reading) = (0, 0);

        for (int i = 0; i < 20; i++)
        {
            message.ResetWrittenCount();
            long start = GC.GetAllocatedBytesForCurrentThread();
            serializer.Serialize(batch, message);
            long written = GC.GetAllocatedBytesForCurrentThread();
            serializer.Deserialize(message.WrittenMemory)!.Release();
            (writing, reading) = (written - start, GC.GetAllocatedBytesForCurrentThread() - written);
        }

        Assert.InRange(writing, 0, 1023);
        Assert.InRange(reading, 1, 1023);
    }

    private static byte[] Payload(int bytes)
    {
        byte[] payload = new byte[bytes];
        new Random(bytes).NextBytes(payload);
        return payload;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Split(byte[] bytes, int segmentBytes)
        {
            Segment first = new() { Memory = bytes.AsMemory(0, segmentBytes) };
            Segment last = first;
            for (int at = segmentBytes; at < bytes.Length; at += segmentBytes)
            {
                Segment next = new() { Memory = bytes.AsMemory(at, Math.Min(segmentBytes, bytes.Length - at)), RunningIndex = at };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
