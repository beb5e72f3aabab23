namespace LogActors.Tests;

public sealed class RouteTests
{
    [Theory]
    [InlineData("Shop", "shop")]
    [InlineData("Shop.Orders", "orders")]
    [InlineData("Shop.Orders.Returns", "orders")]
    [InlineData("Shop.Payments", "shop")]
    [InlineData("Shopping", "rest")]
    [InlineData("Shop.OrdersArchive", "shop")]
    [InlineData("shop", "rest")]
    [InlineData("", "rest")]
    [InlineData("System.Net", "system")]
    [InlineData("System", "rest")]
    [InlineData("My.Shop", "rest")]
    public void FileOf_Category_IsTheLongestPrefixs(string category, string file)
    {
        LogActorsOptions options = Some.Options(routes: [("Shop", "shop"), ("Shop.Orders", "orders"), ("System.", "system")]);

        FileRoutes routes = FileRoutes.From(options, LogFileName.Parse("rest"));

        Assert.Equal(file, routes.FileOf(category).Value);
    }

    [Fact]
    public void FileOf_FileSet_TakesWhatNoRouteNames()
    {
        LogActorsOptions options = Some.Options();
        options.File = "main";

        FileRoutes routes = FileRoutes.From(options, LogFileName.Parse("rest"));

        Assert.Equal("main", routes.FileOf("Shop").Value);
    }

    [Fact]
    public async Task Log_Routed_ArrivesInItsLogFile()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Some.Options(routes: ("Pay", "payments")));

        app.Logger.Say("o");
        app.LoggerFor("Pay.Desk").Say("p");
        await app.Delivery.FlushAsync();

        Assert.Equal(["o"], silo.MessagesOf("orders"));
        Assert.Equal(["p"], silo.MessagesOf("payments"));
    }
}
