using System.Diagnostics;

namespace LogActors.Chaos;

/// <summary>A process that this program has started, and kills when it is disposed.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 60;

    private readonly Process _process;
    private readonly Queue<string> _lastLines = [];
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, long startedAt)
    {
        _process = process;
        StartedAt = startedAt;
    }

    public int Id => _process.Id;

    /// <summary>When it was started, by <see cref="HistoryWriter.Now"/>.</summary>
    public long StartedAt { get; }

    public bool HasExited => _exited.Task.IsCompleted;

    public Task Exited => _exited.Task;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of both of its outputs.</summary>
    public string LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join('\n', _lastLines);
            }
        }
    }

    /// <summary>Starts a command with nothing of this process's environment that would configure it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">What it gets in addition.</param>
    /// <param name="heard">Is given each line of its outputs.</param>
    public static ChildProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, Action<string>? heard = null)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsConfiguration).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = new() { StartInfo = start, EnableRaisingEvents = true };
        ChildProcess child = new(process, HistoryWriter.Now());
        process.OutputDataReceived += (_, line) => child.Hear(line.Data, heard);
        process.ErrorDataReceived += (_, line) => child.Hear(line.Data, heard);
        process.Exited += (_, _) => child._exited.TrySetResult();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="CommandException">It failed; the message has its output.</exception>
    public static async Task RunAsync(params string[] command)
    {
        await using ChildProcess child = StartOrExplain(command);
        await child.Exited.WaitAsync(TimeSpan.FromMinutes(5));
        await child._process.WaitForExitAsync();                // until its output has been read as well
        if (child.ExitCode != 0)
        {
            throw new CommandException($"'{string.Join(' ', command)}' ended with {child.ExitCode}:\n{child.LastLines}");
        }
    }

    private static ChildProcess StartOrExplain(string[] command)
    {
        try
        {
            return Start(command, new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" });
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CommandException($"'{command[0]}' cannot be started: {exception.Message}");
        }
    }

    public void Send(int signal)
    {
        if (!HasExited)
        {
            Signals.Send(Id, signal);
        }
    }

    /// <summary>Kills it (SIGKILL), and returns when it is gone.</summary>
    public async Task KillAsync()
    {
        Send(Signals.Kill);
        await Exited;
    }

    /// <summary>Writes a line to its standard input; does nothing if it is gone.</summary>
    public void Tell(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Its end is noticed elsewhere.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static bool IsConfiguration(string name) =>
        name.Contains("__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("LOGACTORS_", StringComparison.Ordinal)
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    private void Hear(string? line, Action<string>? heard)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
            {
                _lastLines.Dequeue();
            }
        }

        heard?.Invoke(line);
    }
}
