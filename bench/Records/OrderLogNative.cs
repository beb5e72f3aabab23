using Microsoft.Extensions.Logging;
using ZLogger;

namespace LogActors.Bench;

/// <summary>The same record as ZLogger's own generator makes it.</summary>
internal static partial class OrderLogNative
{
    [ZLoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Customer} over {Amount} was accepted within {DurationMs} ms")]
    public static partial void Accepted(ILogger logger, long orderId, string customer, double amount, int durationMs);
}
