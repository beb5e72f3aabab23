using CsCheck;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class OwnFilterTests
{
    private static readonly string[] Categories = ["Shop", "Shop.Orders", "shop.orders.x", "Pay", "S"];
    private static readonly string?[] Names = [null, "", "*", "Shop", "Shop.", "shop.orders", "Shop*", "*Orders", "Shop*rs", "S*S", "Pay"];
    private static readonly string?[] Providers = [null, "LogActors", typeof(LogActorsLoggerProvider).FullName, "Console"];

    [Fact]
    public async Task RuleFor_AnyRules_SaysWhatTheFactoryMakesOfThem()
    {
        await using LoggingApp app = new(new PromptSilo());
        Gen<LoggerFilterRule> rules =
            from provider in Any(Providers)
            from name in Any(Names)
            from level in Gen.Int[-1, 6]
            from filtered in Gen.Bool
            select new LoggerFilterRule(provider, name, level < 0 ? null : (LogLevel)level, filtered ? static (_, _, level) => level != LogLevel.Warning : null);

        Gen.Select(rules.Array[0, 6], Any(Categories), Gen.Int[0, 6]).Sample((all, category, minimum) =>
        {
            LoggerFilterOptions options = new() { MinLevel = (LogLevel)minimum };
            foreach (LoggerFilterRule rule in all)
            {
                options.Rules.Add(rule);
            }

            LoggerFilterOptions one = new() { Rules = { OwnFilter.RuleFor(options, category, category) } };

            return Enabled(app, options, category).SequenceEqual(Enabled(app, one, category));
        });
    }

    private static Gen<T> Any<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static IEnumerable<bool> Enabled(LoggingApp app, LoggerFilterOptions options, string category)
    {
        using LoggerFactory factory = new([app.Provider], options);
        ILogger logger = factory.CreateLogger(category);
        return [.. Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None).Select(logger.IsEnabled)];
    }
}
