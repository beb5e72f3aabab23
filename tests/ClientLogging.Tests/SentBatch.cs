using System.Runtime.InteropServices;
using System.Text;

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

    /// <summary>What it says of its process, as a text; the same with each of its records.</summary>
    public string Resource { get; } = ResourceOf(batch.Records.Span);

    public IEnumerable<string> Messages => Records.Select(record => record.Message);

    private static string ResourceOf(ReadOnlySpan<byte> payload)
    {
        HashSet<string> resources = [];
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            resources.Add(TextOf(record.Resource));
        }

        return resources.SingleOrDefault("");
    }

    private static string TextOf(RecordResourceAttributes attributes)
    {
        List<string> pairs = [];
        while (attributes.MoveNext())
        {
            pairs.Add($"{Encoding.UTF8.GetString(attributes.Name)}={Encoding.UTF8.GetString(attributes.Value)}");
        }

        return string.Join(' ', pairs);
    }
}
