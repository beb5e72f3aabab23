namespace LogActors;

/// <summary>The silo that the provider starts on this machine when no cluster is configured.</summary>
/// <remarks>Applications of one user with the same <see cref="Directory"/> share one silo. It ends by itself soon after the last of them has gone.</remarks>
public sealed class LocalSiloOptions
{
    /// <summary>Whether a silo is started at all. Default <see langword="true"/>. If <see langword="false"/> and no cluster is configured, a silo is expected at 127.0.0.1:30000.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The log root: the folder the log files are in; a relative path counts from the current directory. Default <c>logs</c>.</summary>
    public string Directory { get; set; } = "logs";

    /// <summary>The silo's executable or <c>.dll</c>. Default none: it is looked for beside the application, in the application's folder <c>logactors-silo</c>, and on <c>PATH</c>.</summary>
    public string? Path { get; set; }

    /// <summary>How long to wait until a started silo answers before the attempt counts as failed and is made again. 1 s to 10 min, default 30 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
