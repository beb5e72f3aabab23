namespace LogActors.Tests;

/// <summary>Puts entries together to a sealed payload.</summary>
internal sealed class PayloadBuilder
{
    private readonly List<byte> _bytes = [.. new byte[RecordFormat.HeaderBytes]];

    /// <summary>A payload of whole records, each after its shape.</summary>
    public static byte[] Of(params IEnumerable<PlainRecord> records)
    {
        PayloadBuilder builder = new();
        RecordEncoder encoder = new();
        foreach (PlainRecord record in records)
        {
            record.Encode(encoder);
            builder.Raw(record.Shape.Definition).Entry(encoder.Written);
        }

        return builder.Build();
    }

    /// <summary>Adds bytes that bring their own length, such as a shape's definition.</summary>
    public PayloadBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Adds an entry, and its length in front.</summary>
    public PayloadBuilder Entry(ReadOnlySpan<byte> kindAndBody) => Raw(Varint((uint)kindAndBody.Length)).Raw(kindAndBody);

    /// <summary>Adds an entry that is written in hexadecimal digits; blanks are for the reader.</summary>
    public PayloadBuilder Entry(string hex) => Entry(Hex(hex));

    public byte[] Build()
    {
        byte[] payload = [.. _bytes];
        RecordFormat.Seal(payload);
        return payload;
    }

    public static byte[] Varint(ulong value)
    {
        byte[] bytes = new byte[10];
        return bytes[..RecordFormat.WriteVarint(bytes, value)];
    }

    public static byte[] Hex(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));
}
