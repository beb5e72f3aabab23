using System.Globalization;
using LogActors.Shared;

namespace LogActors.Tests;

/// <summary>A temporary folder with a log root and a runtime folder of its own, and the ports of a silo that may be started there, ended, and started again.</summary>
internal sealed class Playground : IAsyncDisposable
{
    private readonly List<RunningProgram> _programs = [];

    public Playground()
    {
        Folder = Directory.CreateTempSubdirectory("logactors-test-").FullName;
        Ports = FreePorts.Take(3);
    }

    public string Folder { get; }

    public string LogRoot => Path.Combine(Folder, "logs");

    /// <summary>Silo, gateway and HTTP port.</summary>
    public int[] Ports { get; }

    public string ConnectionString => $"Gateways=127.0.0.1:{Text(Ports[1])};ClusterId=logactors;ServiceId=logactors";

    /// <summary>Starts the silo of the log root and waits until it is ready.</summary>
    /// <param name="program">Another program than the one that was built.</param>
    /// <param name="settings">Further settings, such as <c>LogActors__Files__load__Format</c>.</param>
    public async Task<RunningProgram> StartSiloAsync(string? program = null, Dictionary<string, string>? settings = null)
    {
        RunningProgram silo = Start(program ?? Programs.Silo, new Dictionary<string, string>(settings ?? [])
        {
            ["LogActors__Directory"] = LogRoot,
            ["Orleans__Endpoints__SiloPort"] = Text(Ports[0]),
            ["Orleans__Endpoints__GatewayPort"] = Text(Ports[1]),
            ["Urls"] = $"http://127.0.0.1:{Text(Ports[2])}",
        });
        await silo.WaitForLineAsync("The silo owns log root");
        return silo;
    }

    /// <summary>Starts a load client; by default it waits for room rather than drop.</summary>
    public RunningProgram StartLoad(string tag, int threads, int perThread, Dictionary<string, string>? environment = null, string? ending = null)
    {
        Dictionary<string, string> all = new()
        {
            ["ConnectionStrings__logactors"] = ConnectionString,
            ["Logging__LogActors__File"] = "load",
            ["Logging__LogActors__WhenFull"] = "Wait",
            ["Logging__LogActors__MaxWait"] = "00:01:00",
            ["Logging__LogActors__ShutdownTimeout"] = "00:01:30",
        };
        foreach ((string name, string value) in environment ?? [])
        {
            all[name] = value;
        }

        return Start(Programs.LoadClient, all, ending is null ? [tag, Text(threads), Text(perThread)] : [tag, Text(threads), Text(perThread), ending]);
    }

    /// <summary>Starts any program in this folder; it is killed at the end if it still runs.</summary>
    public RunningProgram Start(string path, Dictionary<string, string> environment, params string[] arguments)
    {
        environment.TryAdd("LOGACTORS_RUNTIME_DIR", Path.Combine(Folder, "run"));
        RunningProgram program = RunningProgram.Start(path, Folder, environment, arguments);
        _programs.Add(program);
        return program;
    }

    /// <summary>The lines of all segments of a log file, in order.</summary>
    public IEnumerable<string> Lines(string file) =>
        Directory.GetFiles(LogRoot, $"{file}-????????.log").Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (RunningProgram program in _programs)
        {
            await program.DisposeAsync();
        }

        await WhenNobodyOwnsLogRootAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // A silo that an application started outlives it, and still writes its own log while it leaves. It holds the lock until its process has ended; there is no event across processes to wait for.
    private async Task WhenNobodyOwnsLogRootAsync()
    {
        string path = Path.Combine(LogRoot, ".logactors", "lock");
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (File.Exists(path))
        {
            try
            {
                using FileStream owned = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
