namespace Samples;

internal static class OrderEndpoints
{
    /// <summary>Maps the service's endpoints: place an order, look at one, cancel one; and <c>/health</c>.</summary>
    public static void MapOrders(this WebApplication app)
    {
        app.MapPost("/orders", async (NewOrder order, OrderBook book, CancellationToken cancellationToken) =>
            Results.Ok(await book.PlaceAsync(order, cancellationToken)));
        app.MapGet("/orders/{id:int}", (int id, OrderBook book) => book.Find(id) is { } order ? Results.Ok(order) : Results.NotFound());
        app.MapDelete("/orders/{id:int}", (int id, OrderBook book) => book.Cancel(id) ? Results.NoContent() : Results.Conflict());
        app.MapGet("/health", () => Results.Ok());
    }
}
