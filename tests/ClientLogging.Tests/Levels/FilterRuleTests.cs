using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>What the levels rely on in the logger factories of others.</summary>
public sealed class FilterRuleTests
{
    [Theory]
    [InlineData("Shop.Orders", true)]
    [InlineData("shop.orders", true)]
    [InlineData("Shop.Orders.Returns", false)]
    [InlineData("Shop.OrdersArchive", false)]
    [InlineData("Shop.Order", false)]
    [InlineData("Shop", false)]
    [InlineData("My.Shop.Orders", false)]
    [InlineData("", false)]
    [InlineData("Shop.Orders.And.Shop.Orders", true)]           // which the provider mends
    public void Rule_OfAnExactCategory_IsThatCategorysAlone(string category, bool expected)
    {
        Assert.All([false, true], enriched => Assert.Equal(expected, IsDebugEnabled(enriched, category, ("Shop.Orders*Shop.Orders", LogLevel.Debug))));
        Assert.Equal(expected, ExactCategory.Covers("Shop.Orders", category));
    }

    [Theory]
    [InlineData("Shop.Orders")]
    [InlineData("Shop.Order*rders")]
    [InlineData("Shop.Order*Shop.Orders")]
    [InlineData("Shop.Orders*hop.Orders")]
    [InlineData("Shop.Orders*Shop.Orders")]
    public void Rule_OfAnExactCategory_WinsOverEveryRuleBeforeIt(string other)
    {
        Assert.All([false, true], enriched => Assert.True(IsDebugEnabled(enriched, "Shop.Orders", (other, LogLevel.None), (ExactCategory.RuleName("Shop.Orders"), LogLevel.Debug))));
    }

    private static bool IsDebugEnabled(bool enriched, string category, params (string Name, LogLevel Level)[] rules)
    {
        ServiceCollection services = new();
        services.AddLogging(logging =>
        {
            logging.AddProvider(new EverythingProvider());
            if (enriched)
            {
                logging.EnableEnrichment();
            }

            foreach ((string name, LogLevel level) in rules)
            {
                logging.AddFilter<EverythingProvider>(name, level);
            }
        });
        using ServiceProvider container = services.BuildServiceProvider();
        ILoggerFactory factory = container.GetRequiredService<ILoggerFactory>();
        Assert.Equal(enriched, factory is not LoggerFactory);
        return factory.CreateLogger(category).IsEnabled(LogLevel.Debug);
    }

    private sealed class EverythingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
