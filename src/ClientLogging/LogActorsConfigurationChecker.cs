using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Configuration;
using Microsoft.Extensions.Options;

namespace LogActors;

/// <summary>Refuses configuration keys that are no options, and values that are not of their type, before they are bound.</summary>
/// <remarks>The binder ignores an unknown key, so that a slip of the pen would silently leave a default in place; and what it says of a bad value does not name the values that are allowed.</remarks>
internal sealed class LogActorsConfigurationChecker(ILoggerProviderConfiguration<LogActorsLoggerProvider> provider) : IConfigureOptions<LogActorsOptions>
{
    private static readonly Dictionary<string, Func<IConfigurationSection, string?>> Options = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LogActorsOptions.File)] = Anything,
        [nameof(LogActorsOptions.Routes)] = Anything,
        [nameof(LogActorsOptions.BufferCapacityBytes)] = Integer,
        [nameof(LogActorsOptions.WhenFull)] = section => Enum.TryParse<WhenFull>(section.Value, ignoreCase: true, out _) ? null : "must be Drop or Wait",
        [nameof(LogActorsOptions.MaxWait)] = Duration,
        [nameof(LogActorsOptions.FlushInterval)] = Duration,
        [nameof(LogActorsOptions.ShutdownTimeout)] = Duration,
        [nameof(LogActorsOptions.MaxRecordBytes)] = Integer,
        [nameof(LogActorsOptions.IncludeScopes)] = Boolean,
        [nameof(LogActorsOptions.Cluster)] = Anything,
        [nameof(LogActorsOptions.LocalSilo)] = Anything,
        ["LogLevel"] = Anything,                                // belongs to Microsoft.Extensions.Logging
    };

    private static readonly Dictionary<string, Func<IConfigurationSection, string?>> ClusterOptions = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LogClusterOptions.Gateways)] = Anything,
        [nameof(LogClusterOptions.ClusterId)] = Anything,
        [nameof(LogClusterOptions.ServiceId)] = Anything,
        [nameof(LogClusterOptions.ConnectionString)] = Anything,
        [nameof(LogClusterOptions.ConnectionName)] = Anything,
    };

    private static readonly Dictionary<string, Func<IConfigurationSection, string?>> LocalSiloKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LocalSiloOptions.Enabled)] = Boolean,
        [nameof(LocalSiloOptions.Directory)] = Anything,
        [nameof(LocalSiloOptions.Path)] = Anything,
        [nameof(LocalSiloOptions.StartTimeout)] = Duration,
    };

    public void Configure(LogActorsOptions options)
    {
        List<string> failures = [];
        Check(provider.Configuration, Options, failures);
        Check(provider.Configuration.GetSection(nameof(LogActorsOptions.Cluster)), ClusterOptions, failures);
        Check(provider.Configuration.GetSection(nameof(LogActorsOptions.LocalSilo)), LocalSiloKeys, failures);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(Microsoft.Extensions.Options.Options.DefaultName, typeof(LogActorsOptions), failures);
        }
    }

    private static void Check(IConfiguration section, Dictionary<string, Func<IConfigurationSection, string?>> known, List<string> failures)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out Func<IConfigurationSection, string?>? check))
            {
                failures.Add($"{Shown(child)} is no option of LogActors; there are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");
            }
            else if (check(child) is { } rule)
            {
                failures.Add($"{Shown(child)} is '{child.Value}'; it {rule}.");
            }
        }
    }

    // The provider's configuration is chained from the sections that apply to it, which hides where it came from.
    private static string Shown(IConfigurationSection section) =>
        section.Path.Contains("LogActors", StringComparison.OrdinalIgnoreCase) ? section.Path : $"Logging:LogActors:{section.Path}";

    private static string? Anything(IConfigurationSection section) => null;

    private static string? Integer(IConfigurationSection section) =>
        int.TryParse(section.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "must be a whole number";

    private static string? Boolean(IConfigurationSection section) => bool.TryParse(section.Value, out _) ? null : "must be true or false";

    private static string? Duration(IConfigurationSection section) =>
        TimeSpan.TryParse(section.Value, CultureInfo.InvariantCulture, out _) ? null : "must be a duration, such as 00:00:05";
}
