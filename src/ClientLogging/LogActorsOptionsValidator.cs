using System.Globalization;
using Microsoft.Extensions.Options;

namespace LogActors;

/// <summary>Checks the options' values; each failure names the option, its value and the rule.</summary>
internal sealed class LogActorsOptionsValidator : IValidateOptions<LogActorsOptions>
{
    private const string Section = "Logging:LogActors";
    private const int MinBufferBytes = 64 * 1024;

    public ValidateOptionsResult Validate(string? name, LogActorsOptions options)
    {
        List<string> failures = [];
        if (options.File is not null && !LogFileName.TryParse(options.File, out _, out string? error))
        {
            failures.Add($"{Section}:File: {error}");
        }

        foreach ((string prefix, string file) in options.Routes)
        {
            if (prefix.Length == 0)
            {
                failures.Add($"{Section}:Routes has an empty category prefix for '{file}'; set {Section}:File for all categories.");
            }

            if (!LogFileName.TryParse(file, out _, out error))
            {
                failures.Add($"{Section}:Routes:{prefix}: {error}");
            }
        }

        failures.AddRange(ResourceAttributeRules.Explain($"{Section}:{nameof(options.ResourceAttributes)}", options.ResourceAttributes));
        Bytes(failures, nameof(options.BufferCapacityBytes), options.BufferCapacityBytes, MinBufferBytes, 1024 * 1024 * 1024);
        Bytes(failures, nameof(options.MaxRecordBytes), options.MaxRecordBytes, 1024, 512 * 1024);
        Duration(failures, nameof(options.MaxWait), options.MaxWait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Duration(failures, nameof(options.FlushInterval), options.FlushInterval, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Duration(failures, nameof(options.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Duration(failures, "LocalSilo:StartTimeout", options.LocalSilo.StartTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (!Enum.IsDefined(options.WhenFull))
        {
            failures.Add($"{Section}:WhenFull is {options.WhenFull}; it must be Drop or Wait.");
        }

        if (options.BufferCapacityBytes >= MinBufferBytes && options.BufferCapacityBytes < options.MaxRecordBytes)
        {
            failures.Add($"{Section}:BufferCapacityBytes is {options.BufferCapacityBytes}, less than MaxRecordBytes, {options.MaxRecordBytes}; raise the first or lower the second.");
        }

        if (string.IsNullOrWhiteSpace(options.LocalSilo.Directory))
        {
            failures.Add($"{Section}:LocalSilo:Directory is empty; it must name a folder.");
        }

        Cluster(failures, options.Cluster);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Cluster(List<string> failures, LogClusterOptions cluster)
    {
        if (cluster.ConnectionString is not null && !ClusterAddress.TryParse(cluster.ConnectionString, out _, out string? error))
        {
            failures.Add($"{Section}:Cluster:ConnectionString: {error}");
        }

        foreach (string gateway in cluster.Gateways)
        {
            if (ClusterAddress.ExplainGateway(gateway) is { } rule)
            {
                failures.Add($"{Section}:Cluster:Gateways: {rule}");
            }
        }

        if (string.IsNullOrWhiteSpace(cluster.ClusterId) || string.IsNullOrWhiteSpace(cluster.ServiceId))
        {
            failures.Add($"{Section}:Cluster: ClusterId is '{cluster.ClusterId}' and ServiceId is '{cluster.ServiceId}'; neither may be empty.");
        }
    }

    private static void Bytes(List<string> failures, string option, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{Section}:{option} is {value}; it must be {min} to {max} bytes."));
        }
    }

    private static void Duration(List<string> failures, string option, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            failures.Add($"{Section}:{option} is {value:c}; it must be {min:c} to {max:c}.{DayHint(value)}");
        }
    }

    // Whoever writes 2 hardly means two days.
    private static string DayHint(TimeSpan value)
    {
        double number = value.TotalDays;
        return number is >= 1 and < 60 && number == Math.Floor(number)
            ? string.Create(CultureInfo.InvariantCulture, $" A bare number counts days: write 00:00:00.{number:000} for {number} ms, 00:00:{number:00} for {number} s.")
            : "";
    }
}
