using System.Collections.Concurrent;
using System.Globalization;

namespace LogActors.Tests;

/// <summary>A producer of a history: what it has sent, and what it was promised. It keeps its records, so that it can send again what a power loss takes away.</summary>
internal sealed class ModelProducer(int number)
{
    private const int LongRecordChars = 700;                    // more than a sector
    private static readonly ConcurrentDictionary<(int, long, int), byte[]> s_payloads = [];

    public int Number => number;

    public Guid Id { get; } = new Guid(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>How many records it has ever sent.</summary>
    public long Sent { get; private set; }

    /// <summary>How many it was told are written, and has not lost since.</summary>
    public long Written { get; private set; }

    /// <summary>How many it was told are on the disk.</summary>
    public long Durable { get; private set; }

    public static string TextOf(int number, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {sequence}{(sequence % 7 == 3 ? new string('.', LongRecordChars) : "")}");

    public RecordBatch Batch(long first, int count)
    {
        Sent = Math.Max(Sent, first + count);
        return new RecordBatch(Id, 0, first, count, s_payloads.GetOrAdd((number, first, count), Payload));
    }

    /// <summary>A record with a gap before it, which is not sent in earnest.</summary>
    public RecordBatch BatchBeyondAGap() => new(Id, 0, Sent + 1, 1, s_payloads.GetOrAdd((number, Sent + 1, 1), Payload));

    /// <summary>Takes an answer up.</summary>
    /// <param name="receipt">The answer.</param>
    /// <param name="known">How many records it had been told of when it asked.</param>
    /// <param name="end">How many records there are if it got what it asked for.</param>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public string? Take(AppendReceipt receipt, long known, long end)
    {
        if (receipt.Outcome is AppendOutcome.Fenced or AppendOutcome.Refused)
        {
            return $"producer {number} was answered {receipt}";
        }

        long told = receipt.LastSequence + 1;
        if (told > Sent)
        {
            return $"producer {number} has sent {Sent} records and was told of {told}";
        }

        // An answer that does not look at the ledger knows of none.
        if (receipt.Outcome is AppendOutcome.Appended or AppendOutcome.OutOfOrder && told < known)
        {
            return $"producer {number} was told that {known} records are written, and then of {told}";
        }

        if (receipt.Outcome != AppendOutcome.Appended)
        {
            return null;
        }

        Written = Math.Max(Written, told);
        Durable = receipt.Level == AckLevel.Durable ? Math.Max(Durable, told) : Durable;
        return told < end ? $"producer {number} was told that {end} records are written, in a receipt for {told}" : null;
    }

    /// <summary>What is only written may be lost.</summary>
    public void LosePower() => Written = Durable;

    private static byte[] Payload((int Number, long First, int Count) key)
    {
        RecordShape shape = new(1, "Model", 0, null, null, []);
        RecordEncoder encoder = new();
        List<byte> payload = [.. new byte[RecordFormat.HeaderBytes], .. shape.Definition];
        Span<byte> length = stackalloc byte[5];
        for (long sequence = key.First; sequence < key.First + key.Count; sequence++)
        {
            encoder.Begin(1, Some.Time.Ticks, sequence % 6 == 5 ? 4 : 2, 700 * 1024);     // some are errors, whose receipts wait for the disk
            encoder.Message(TextOf(key.Number, sequence));
            payload.AddRange(length[..RecordFormat.WriteVarint(length, (uint)encoder.Written.Length)]);
            payload.AddRange(encoder.Written);
        }

        byte[] bytes = [.. payload];
        RecordFormat.Seal(bytes);
        return bytes;
    }
}
