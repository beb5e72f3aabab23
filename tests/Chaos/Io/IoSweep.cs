using System.Collections.Concurrent;

namespace LogActors.Chaos;

/// <summary>Fails the first, the second, the third … call of each place of a scenario in each way that makes sense there, until no fault is met any more.</summary>
internal sealed class IoSweep(CampaignResult result, string folder)
{
    private const int AttemptsOnASoundDisk = 4;
    private const int MaxCalls = 40;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(IoSite, IoError), int> _injected = [];
    private int _runs;

    /// <summary>How many runs there were.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>How often each error has been met at each place.</summary>
    public IReadOnlyDictionary<(IoSite Site, IoError Error), int> Injected => _injected;

    public async Task ScenarioAsync(IoScenario scenario, CancellationToken cancellation)
    {
        await RunAsync(scenario, null, IoEnding.CloseLater);
        foreach (IoSite site in IoSite.All)
        {
            ParallelOptions parallel = new() { CancellationToken = cancellation };
            var ways = site.Errors.SelectMany(error => new[] { (Error: error, Lasts: false), (Error: error, Lasts: true) });
            await Parallel.ForEachAsync(ways, parallel, async (way, _) =>
            {
                foreach (IoEnding ending in Enum.GetValues<IoEnding>())
                {
                    for (int number = 1; number <= MaxCalls && await RunAsync(scenario, new IoFault(site, way.Error, number, way.Lasts), ending); number++)
                    {
                    }
                }
            });
        }
    }

    /// <returns>Whether the fault was met.</returns>
    private async Task<bool> RunAsync(IoScenario scenario, IoFault? fault, IoEnding ending)
    {
        string own = Path.Combine(folder, FormattableString.Invariant($"{Interlocked.Increment(ref _runs)}"));
        string what = $"{scenario.Name}, {fault}, {ending}";
        try
        {
            await using IoPlace place = new(own, scenario.Limits, scenario.Durable);
            await scenario.Prepare(place);
            IoFault[] besides = [.. scenario.Besides.Select(beside => new IoFault(beside.Site, beside.Error, 1, Lasts: false))];
            place.Storage.Set([.. fault is null ? [] : new[] { fault }, .. besides]);
            await scenario.Act(place);
            await EndAsync(place, ending);
            Take(place, what);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or CampaignException)
        {
            Fail($"{what}: {exception.Message}");
        }

        Directory.Delete(own, recursive: true);
        if (fault is { Fired: > 0 })
        {
            _injected.AddOrUpdate((fault.Site, fault.Error), 1, (_, count) => count + 1);
        }

        return fault is { Fired: > 0 };
    }

    private static async Task EndAsync(IoPlace place, IoEnding ending)
    {
        if (ending == IoEnding.DieAtOnce)
        {
            place.Kill();
        }

        place.Storage.Set();
        await DeliverAsync(place, 0);
        if (ending == IoEnding.CloseLater)
        {
            await place.CloseAsync();
        }
        else
        {
            place.Kill();
        }

        await DeliverAsync(place, 2);
        await place.CloseAsync();
    }

    // What is tried again after a while is tried again.
    private static async Task DeliverAsync(IoPlace place, int count)
    {
        for (int attempt = 0; attempt < AttemptsOnASoundDisk; attempt++)
        {
            place.Advance(TimeSpan.FromSeconds(2));
            if (await place.SendAsync(attempt == 0 ? count : 0))
            {
                return;
            }
        }

        throw new CampaignException($"a producer could not deliver in {AttemptsOnASoundDisk} attempts after the fault was over");
    }

    private void Take(IoPlace place, string what)
    {
        CheckResult found = place.Check();
        if (place.Critical is { } critical)
        {
            Fail($"{what}: {critical}");
        }

        lock (_gate)
        {
            result.Found += found with { Examples = [.. found.Examples.Take(2).Select(example => $"{what}: {example}")] };
        }
    }

    private void Fail(string failure)
    {
        lock (_gate)
        {
            result.Failures.Add(failure);
        }
    }
}
