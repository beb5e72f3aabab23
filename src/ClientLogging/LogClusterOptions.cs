namespace LogActors;

/// <summary>Where the silos are. With nothing set here and no connection string, the provider starts a silo on this machine (see <see cref="LocalSiloOptions"/>).</summary>
public sealed class LogClusterOptions
{
    /// <summary>The gateways of the silos, each <c>host:port</c>. A host name is looked up again whenever the list is refreshed. Default none.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>The Orleans cluster id. Default <c>logactors</c>, as a silo's.</summary>
    public string ClusterId { get; set; } = "logactors";

    /// <summary>The Orleans service id. Default <c>logactors</c>, as a silo's.</summary>
    public string ServiceId { get; set; } = "logactors";

    /// <summary>All of the above as one text, <c>Gateways=host:port,host:port;ClusterId=…;ServiceId=…</c>; what it states wins. Default none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The name under <c>ConnectionStrings</c> in the application's configuration that is used if <see cref="ConnectionString"/> is not set. Default <c>logactors</c>, which may be absent; any other must be there.</summary>
    public string ConnectionName { get; set; } = "logactors";
}
