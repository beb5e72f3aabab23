namespace Samples;

internal sealed record PaymentRequest(int OrderId, decimal Amount);

/// <summary>Accepts payments up to a limit.</summary>
internal sealed partial class PaymentDesk(ILogger<PaymentDesk> logger)
{
    private const decimal Limit = 250m;

    /// <returns>The payment's name, or <see langword="null"/> if it was declined.</returns>
    public string? Charge(PaymentRequest request)
    {
        using IDisposable? scope = logger.BeginScope(new Dictionary<string, object?> { ["OrderId"] = request.OrderId });
        if (request.Amount > Limit)
        {
            Log.Declined(logger, request.OrderId, request.Amount, Limit);
            return null;
        }

        string payment = $"pay-{Guid.NewGuid():N}";
        Log.Charged(logger, request.OrderId, request.Amount, payment);
        return payment;
    }

    private static partial class Log
    {
        [LoggerMessage(301, LogLevel.Information, "Order {OrderId} charged {Amount}: {Payment}")]
        public static partial void Charged(ILogger logger, int orderId, decimal amount, string payment);

        [LoggerMessage(302, LogLevel.Warning, "Order {OrderId} declined: {Amount} is over the limit of {Limit}")]
        public static partial void Declined(ILogger logger, int orderId, decimal amount, decimal limit);
    }
}
