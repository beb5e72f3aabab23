using System.Diagnostics;

namespace LogActors;

/// <summary>A silo process of the operating system.</summary>
internal sealed class SiloProcess : ISiloProcess
{
    private const int MaxLastWords = 2000;

    private readonly Process _process;
    private readonly Lock _gate = new();
    private string _lastWords = "";
    private volatile SiloAnnouncement? _announced;
    private int _openOutputs = 2;

    private SiloProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool WasReady { get; set; }

    public bool HasExited => Volatile.Read(ref _openOutputs) == 0 && _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string LastWords
    {
        get
        {
            lock (_gate)
            {
                return _lastWords.Trim();
            }
        }
    }

    public SiloAnnouncement? Announced => _announced;

    /// <summary>Starts a silo for a log root.</summary>
    /// <exception cref="SiloNotStartedException">There is no program, or it cannot be started.</exception>
    public static SiloProcess Start(string? path, string directory, string clusterId)
    {
        if (SiloExecutable.Find(path, out IReadOnlyList<string> lookedAt) is not { } start)
        {
            throw new SiloNotStartedException(
                $"No silo program was found; looked at {string.Join(", ", lookedAt.Take(5))} and on PATH. Set Logging:LogActors:LocalSilo:Path, or Logging:LogActors:Cluster.");
        }

        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        // Pipes of our own: a silo that outlives the application must not keep its terminal, or a pipe behind it, open.
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        foreach (string name in start.Environment.Keys.Where(IsTheApplications).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LogActors__Directory"] = directory;
        start.Environment["LogActors__Local__Enabled"] = "true";
        start.Environment["Orleans__ClusterId"] = clusterId;
        start.Environment["Orleans__ServiceId"] = "logactors";
        try
        {
            Process process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
            SiloProcess silo = new(process);
            process.ErrorDataReceived += (_, line) => silo.Hear(line.Data);
            process.OutputDataReceived += (_, line) => silo.HearOf(line.Data);
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            process.StandardInput.Close();
            return silo;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            throw new SiloNotStartedException($"The silo program '{start.FileName}' could not be started: {exception.Message}", exception);
        }
    }

    public void Dispose() => _process.Dispose();

    // The application's own addresses, Orleans settings and diagnostics hooks are not the silo's. LogActors__… variables are: they say how its log files are written.
    private static bool IsTheApplications(string variable) =>
        variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Kestrel__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Orleans__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Logging__", StringComparison.OrdinalIgnoreCase)
        || variable.Equals("URLS", StringComparison.OrdinalIgnoreCase)
        || variable.Equals("DOTNET_STARTUP_HOOKS", StringComparison.OrdinalIgnoreCase);

    // Everything else is of no importance: the silo keeps its own log under its log root.
    private void HearOf(string? line)
    {
        if (line is null)
        {
            Interlocked.Decrement(ref _openOutputs);
        }
        else if (line.StartsWith('{'))
        {
            _announced = SiloAnnouncement.FromJson(line) ?? _announced;
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            Interlocked.Decrement(ref _openOutputs);
            return;
        }

        lock (_gate)
        {
            string all = $"{_lastWords}{line}\n";
            _lastWords = all.Length > MaxLastWords ? all[^MaxLastWords..] : all;
        }
    }
}
