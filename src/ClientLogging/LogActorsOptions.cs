namespace LogActors;

/// <summary>The provider's settings, bound to the configuration section <c>Logging:LogActors</c>.</summary>
/// <remarks>Validated when the host starts. A change at run time takes effect with the next record, except for <see cref="ResourceAttributes"/>, <see cref="Cluster"/> and <see cref="LocalSilo"/>, which are read once.</remarks>
public sealed class LogActorsOptions
{
    /// <summary>The log file that records go to, such as <c>orders</c> or <c>shop/payments</c>; see <see cref="LogFileName"/> for the rules. Default: made from the application's name.</summary>
    public string? File { get; set; }

    /// <summary>Log files for single categories: category prefix (whole, or up to a dot) to log file. The longest prefix wins; <see cref="File"/> takes the rest. Default none.</summary>
    public IDictionary<string, string> Routes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Bytes of encoded records held for all log files together while the silo is slow or away. 64 KiB to 1 GiB, default 16 MiB. When full, <see cref="WhenFull"/> decides; the default drops new records and counts them.</summary>
    public int BufferCapacityBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>What happens to a record when the buffer is full. Default <see cref="LogActors.WhenFull.Drop"/>.</summary>
    public WhenFull WhenFull { get; set; } = WhenFull.Drop;

    /// <summary>How long a caller may wait with <see cref="LogActors.WhenFull.Wait"/>. 1 ms to 1 min, default 1 s. After it the record is dropped and counted.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long records gather under load before a batch leaves that is not full. 0 to 10 s, default 2 ms. After a pause the first record leaves at once, and so does a <c>Critical</c> one.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long the end of the application may be delayed in order to deliver what is buffered. 0 to 10 min, default 5 s. What is left then is counted as dropped, and said on standard error.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that one record may take. 1 KiB to 512 KiB, default 64 KiB. The texts of a longer one are cut, with a mark of how many bytes are missing.</summary>
    public int MaxRecordBytes { get; set; } = 64 * 1024;

    /// <summary>Whether the scopes of <c>ILogger.BeginScope</c> are sent. Default <see langword="true"/>.</summary>
    public bool IncludeScopes { get; set; } = true;

    /// <summary>
    /// What describes this process in its records, over what the environment and the process itself say: names, such as <c>service.version</c>, and values. An empty value takes an attribute away.
    /// At most 32, names of 1 to 256 bytes, values of at most 1024, together at most 4 KiB. Default none.
    /// </summary>
    public IDictionary<string, string> ResourceAttributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where the silos are.</summary>
    public LogClusterOptions Cluster { get; } = new();

    /// <summary>The silo that is started on this machine when no cluster is configured.</summary>
    public LocalSiloOptions LocalSilo { get; } = new();
}
