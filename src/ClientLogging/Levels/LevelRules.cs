using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LogActors;

/// <summary>Adds the levels that the silo asks for to the application's filter rules, so that a call below them costs what any disabled call does.</summary>
/// <remarks>
/// One rule for each category, which hides the application's rules for that category of this provider alone, except for the filter function of the one that counted. Where it would be another category's too, that one gets a rule as well, which says what the
/// application's own rules say of it. Thread-safe. Depends on nothing: it is made before the provider.
/// </remarks>
internal sealed class LevelRules : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>
{
    /// <summary>How many rules there are at most. Every logger looks through all of them, so that their cost grows with the square of the categories.</summary>
    public const int MaxRules = 2000;

    /// <summary>What rules of this provider are called after.</summary>
    public static readonly string Provider = typeof(LogActorsLoggerProvider).FullName!;

    private volatile ImmutableDictionary<string, LogLevel?> _levels = ImmutableDictionary<string, LogLevel?>.Empty;
    private ConfigurationReloadToken _token = new();
    private volatile LoggerFilterOptions? _newest;
    private volatile int _refreshing;                            // the thread that is about it
    private int _cut;

    /// <summary>Whether loggers have ever been told of other rules than the application's.</summary>
    public bool IsInUse { get; private set; }

    public string Name => Microsoft.Extensions.Options.Options.DefaultName;

    public IChangeToken GetChangeToken() => Volatile.Read(ref _token);

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (name != Name)
        {
            return;
        }

        _newest = options;                                      // before the levels are read: with older ones, it is no longer the newest

        // The application's first: of two categories that differ in case alone, which Microsoft.Extensions.Logging cannot tell apart, the one that the silo names then counts.
        LoggerFilterRule[] rules =
        [
            .. from level in _levels
               orderby level.Value is not null
               let own = OwnFilter.RuleFor(options, level.Key, ExactCategory.RuleName(level.Key))
               select level.Value is null ? own : new LoggerFilterRule(Provider, own.CategoryName, level.Value, own.Filter),
        ];
        foreach (LoggerFilterRule rule in rules)
        {
            options.Rules.Add(rule);
        }
    }

    /// <summary>Puts levels in the place of the present ones, and has all loggers look again if they are others.</summary>
    /// <param name="levels">
    /// The level of each category that the provider has a logger for; <see langword="null"/> where the application's own filters count. They count too where there would be more than
    /// <see cref="MaxRules"/> rules.
    /// </param>
    /// <returns>Whether anything has changed.</returns>
    /// <exception cref="Exception">Something in the application that is told of the change threw; the levels have been taken all the same.</exception>
    public bool Apply(IEnumerable<KeyValuePair<string, LogLevel?>> levels)
    {
        ILookup<bool, KeyValuePair<string, LogLevel?>> split = levels.Where(level => ExactCategory.CanBeNamed(level.Key)).ToLookup(level => level.Value is not null);
        KeyValuePair<string, LogLevel?>[] asked = [.. split[true]];
        KeyValuePair<string, LogLevel?>[] needed = [.. asked, .. split[false].Where(own => asked.Any(level => ExactCategory.Covers(level.Key, own.Key)))];
        ImmutableDictionary<string, LogLevel?> before = _levels;
        ImmutableDictionary<string, LogLevel?> rules = needed.Length <= MaxRules
            ? needed.ToImmutableDictionary(StringComparer.Ordinal)
            : Cut(needed, before).ToImmutableDictionary(StringComparer.Ordinal);
        if (rules.Count == before.Count && rules.All(rule => before.TryGetValue(rule.Key, out LogLevel? level) && level == rule.Value))
        {
            return false;
        }

        _levels = rules;
        Refresh();
        return true;
    }

    /// <summary>Whether loggers who are told of some filters may be left with older ones: others have been made since, or somebody else tells of these, at the same time as a <see cref="Refresh"/> perhaps.</summary>
    public bool MayBeMisordered(LoggerFilterOptions options) => !ReferenceEquals(options, _newest) || _refreshing != Environment.CurrentManagedThreadId;

    /// <summary>Has all loggers look at their rules again. Not called by two threads at once.</summary>
    /// <exception cref="Exception">Something in the application that is told of it threw.</exception>
    public void Refresh()
    {
        _refreshing = Environment.CurrentManagedThreadId;
        IsInUse = true;
        try
        {
            Interlocked.Exchange(ref _token, new ConfigurationReloadToken()).OnReload();
        }
        finally
        {
            _refreshing = 0;
        }
    }

    // Those that a category's rule concerns get theirs with it, or it gets none. Those that have theirs already come first: otherwise others would be left out each time, and each time be a change.
    private Dictionary<string, LogLevel?> Cut(KeyValuePair<string, LogLevel?>[] needed, ImmutableDictionary<string, LogLevel?> before)
    {
        Dictionary<string, LogLevel?> rules = new(StringComparer.Ordinal);
        foreach ((string category, _) in needed.Where(level => level.Value is not null).OrderByDescending(level => before.ContainsKey(level.Key)))
        {
            if (rules.Count == MaxRules)
            {
                break;
            }

            if (!rules.ContainsKey(category))
            {
                KeyValuePair<string, LogLevel?>[] together = [.. needed.Where(level => ExactCategory.Covers(category, level.Key) && !rules.ContainsKey(level.Key))];
                foreach ((string member, LogLevel? level) in together.Length <= MaxRules - rules.Count ? together : [])
                {
                    rules.Add(member, level);
                }
            }
        }

        if (Interlocked.Exchange(ref _cut, 1) == 0)
        {
            ClientEvents.Log.LevelsCut(MaxRules);
        }

        return rules;
    }
}
