using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The benchmark's record, as the generator of Microsoft.Extensions.Logging makes it.</summary>
internal static partial class OrderLog
{
    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Customer} over {Amount} was accepted within {DurationMs} ms")]
    public static partial void Accepted(ILogger logger, long orderId, string customer, double amount, int durationMs);
}
