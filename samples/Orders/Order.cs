namespace Samples;

internal sealed record NewOrder(string Customer, string Article, int Quantity, decimal Price);

internal sealed record Order(int Id, string Customer, string Article, int Quantity, decimal Total, string Payment);
