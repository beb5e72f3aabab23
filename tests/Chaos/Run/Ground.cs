using System.Globalization;
using LogActors.Shared;

namespace LogActors.Chaos;

/// <summary>A round's place: a temporary folder with histories and a log root, the ports of a silo that is ended and started there again and again, and its clients.</summary>
/// <remarks>Disposing it kills what still runs and removes the folder.</remarks>
internal sealed class Ground : IAsyncDisposable
{
    private const int Producer1OfProvider = 1;
    private const int MostPages = 8;

    private readonly CampaignRun _run;
    private readonly GroundOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("logactors-chaos-").FullName;
    private readonly int[] _ports = FreePorts.Take(3);
    private readonly List<LoadClient> _clients = [];
    private readonly List<SiloProcess> _silos = [];
    private readonly List<long> _restarts = [];
    private readonly Dictionary<int, Mark> _marks = [];
    private int _producers;
    private int _started;

    public Ground(CampaignRun run, GroundOptions options)
    {
        _run = run;
        _options = options;
        LogRoot = options.LogRoot ?? Path.Combine(_folder, "logs");
        Directory.CreateDirectory(Path.Combine(_folder, "history"));
        Strangers = new Strangers(LogRoot, ClientArguments.LogFile);
    }

    public string LogRoot { get; }

    /// <summary>Files of somebody else in the log root. They have to be there, unchanged, at the end.</summary>
    public Strangers Strangers { get; }

    public string Gateway => string.Create(CultureInfo.InvariantCulture, $"{_options.Address}:{_ports[1]}");

    public int GatewayPort => _ports[1];

    public IReadOnlyList<LoadClient> Clients => _clients;

    /// <summary>The silo that was started last.</summary>
    public SiloProcess Silo => _silos[^1];

    /// <summary>The bytes of all segments.</summary>
    public long SegmentBytes => SegmentFiles.InOrder(LogRoot, ClientArguments.LogFile).SelectMany(segment => segment.Paths).Sum(path => new FileInfo(path).Length);

