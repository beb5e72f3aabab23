namespace LogActors;

/// <summary>Records of one log file on their way to it: the bytes of one batch, and what is in them.</summary>
/// <remarks>Guarded by its buffer's lock while it fills; afterwards it belongs to the sender alone.</remarks>
internal sealed class PendingBatch(byte[] bytes, long id, RecordResource resource)
{
    /// <summary>Unique in the process, so that a call site can note in which batch it has been defined.</summary>
    public long Id { get; } = id;

    public byte[] Bytes { get; } = bytes;

    public int Length { get; private set; } = Begin(bytes, resource.Definition);

    public int Free => Bytes.Length - Length;

    /// <summary>All records, reports of drops included: this is what sequence numbers count.</summary>
    public int Records { get; private set; }

    /// <summary>Records that the application logged, by level.</summary>
    public int[] ByLevel { get; } = new int[6];

    /// <summary>Whether a failed call may still hold the bytes, so that they must not be used again.</summary>
    public bool Tainted { get; set; }

    public ReadOnlyMemory<byte> Payload => Bytes.AsMemory(0, Length);

    public long ApplicationRecords => ByLevel.Sum(count => (long)count);

    public void Append(ReadOnlySpan<byte> definition, ReadOnlySpan<byte> record)
    {
        Span<byte> output = Bytes.AsSpan(Length);
        definition.CopyTo(output);
        int written = definition.Length;
        written += RecordFormat.WriteVarint(output[written..], (uint)record.Length);
        record.CopyTo(output[written..]);
        Length += written + record.Length;
        Records++;
    }

    private static int Begin(byte[] bytes, ReadOnlySpan<byte> resource)
    {
        resource.CopyTo(bytes.AsSpan(RecordFormat.HeaderBytes));
        return RecordFormat.HeaderBytes + resource.Length;
    }
}
