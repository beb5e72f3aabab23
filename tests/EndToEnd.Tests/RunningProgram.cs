using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace LogActors.Tests;

/// <summary>A program under test, as a process of its own. Disposing it kills it if it still runs.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly ConcurrentBag<(string Text, TaskCompletionSource<string> Seen)> _awaited = [];

    private RunningProgram(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything the program has written so far, to both of its outputs.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a program with nothing of this process's environment that would configure it.</summary>
    public static RunningProgram Start(string path, string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(path);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = new() { StartInfo = start, EnableRaisingEvents = true };
        RunningProgram program = new(process);
        process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for a line of output that contains a text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        TaskCompletionSource<string> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            string? already = Output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
            if (already is not null)
            {
                return already;
            }

            _awaited.Add((text, seen));
        }

        Task exited = _process.WaitForExitAsync();
        Task first = await Task.WhenAny(seen.Task, exited).WaitAsync(Patience);
        return first == seen.Task || seen.Task.IsCompleted ? await seen.Task : throw new InvalidOperationException($"The program ended before it wrote '{text}':\n{Output}");
    }

    /// <summary>Waits for the program's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The program {_process.StartInfo.ArgumentList[0]} still runs:\n{Output}");
        }

        return _process.ExitCode;
    }

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Assert.Equal(0, SendSignal(_process.Id, 15));

    /// <summary>Sends SIGSTOP: it answers nobody, and its connections stay.</summary>
    public void Pause() => Assert.Equal(0, SendSignal(_process.Id, OperatingSystem.IsMacOS() ? 17 : 19));

    /// <summary>Sends SIGINT to a process, as Ctrl+C in its terminal does.</summary>
    public static void Interrupt(int process) => Assert.Equal(0, SendSignal(process, 2));

    /// <summary>Kills the program at once (SIGKILL), and only it.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Append(line).Append('\n');
            foreach ((string text, TaskCompletionSource<string> seen) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    seen.TrySetResult(line);
                }
            }
        }
    }
}
