using System.Runtime.InteropServices;

namespace LogActors.Tests;

/// <summary>What one call carried, copied when it was made.</summary>
internal sealed class SentBatch(LogFileName file, RecordBatch batch)
{
    public string File { get; } = file.Value;

    public Guid ProducerId { get; } = batch.ProducerId;

    public int Epoch { get; } = batch.Epoch;

    public long FirstSequence { get; } = batch.FirstSequence;

    public bool IsAhead { get; } = batch.IsAhead;

    public int RecordCount { get; } = batch.RecordCount;

    public byte[] Payload { get; } = batch.Records.ToArray();

    /// <summary>The array that the sender handed over, to see whether it is used again.</summary>
    public byte[] Array { get; } = MemoryMarshal.TryGetArray(batch.Records, out ArraySegment<byte> segment) ? segment.Array! : [];

    public IReadOnlyList<SentRecord> Records { get; } = SentRecord.ReadAll(batch.Records.Span);

    public IEnumerable<string> Messages => Records.Select(record => record.Message);
}
