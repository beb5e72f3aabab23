using System.Globalization;
using System.Text;

namespace LogActors.Bench;

/// <summary>Makes the text of a shop's log, the same each time: four kinds of records, ids that grow, names that repeat, numbers and trace ids that do not, and now and then an exception.</summary>
internal static class LogText
{
    private const int BufferChars = 1024 * 1024;

    private static readonly string[] s_frames =
    [
        "\tSystem.TimeoutException: The provider did not answer within 2000 ms.",
        "\t   at Shop.Payments.ProviderClient.AuthoriseAsync(Payment payment, CancellationToken cancellationToken)",
        "\t   at Shop.Payments.PaymentService.PayAsync(Order order, CancellationToken cancellationToken)",
        "\t   at Shop.Orders.OrderService.AcceptAsync(Order order, CancellationToken cancellationToken)",
    ];

    /// <summary>Writes a file of such text, unless it is there.</summary>
    public static void EnsureFile(string path, long bytes)
    {
        if (!File.Exists(path))
        {
            using FileStream text = File.Create(path);
            Write(text, bytes);
        }
    }

    private static void Write(Stream output, long bytes)
    {
        Random random = new(1);
        StringBuilder lines = new(BufferChars + 1024);
        DateTime time = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        long order = 100_000;
        while (bytes > 0)
        {
            lines.Clear();
            while (lines.Length < BufferChars)
            {
                time = time.AddTicks(random.Next(100_000));
                order += random.Next(3);
                Append(lines, random, time, order);
            }

            byte[] text = Encoding.ASCII.GetBytes(lines.ToString());
            int count = (int)Math.Min(bytes, text.Length);
            output.Write(text, 0, count);
            bytes -= count;
        }
    }

    private static void Append(StringBuilder lines, Random random, DateTime time, long order)
    {
        int kind = random.Next(200);
        CultureInfo culture = CultureInfo.InvariantCulture;
        lines.Append(culture, $"{time:yyyy-MM-dd HH:mm:ss.fff} [{(kind == 0 ? "Error" : "Information")}] ");
        _ = (kind % 4) switch
        {
            0 => lines.Append(culture, $"Shop.Payments Payment of order {order} by provider-{random.Next(4)} {(kind == 0 ? "failed" : "was authorised")}, trace {random.NextInt64():x16}{random.NextInt64():x16}\n"),
            1 => lines.Append(culture, $"Shop.Orders Order {order} of customer-{random.Next(5000):0000} over {random.Next(100_000) / 100.0} was accepted within {random.Next(300)} ms\n"),
            2 => lines.Append(culture, $"Shop.Stock Reserved {random.Next(9) + 1} of SKU-{random.Next(20_000):00000} in warehouse {random.Next(12)} for order {order}\n"),
            _ => lines.Append(culture, $"Microsoft.AspNetCore.Hosting.Diagnostics Request finished HTTP/1.1 GET http://shop/api/orders/{order} - 200 - application/json {random.Next(500_000) / 10_000.0:0.0000}ms\n"),
        };
        if (kind == 0)
        {
            lines.AppendJoin('\n', s_frames).Append('\n');
        }
    }
}
