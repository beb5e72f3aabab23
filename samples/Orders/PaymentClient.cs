namespace Samples;

/// <summary>Asks the Payments service, if its address is configured (<c>Payments:Address</c>); alone, this service accepts every payment itself.</summary>
internal sealed partial class PaymentClient(HttpClient http, IConfiguration configuration, ILogger<PaymentClient> logger)
{
    private readonly string? _address = configuration["Payments:Address"];

    public async Task<string> ChargeAsync(int orderId, decimal amount, CancellationToken cancellationToken)
    {
        if (_address is null)
        {
            Log.Accepted(logger, orderId, amount);
            return $"local-{orderId}";
        }

        using HttpResponseMessage response = await http.PostAsJsonAsync($"{_address.TrimEnd('/')}/payments", new { OrderId = orderId, Amount = amount }, cancellationToken);
        string payment = response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellationToken) : "declined";
        Log.Answered(logger, orderId, amount, payment, (int)response.StatusCode);
        return payment;
    }

    private static partial class Log
    {
        [LoggerMessage(201, LogLevel.Information, "Payment of {Amount} for order {OrderId} accepted without a payment service")]
        public static partial void Accepted(ILogger logger, int orderId, decimal amount);

        [LoggerMessage(202, LogLevel.Information, "Payment of {Amount} for order {OrderId}: {Payment} ({StatusCode})")]
        public static partial void Answered(ILogger logger, int orderId, decimal amount, string payment, int statusCode);
    }
}
