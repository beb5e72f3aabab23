using System.Diagnostics;
using System.Globalization;
using LogActors.Shared;

namespace LogActors.Bench;

/// <summary>A silo's program as it comes, on ports and a log root of its own.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private BenchSilo(Process process, int gatewayPort)
    {
        _process = process;
        Address = new ClusterAddress([string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{gatewayPort}")], "logactors", "logactors");
    }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Where its clients find it.</summary>
    public ClusterAddress Address { get; }

    /// <summary>Starts a silo, and returns when it is ready.</summary>
    /// <param name="root">Its log root.</param>
    /// <param name="settings">Further settings, such as <c>LogActors__Files__orders__Ack</c>.</param>
    public static async Task<BenchSilo> StartAsync(string root, params (string Name, string Value)[] settings)
    {
        int[] ports = FreePorts.Take(3);
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "logactors-silo", "LogActors.Silo.dll")]) { UseShellExecute = false, RedirectStandardOutput = true };
        (string Name, string Value)[] own =
        [
            ("LogActors__Directory", root),
            ("LOGACTORS_RUNTIME_DIR", Path.Combine(root, "run")),
            ("Orleans__Endpoints__SiloPort", ports[0].ToString(CultureInfo.InvariantCulture)),
            ("Orleans__Endpoints__GatewayPort", ports[1].ToString(CultureInfo.InvariantCulture)),
            ("Urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[2]}")),
        ];
        foreach ((string name, string value) in own.Concat(settings))
        {
            start.Environment[name] = value;
        }

        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("The silo owns log root", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        BenchSilo silo = new(process, ports[1]);
        try
        {
            await ready.Task.WaitAsync(Patience, TimeProvider.System);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
