using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>What the application's own rules say of a category of the provider.</summary>
internal static class OwnFilter
{
    private const string Alias = "LogActors";                   // the provider's ProviderAlias

    /// <summary>Makes a rule that says of one category what all rules together say of it: as Microsoft.Extensions.Logging chooses among them.</summary>
    /// <param name="options">All rules.</param>
    /// <param name="category">The category.</param>
    /// <param name="ruleName">The name of the rule that is made.</param>
    public static LoggerFilterRule RuleFor(LoggerFilterOptions options, string category, string ruleName)
    {
        LoggerFilterRule? best = null;
        foreach (LoggerFilterRule rule in options.Rules)
        {
            if (IsOfProvider(rule) && IsOfCategory(rule, category) && (best is null || Rank(rule).CompareTo(Rank(best)) >= 0))
            {
                best = rule;
            }
        }

        return new LoggerFilterRule(LevelRules.Provider, ruleName, best is null ? options.MinLevel : best.LogLevel, best?.Filter);
    }

    // One for this provider goes before one for all, then the longer name, then the later one.
    private static (bool, int) Rank(LoggerFilterRule rule) => (rule.ProviderName is not null, rule.CategoryName?.Length ?? -1);

    private static bool IsOfProvider(LoggerFilterRule rule) => rule.ProviderName is null or Alias || rule.ProviderName == LevelRules.Provider;

    private static bool IsOfCategory(LoggerFilterRule rule, string category)
    {
        ReadOnlySpan<char> name = rule.CategoryName ?? "";
        int star = name.IndexOf('*');
        return star < 0
            ? category.AsSpan().StartsWith(name, StringComparison.OrdinalIgnoreCase)
            : category.AsSpan().StartsWith(name[..star], StringComparison.OrdinalIgnoreCase) && category.AsSpan().EndsWith(name[(star + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
