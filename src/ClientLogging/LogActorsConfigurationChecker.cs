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
        [nameof(LogActorsOptions.File)] = Text,
        [nameof(LogActorsOptions.Routes)] = Section,
        [nameof(LogActorsOptions.BufferCapacityBytes)] = Integer,
        [nameof(LogActorsOptions.WhenFull)] = section => Value(section, Enum.TryParse<WhenFull>(section.Value, ignoreCase: true, out _), "must be Drop or Wait"),
        [nameof(LogActorsOptions.MaxWait)] = Duration,
        [nameof(LogActorsOptions.FlushInterval)] = Duration,
        [nameof(LogActorsOptions.ShutdownTimeout)] = Duration,
        [nameof(LogActorsOptions.MaxRecordBytes)] = Integer,
        [nameof(LogActorsOptions.IncludeScopes)] = Boolean,
        [nameof(LogActorsOptions.ResourceAttributes)] = Section,
        [nameof(LogActorsOptions.Cluster)] = Section,
        [nameof(LogActorsOptions.LocalSilo)] = Section,
        ["LogLevel"] = Section,                                 // belongs to Microsoft.Extensions.Logging
    };

    private static readonly Dictionary<string, Func<IConfigurationSection, string?>> ClusterOptions = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LogClusterOptions.Gateways)] = Section,
        [nameof(LogClusterOptions.ClusterId)] = Text,
        [nameof(LogClusterOptions.ServiceId)] = Text,
        [nameof(LogClusterOptions.ConnectionString)] = Text,
        [nameof(LogClusterOptions.ConnectionName)] = Text,
    };

    private static readonly Dictionary<string, Func<IConfigurationSection, string?>> LocalSiloKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LocalSiloOptions.Enabled)] = Boolean,
        [nameof(LocalSiloOptions.Directory)] = Text,
        [nameof(LocalSiloOptions.Path)] = Text,
        [nameof(LocalSiloOptions.StartTimeout)] = Duration,
    };

    public void Configure(LogActorsOptions options)
    {
        List<string> failures = [];
        Check(provider.Configuration, Options, failures);
        Check(provider.Configuration.GetSection(nameof(LogActorsOptions.Cluster)), ClusterOptions, failures);
        Check(provider.Configuration.GetSection(nameof(LogActorsOptions.LocalSilo)), LocalSiloKeys, failures);
        failures.AddRange(
            from section in (string[])[nameof(LogActorsOptions.Routes), nameof(LogActorsOptions.ResourceAttributes)]
            from entry in provider.Configuration.GetSection(section).GetChildren()
            let rule = Text(entry)
            where rule is not null
            select $"{Shown(entry)} {rule}.");
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
                failures.Add($"{Shown(child)} {rule}.");
            }
        }
    }

    // The provider's configuration is chained from the sections that apply to it, which hides where it came from.
    private static string Shown(IConfigurationSection section) =>
        section.Path.Contains("LogActors", StringComparison.OrdinalIgnoreCase) ? section.Path : $"Logging:LogActors:{section.Path}";

    // The binder ignores a value in place of a section: a silo would be started although "Cluster": "silo:30000" names one.
    private static string? Section(IConfigurationSection section) =>
        string.IsNullOrEmpty(section.Value) ? null : $"is '{section.Value}'; it must be a section, with keys below it";

    private static string? Text(IConfigurationSection section) => Value(section, valid: true, "");

    private static string? Integer(IConfigurationSection section) =>
        Value(section, int.TryParse(section.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _), "must be a whole number");

    private static string? Boolean(IConfigurationSection section) => Value(section, bool.TryParse(section.Value, out _), "must be true or false");

    private static string? Duration(IConfigurationSection section) =>
        Value(section, TimeSpan.TryParse(section.Value, CultureInfo.InvariantCulture, out _), "must be a duration, such as 00:00:05");

    private static string? Value(IConfigurationSection section, bool valid, string rule) =>
        section.GetChildren().Any() ? "has keys below it; it must be a single value"
        : valid ? null
        : $"is '{section.Value}'; it {rule}";
}
