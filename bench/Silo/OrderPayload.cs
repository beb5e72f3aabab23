using System.Globalization;

namespace LogActors.Bench;

/// <summary>Payloads of batches made of the benchmark's usual record: a message of 66 bytes and four properties.</summary>
internal static class OrderPayload
{
    private const string Template = "Order {OrderId} of {Customer} over {Amount} was accepted within {Milliseconds} ms";

    public static byte[] Make(int records)
    {
        RecordShape shape = new(1, "LogActors.Bench.Orders", 1, "OrderAccepted", Template, ["OrderId", "Customer", "Amount", "Milliseconds"]);
        RecordEncoder encoder = new();
        using MemoryStream payload = new();
        payload.Write(new byte[RecordFormat.HeaderBytes]);
        payload.Write(shape.Definition);
        Span<byte> length = stackalloc byte[5];
        for (int i = 0; i < records; i++)
        {
            long order = 100_000 + (i % 1000);
            string customer = string.Create(CultureInfo.InvariantCulture, $"customer-{i % 1000:D4}");
            encoder.Begin(shape.Id, TimeProvider.System.GetUtcNow().UtcTicks, 2, RecordFormat.MaxRecordBytes);
            encoder.Message(string.Create(CultureInfo.InvariantCulture, $"Order {order} of {customer} over 0.17 was accepted within 177 ms"));
            encoder.Value(order);
            encoder.Value(customer);
            encoder.Value(0.17);
            encoder.Value(177L);
            payload.Write(length[..RecordFormat.WriteVarint(length, (uint)encoder.Written.Length)]);
            payload.Write(encoder.Written);
        }

        byte[] bytes = payload.ToArray();
        RecordFormat.Seal(bytes);
        return bytes;
    }
}