    /// <summary>Starts a silo, and does not wait for it.</summary>
    /// <param name="extra">What it gets in its environment in addition to what the round has.</param>
    public SiloProcess StartSilo(params (string Name, string Value)[] extra)
    {
        _restarts.Add(HistoryWriter.Now());
        SiloProcess silo = Launch(extra);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts another silo on the same log root and ports, which is not the round's silo.</summary>
    public SiloProcess StartRival() => Launch([]);

    public void StartClients()
    {
        for (int i = 0; i < _options.RawClients; i++)
        {
            StartClient("raw");
        }

        for (int i = 0; i < _options.ProviderClients; i++)
        {
            StartClient("provider");
        }
    }

    public LoadClient StartClient(string kind, int? rate = null)
    {
        int producers = kind == "raw" ? _options.ProducersPerClient : Producer1OfProvider;
        string name = string.Create(CultureInfo.InvariantCulture, $"{kind[0]}{_started++}");
        ClientArguments arguments = new(kind, name, Gateway, Path.Combine(_folder, "history"), producers, rate ?? (kind == "raw" ? _options.RawRate : _options.ProviderRate), _run.Random.Next(), IsPlain, _options.Errors);
        LoadClient client = LoadClient.Start(arguments, _options.ClientPrefix, MarkOf, _run.Result.Failures.Add);
        _clients.Add(client);
        _producers += producers;
        return client;
    }

    /// <summary>Kills a client, whose producers are not waited for any more.</summary>
    public async Task<string> KillClientAsync(int index)
    {
        LoadClient client = _clients[index];
        await client.DisposeAsync();
        _clients.RemoveAt(index);
        bool provider = client.Producers == Producer1OfProvider;
        _producers -= client.Producers;
        return provider ? "provider" : "raw";
    }

    /// <summary>Asks all producers to say when they are acknowledged again.</summary>
    public Mark SetMark()
    {
        Mark mark;
        lock (_marks)
        {
            mark = new Mark(_marks.Count, _producers);
            _marks.Add(mark.Id, mark);
        }

        foreach (LoadClient client in _clients)
        {
            client.Tell(mark);
        }

        return mark;
    }

    /// <summary>Waits until every producer has been acknowledged after the mark.</summary>
    /// <exception cref="CampaignException">That takes too long.</exception>
    public async Task<long> AllAsync(Mark mark) => await InTimeAsync(mark.All, $"a producer was not acknowledged after the fault was over (acknowledged: {mark.Acknowledged})");

    /// <summary>Waits until the first producer has been acknowledged after the mark.</summary>
    /// <exception cref="CampaignException">That takes too long.</exception>
    public Task<long> FirstAsync(Mark mark) => InTimeAsync(mark.First, "no producer was acknowledged after the fault was over");

    /// <summary>Waits until every producer has been told to wait after the mark.</summary>
    /// <exception cref="CampaignException">That takes too long.</exception>
    public Task AllPutOffAsync(Mark mark) => InTimeAsync(mark.AllPutOff, "a producer was not told that the silo cannot write");

    /// <summary>Waits for a mark after a new silo was started, and notes how long it took.</summary>
    /// <param name="mark">Set when the silo was started.</param>
    /// <param name="since">When it was started.</param>
    /// <param name="all">Whether to wait for every producer, instead of the first one.</param>
    public async Task<string> RecoveredAsync(Mark mark, long since, bool all = true)
    {
        double first = (await FirstAsync(mark) - since) / 1e9;
        _run.Result.FirstAcks.Add(first);
        if (!all)
        {
            return string.Create(CultureInfo.InvariantCulture, $"first acknowledgement after {first:0.000} s");
        }

        double last = (await AllAsync(mark) - since) / 1e9;
        _run.Result.AllAcks.Add(last);
        return string.Create(CultureInfo.InvariantCulture, $"first acknowledgement after {first:0.000} s, all producers after {last:0.000} s");
    }

    /// <summary>Cuts the disk off under the silo, which is stopped for that moment: a flush that is under way then may report success although nothing of it has reached the disk.</summary>
    public async Task CutAsync(MountedFolder disk)
    {
        Silo.Send(Signals.Stop);
        await Silo.StoppedAsync(_run.Cancellation);
        await disk.ShutDownAsync();
        Silo.Send(Signals.Continue);
    }

    /// <summary>Lets the disk have the journal, but of the segment only the last pages: the journal then speaks of lines that are not there, with others behind them.</summary>
    public async Task WriteBackAsync()
    {
        // What has been prepared for the next segment is empty.
        string? segment = SegmentFiles.InOrder(LogRoot, ClientArguments.LogFile).Select(segment => segment.Paths[0]).LastOrDefault(HasContent);
        string? journal = Directory.EnumerateFiles(Path.Combine(LogRoot, ".logactors"), "*.journal", SearchOption.AllDirectories).Where(HasContent).Max(StringComparer.Ordinal);
        if (segment is not null && journal is not null)
        {
            int pages = _run.Random.Next(2) == 0 ? 1 : _run.Random.Next(2, MostPages + 1);     // there may be no more than two that have not been flushed
            await MountedFolder.WriteBackAsync(segment, Math.Max(0, (new FileInfo(segment).Length / Environment.SystemPageSize) + 1 - pages), journal);
        }
    }

    /// <summary>Lets the clients deliver what they have sent, stops everything and checks the file.</summary>
    public async Task FinishAsync()
    {
        bool whole = await _run.TryAsync(async () =>
        {
            foreach (LoadClient client in _clients)
            {
                client.Stop();
            }

            await InTimeAsync(WhenAllAsync(), "a client could not deliver what it had sent");
        });
        foreach (LoadClient client in _clients)
        {
            await client.KillAsync();
        }

        if (_silos.Count > 0 && !Silo.HasExited)
        {
            Silo.Send(Signals.Terminate);
            await Task.WhenAny(Silo.Exited, Task.Delay(CampaignRun.Patience, TimeProvider.System));
            if (!Silo.HasExited || Silo.ExitCode != 0)
            {
                _run.Result.Failures.Add($"The silo did not stop orderly after SIGTERM:\n{Silo.LastLines}");
            }

            await Silo.KillAsync();
        }

        CheckResult found = FileChecker.Check(LogRoot, ClientArguments.LogFile, Path.Combine(_folder, "history"), _options.Level, _restarts, _options.BackupCount, Strangers.Names);
        string label = _options.Label is { } about ? $"{about}: " : "";
        _run.Result.Found += found with { Examples = [.. found.Examples.Take(label.Length > 0 ? 4 : int.MaxValue).Select(example => label + example)] };
        _run.Result.Failures.AddRange(Strangers.Changed.Select(name => $"{label}{name} is somebody else's, and was changed or deleted."));
        if (found.Acknowledged == 0)
        {
            _run.Result.Failures.Add($"Nothing was acknowledged at level {_options.Level}.");
        }

        if ((!found.IsClean || !whole) && _run.Options.Keep is { } keep)
        {
            Keep(Path.Combine(keep, Path.GetFileName(_folder)));
        }

        async Task<long> WhenAllAsync()
        {
            await Task.WhenAll(_clients.Select(client => client.Drained));
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LoadClient client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (SiloProcess silo in _silos)
        {
            await silo.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static bool HasContent(string path) => new FileInfo(path).Length > 0;

    private bool IsPlain => _options.Plain && !_run.Options.AlwaysSilo;

    private Mark? MarkOf(int id)
    {
        lock (_marks)
        {
            return _marks.GetValueOrDefault(id);
        }
    }

    private async Task<T> InTimeAsync<T>(Task<T> task, string otherwise)
    {
        try
        {
            return await task.WaitAsync(CampaignRun.Patience, TimeProvider.System, _run.Cancellation);
        }
        catch (TimeoutException)
        {
            throw new CampaignException(string.Create(
                CultureInfo.InvariantCulture, $"In {CampaignRun.Patience.TotalSeconds} s {otherwise}.\nThe silo {(Silo.HasExited ? $"ended with {Silo.ExitCode}" : $"is in state {Silo.State}")}:\n{Silo.LastLines}"));
        }
    }

    private SiloProcess Launch((string Name, string Value)[] extra)
    {
        Dictionary<string, string> environment = SiloEnvironment.For(LogRoot, Path.Combine(_folder, "run"), _ports, _options, _run.Options);
        foreach ((string name, string value) in extra)
        {
            environment[name] = value;
        }

        string[] program = IsPlain ? [_run.Programs.Host, ClientArguments.LogFile] : [_run.Programs.Silo];
        return SiloProcess.Start([.. _options.SiloPrefix, "dotnet", .. program], environment);
    }

    private void Keep(string target)
    {
        foreach ((string from, string to) in new[] { (LogRoot, "logs"), (Path.Combine(_folder, "history"), "history") })
        {
            foreach (string path in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(File.Exists) : [])
            {
                string copy = Path.Combine(target, to, Path.GetRelativePath(from, path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                try
                {
                    File.Copy(path, copy, overwrite: true);
                }
                catch (FileNotFoundException)
                {
                    // A silo that still runs has taken it away in the meantime.
                }
            }
        }

        Console.Error.WriteLine($"The files are kept in {target}.");
    }
}
