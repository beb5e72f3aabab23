using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using LogActors.Shared;

namespace LogActors.Tests;

/// <summary>A silo as users run it: the built program in a process of its own, with a log root, ports and a place for announcements of its own.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    // Only a silo that hangs reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private SiloProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program that the build made.</summary>
    public static string Program { get; } =
        typeof(SiloProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "SiloProgram").Value! + (OperatingSystem.IsWindows() ? ".exe" : "");

    public int Id => _process.Id;

    /// <summary>Starts a silo.</summary>
    /// <param name="folder">Has the log root (<c>logs</c>) and the announcements (<c>run</c>).</param>
    /// <param name="settings">Settings by environment variable, over those that keep it apart from others.</param>
    /// <param name="program">Another copy of the program.</param>
    public static SiloProcess Start(TemporaryFolder folder, (string Name, string Value)[]? settings = null, string? program = null)
    {
        int[] ports = FreePorts.Take(3);
        ProcessStartInfo start = new(program ?? Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullPath,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        start.Environment["LOGACTORS_RUNTIME_DIR"] = folder["run"];
        start.Environment["LogActors__Directory"] = folder["logs"];
        start.Environment["Orleans__Endpoints__SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture);
        start.Environment["Orleans__Endpoints__GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture);
        start.Environment["Urls"] = $"http://127.0.0.1:{ports[2]}";
        foreach ((string name, string value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        return new SiloProcess(Process.Start(start)!);
    }

    /// <summary>Starts a silo, and returns when it says that it is ready.</summary>
    public static async Task<SiloProcess> StartReadyAsync(TemporaryFolder folder, (string Name, string Value)[]? settings = null, string? program = null)
    {
        SiloProcess silo = Start(folder, settings, program);
        await silo.LineAsync("The silo owns log root");
        return silo;
    }

    /// <summary>Returns the first line on standard output, from here on, that contains <paramref name="text"/>.</summary>
    public async Task<string> LineAsync(string text)
    {
        List<string> seen = [];
        using CancellationTokenSource patience = new(Patience);
        await foreach (string line in _lines.Reader.ReadAllAsync(patience.Token))
        {
            seen.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The silo ended without a line with '{text}'. Output: {string.Join('\n', seen)} Errors: {await _errors}");
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>How, and what it said on standard error.</returns>
    public async Task<(SiloExitCode Code, string Errors)> ExitAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return ((SiloExitCode)_process.ExitCode, await _errors);
    }

    public void Send(PosixSignal signal) =>
        Assert.Equal(0, Kill(_process.Id, signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, PosixSignal.SIGTERM => 15, _ => throw new ArgumentOutOfRangeException(nameof(signal)) }));

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }
}
