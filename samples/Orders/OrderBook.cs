using System.Collections.Concurrent;
using System.Diagnostics;

namespace Samples;

/// <summary>The orders of this process, in memory.</summary>
internal sealed partial class OrderBook(PaymentClient payments, ILogger<OrderBook> logger)
{
    private readonly ConcurrentDictionary<int, Order> _orders = new();
    private int _lastId;

    public async Task<Order> PlaceAsync(NewOrder request, CancellationToken cancellationToken)
    {
        int id = Interlocked.Increment(ref _lastId);
        using IDisposable? scope = logger.BeginScope("Order {OrderId} of {Customer}", id, request.Customer);
        long started = Stopwatch.GetTimestamp();
        Log.Received(logger, id, request.Quantity, request.Article);

        decimal total = request.Quantity * request.Price;
        string payment = await payments.ChargeAsync(id, total, cancellationToken);
        Order order = new(id, request.Customer, request.Article, request.Quantity, total, payment);
        _orders[id] = order;
        Log.Placed(logger, id, request.Customer, total, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return order;
    }

    public Order? Find(int id)
    {
        Order? order = _orders.GetValueOrDefault(id);
        if (order is null)
        {
            Log.NotFound(logger, id);
        }

        return order;
    }

    /// <summary>Cancels an order, unless it has been paid for: then the refusal is logged with its exception.</summary>
    public bool Cancel(int id)
    {
        try
        {
            Refund(id);
            return _orders.TryRemove(id, out _);
        }
        catch (InvalidOperationException exception)
        {
            Log.CancelFailed(logger, exception, id);
            return false;
        }
    }

    private void Refund(int id)
    {
        if (_orders.TryGetValue(id, out Order? order) && order.Payment != "declined")
        {
            throw new InvalidOperationException($"Payment {order.Payment} of order {id} has been settled and cannot be taken back.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(101, LogLevel.Information, "Order {OrderId} received: {Quantity} x {Article}")]
        public static partial void Received(ILogger logger, int orderId, int quantity, string article);

        [LoggerMessage(102, LogLevel.Information, "Order {OrderId} of {Customer} placed for {Total} in {ElapsedMilliseconds:0.0} ms")]
        public static partial void Placed(ILogger logger, int orderId, string customer, decimal total, double elapsedMilliseconds);

        [LoggerMessage(103, LogLevel.Warning, "Order {OrderId} is not known")]
        public static partial void NotFound(ILogger logger, int orderId);

        [LoggerMessage(104, LogLevel.Error, "Order {OrderId} could not be cancelled")]
        public static partial void CancelFailed(ILogger logger, Exception exception, int orderId);
    }
}
