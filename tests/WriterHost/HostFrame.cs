using System.Buffers.Binary;

namespace LogActors.Chaos;

/// <summary>How a call and its answer look between a campaign's client and the plain host: a length of four bytes, and that many bytes of little-endian fields.</summary>
/// <remarks>Shared by both programs as source. A connection carries many calls at once; the number in front belongs them together.</remarks>
internal static class HostFrame
{
    private const int MaxBytes = 4 * 1024 * 1024;

    public static byte[] Append(int call, RecordBatch batch) => Write(frame =>
    {
        frame.Write(call);
        frame.Write(true);
        frame.Write(batch.ProducerId.ToByteArray());
        frame.Write(batch.Epoch);
        frame.Write(batch.FirstSequence);
        frame.Write(batch.RecordCount);
        frame.Write(batch.IsAhead);
        frame.Write(batch.Records.Span);
    });

    /// <summary>Reads the batch of an append, behind its number and kind.</summary>
    public static RecordBatch ReadBatch(BinaryReader frame)
    {
        Guid producer = new(frame.ReadBytes(16));
        int epoch = frame.ReadInt32();
        long sequence = frame.ReadInt64();
        int count = frame.ReadInt32();
        bool ahead = frame.ReadBoolean();
        byte[] records = frame.ReadBytes((int)(frame.BaseStream.Length - frame.BaseStream.Position));
        return new RecordBatch(producer, epoch, sequence, count, records) { IsAhead = ahead };
    }

    public static byte[] Sync(int call, Guid producer, int epoch, long sequence) => Write(frame =>
    {
        frame.Write(call);
        frame.Write(false);
        frame.Write(producer.ToByteArray());
        frame.Write(epoch);
        frame.Write(sequence);
    });

    public static byte[] Answer(int call, AppendReceipt receipt) => Write(frame =>
    {
        frame.Write(call);
        frame.Write((int)receipt.Outcome);
        frame.Write(receipt.LastSequence);
        frame.Write((int)receipt.Level);
        frame.Write(receipt.WriterEpoch);
        frame.Write(receipt.SettingsVersion);
        frame.Write(receipt.RetryAfter.Ticks);
        frame.Write(receipt.Detail ?? "");
    });

    /// <summary>Reads an answer, behind its number.</summary>
    public static AppendReceipt ReadAnswer(BinaryReader frame) => new()
    {
        Outcome = (AppendOutcome)frame.ReadInt32(),
        LastSequence = frame.ReadInt64(),
        Level = (AckLevel)frame.ReadInt32(),
        WriterEpoch = frame.ReadInt64(),
        SettingsVersion = frame.ReadInt64(),
        RetryAfter = TimeSpan.FromTicks(frame.ReadInt64()),
        Detail = frame.ReadString() is { Length: > 0 } detail ? detail : null,
    };

    /// <summary>Reads the fields of the next frame.</summary>
    /// <returns><see langword="null"/> if the connection has ended.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<BinaryReader?> ReadAsync(Stream stream)
    {
        byte[] length = new byte[sizeof(int)];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            return null;
        }

        int bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bytes is < 0 or > MaxBytes)
        {
            throw new IOException($"A frame says that it has {bytes} bytes.");
        }

        byte[] frame = new byte[bytes];
        return await stream.ReadAtLeastAsync(frame, bytes, throwOnEndOfStream: false) < bytes ? null : new BinaryReader(new MemoryStream(frame));
    }

    private static byte[] Write(Action<BinaryWriter> fields)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        writer.Write(0);
        fields(writer);
        byte[] frame = bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - sizeof(int));
        return frame;
    }
}
