using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A campaign while it runs: what was asked for, the one source of randomness, and where findings go.</summary>
internal sealed class CampaignRun(ChaosOptions options, Programs programs, CampaignResult result, CancellationToken cancellation)
{
    /// <summary>How long anything may take that should happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public ChaosOptions Options { get; } = options;

    public Programs Programs { get; } = programs;

    public CampaignResult Result { get; } = result;

    public CancellationToken Cancellation { get; } = cancellation;

    public Random Random { get; } = new(options.Seed);

    /// <summary>Whether the campaign may end with its first finding: a deliberate bug has then been found.</summary>
    public bool StopAtFirst { get; init; }

    public bool IsOver => StopAtFirst && !Result.IsClean;

    /// <summary>What <c>--only</c> leaves of a campaign's kinds.</summary>
    /// <exception cref="UsageException">Nothing.</exception>
    public T[] Pick<T>(IEnumerable<T> kinds, Func<T, string> name)
    {
        T[] picked = [.. kinds.Where(kind => Options.Only.Count == 0 || Options.Only.Contains(name(kind)))];
        return picked.Length > 0 ? picked : throw new UsageException($"--only names nothing of campaign {Options.Campaign}.");
    }

    /// <summary>Counts a cycle and says how it went, on one line of standard error.</summary>
    public void Report(string what)
    {
        Result.Cycles++;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Result.Campaign} {Result.Cycles}: {what}"));
    }

    /// <summary>Runs <paramref name="body"/>; if it cannot go on, that is a failure of the campaign, and not its end.</summary>
    public async Task<bool> TryAsync(Func<Task> body)
    {
        try
        {
            await body();
            return true;
        }
        catch (Exception exception) when (exception is CampaignException or CommandException)
        {
            Result.Failures.Add(exception.Message);
            Console.Error.WriteLine($"{Result.Campaign}: {exception.Message}");
            return false;
        }
    }

    /// <summary>Waits a time that belongs to the fault itself, such as how long load runs before a kill.</summary>
    public Task PauseAsync(int leastMilliseconds, int mostMilliseconds) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Next(leastMilliseconds, mostMilliseconds + 1)), TimeProvider.System, Cancellation);
}
