using System.Globalization;

namespace LogActors.Bench;

/// <summary>Payloads of batches made of the benchmark's usual record, with four properties.</summary>
internal static class OrderPayload
{
    private const string Template = "Order {OrderId} of {Customer} over {Amount} was accepted within {Milliseconds} ms";
    private const string ProviderTemplate = "Order {OrderId} of {Customer} over {Amount} was accepted within {DurationMs} ms";
    private const string Category = "LogActors.Bench.Orders";
    private const int Sample = 1000;

    /// <summary>With its message, of 66 bytes, in each record.</summary>
    public static byte[] Make(int records) =>
        Make(records, new RecordShape(1, Category, 1, "OrderAccepted", Template, ["OrderId", "Customer", "Amount", "Milliseconds"]), static (encoder, i) =>
        {
            long order = 100_000 + (i % 1000);
            string customer = string.Create(CultureInfo.InvariantCulture, $"customer-{i % 1000:D4}");
            encoder.Message(string.Create(CultureInfo.InvariantCulture, $"Order {order} of {customer} over 0.17 was accepted within 177 ms"));
            encoder.Value(order);
            encoder.Value(customer);
            encoder.Value(0.17);
            encoder.Value(177L);
        });

    /// <summary>As the provider sends it: the silo makes the message from the template, and the values differ.</summary>
    public static byte[] MakeAsProvider(int records) =>
        Make(records, new RecordShape(1, Category, 1, "Accepted", ProviderTemplate, ["OrderId", "Customer", "Amount", "DurationMs"]), static (encoder, i) =>
        {
            long order = 1_000_000 + (i * 7919L % 2_000_000);   // in long strides, or the amounts would be alike
            encoder.MessageFromTemplate();
            encoder.Value(order);
            encoder.Value(string.Create(CultureInfo.InvariantCulture, $"customer-{order & 1023:D4}"));
            encoder.Value(order % 100_000 / 100.0);
            encoder.Value(order & 255);
        });

    /// <summary>How many records of <see cref="MakeAsProvider"/> fit a batch.</summary>
    public static int FullBatch(int maxBytes) => (int)((long)maxBytes * Sample / MakeAsProvider(Sample).Length);

    private static byte[] Make(int records, RecordShape shape, Action<RecordEncoder, int> encode)
    {
        RecordEncoder encoder = new();
        using MemoryStream payload = new();
        payload.Write(new byte[RecordFormat.HeaderBytes]);
        payload.Write(shape.Definition);
        Span<byte> length = stackalloc byte[5];
        for (int i = 0; i < records; i++)
        {
            encoder.Begin(shape.Id, TimeProvider.System.GetUtcNow().UtcTicks, 2, RecordFormat.MaxRecordBytes);
            encode(encoder, i);
            payload.Write(length[..RecordFormat.WriteVarint(length, (uint)encoder.Written.Length)]);
            payload.Write(encoder.Written);
        }

        byte[] bytes = payload.ToArray();
        RecordFormat.Seal(bytes);
        return bytes;
    }
}
