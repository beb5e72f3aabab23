using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LogActors;

/// <summary>Where a cluster is: its gateways and ids. Immutable.</summary>
internal sealed record ClusterAddress(IReadOnlyList<string> Gateways, string ClusterId, string ServiceId)
{
    private const string DefaultConnectionName = "logactors";
    private const string DefaultGateway = "127.0.0.1:30000";

    /// <summary>The cluster that the options and the application's configuration name, or <see langword="null"/> if a local silo is to be started.</summary>
    /// <exception cref="FormatException">The connection string is wrong, or there is none of the name that was chosen; the message names its key.</exception>
    public static ClusterAddress? From(LogActorsOptions options, Func<string, string?> connectionStrings)
    {
        LogClusterOptions cluster = options.Cluster;
        ClusterAddress configured = new([.. cluster.Gateways], cluster.ClusterId, cluster.ServiceId);
        string? connectionString = cluster.ConnectionString ?? connectionStrings(cluster.ConnectionName);
        if (connectionString is not null)
        {
            return TryParse(connectionString, configured, out ClusterAddress? parsed, out string? error)
                ? parsed
                : throw new FormatException($"ConnectionStrings:{cluster.ConnectionName}: {error}");
        }

        if (cluster.ConnectionName != DefaultConnectionName)
        {
            throw new FormatException(
                $"Logging:LogActors:Cluster:ConnectionName is '{cluster.ConnectionName}', but there is no ConnectionStrings:{cluster.ConnectionName}; add that, or leave out the name.");
        }

        if (configured.Gateways.Count > 0)
        {
            return configured;
        }

        return options.LocalSilo.Enabled ? null : configured with { Gateways = [DefaultGateway] };
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out ClusterAddress? address, [NotNullWhen(false)] out string? error) =>
        TryParse(text, new ClusterAddress([], "logactors", "logactors"), out address, out error);

    /// <summary>What is wrong with <paramref name="gateway"/>, or <see langword="null"/>.</summary>
    public static string? ExplainGateway(string gateway) =>
        SplitGateway(gateway, out _, out _) ? null : $"'{gateway}' is not a gateway; it must be host:port with a port from 1 to 65535.";

    public static bool SplitGateway(string gateway, out string host, out int port)
    {
        int colon = gateway.LastIndexOf(':');
        host = colon > 0 ? gateway[..colon].Trim('[', ']', ' ') : "";
        port = 0;
        return host.Length > 0 && int.TryParse(gateway.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536;
    }

    private static bool TryParse(string text, ClusterAddress defaults, [NotNullWhen(true)] out ClusterAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = defaults;
        error = null;
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=');
            string key = equals < 0 ? part : part[..equals].TrimEnd();
            string value = equals < 0 ? "" : part[(equals + 1)..].TrimStart();
            switch (key.ToUpperInvariant())
            {
                case "GATEWAYS":
                    address = address with { Gateways = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
                    break;
                case "CLUSTERID" when value.Length > 0:
                    address = address with { ClusterId = value };
                    break;
                case "SERVICEID" when value.Length > 0:
                    address = address with { ServiceId = value };
                    break;
                default:
                    error = $"'{part}' is not understood; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….";
                    address = null;
                    return false;
            }
        }

        error = address.Gateways.Select(ExplainGateway).FirstOrDefault(rule => rule is not null)
            ?? (address.Gateways.Count == 0 ? $"'{text}' names no gateway; it must be Gateways=host:port,…;ClusterId=…;ServiceId=…." : null);
        address = error is null ? address : null;
        return error is null;
    }
}
