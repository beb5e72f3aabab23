namespace LogActors.Tests;

internal static partial class Some
{
    /// <summary>A batch whose records say <paramref name="text"/> and their sequence: <c>record 0</c>, <c>record 1</c>.</summary>
    public static RecordBatch Batch(Guid producer, long first = 0, int count = 1, string text = "record", int epoch = 0) =>
        new(producer, epoch, first, count, PayloadOfMany(first, count, text));

    /// <summary>A batch of one producer that nobody else has.</summary>
    public static RecordBatch Batch(string text) => new(Guid.NewGuid(), 0, 0, 1, Payload(text));

    /// <summary>A sealed payload of several records.</summary>
    public static byte[] PayloadOfMany(long first, int count, string text)
    {
        RecordShape shape = new(1, "Shop.Orders", 0, null, null, []);
        RecordEncoder encoder = new();
        List<byte> payload = [.. new byte[RecordFormat.HeaderBytes], .. shape.Definition];
        Span<byte> length = stackalloc byte[5];
        for (int i = 0; i < count; i++)
        {
            encoder.Begin(1, Time.Ticks, 2, 700 * 1024);
            encoder.Message($"{text} {first + i}");
            payload.AddRange(length[..RecordFormat.WriteVarint(length, (uint)encoder.Written.Length)]);
            payload.AddRange(encoder.Written);
        }

        byte[] bytes = [.. payload];
        RecordFormat.Seal(bytes);
        return bytes;
    }

    /// <summary>The error of a full disk, as the operating system gives it.</summary>
    public static IOException DiskFull() => new("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    /// <summary>The error of a broken disk.</summary>
    public static IOException BrokenDisk() => new("Input/output error", 5);
}
