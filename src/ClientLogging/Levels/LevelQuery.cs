using System.Collections.Immutable;

namespace LogActors;

/// <summary>Asks the silo which levels it asks of the provider's log files. Never throws; what fails is told as an event. Thread-safe.</summary>
internal sealed class LevelQuery(ILogCluster cluster, Func<FileRoutes> routes, TimeProvider time)
{
    /// <summary>Connects if a silo runs. To be called again with each period: a local silo may have been started meanwhile.</summary>
    public void Connect()
    {
        try
        {
            cluster.StartIfRunning();
        }
        catch (Exception exception)
        {
            ClientEvents.Log.ConnectFailed(exception);
        }
    }

    /// <summary>Asks, in as many calls as it takes.</summary>
    /// <returns>What the silo says of each log file that it asks something of; <see langword="null"/> if there is no answer.</returns>
    public async Task<ImmutableDictionary<LogFileName, FileLevels>?> AskAsync(CancellationToken stopping)
    {
        try
        {
            ImmutableDictionary<LogFileName, FileLevels>.Builder known = ImmutableDictionary.CreateBuilder<LogFileName, FileLevels>();
            ReadOnlyMemory<LogFileName> files = routes().Files.ToArray();
            while (!files.IsEmpty)
            {
                string[] names = [.. files[..Math.Min(files.Length, LogLevelsReceipt.MaxLogFiles)].ToArray().Select(file => file.Value)];
                LogLevelsReceipt receipt = await cluster.GetLevelsAsync(names, stopping).ConfigureAwait(false);
                FileLevels?[] answered = FileLevels.FromAll(receipt.LogFiles.Take(names.Length), time);
                for (int i = 0; i < answered.Length; i++)
                {
                    if (answered[i] is { } levels)
                    {
                        known[files.Span[i]] = levels;
                    }
                }

                files = answered.Length > 0 ? files[answered.Length..] : default;
            }

            return known.ToImmutable();
        }
        catch (Exception exception)
        {
            if (!stopping.IsCancellationRequested)
            {
                ClientEvents.Log.LevelsNotAnswered(exception);  // by a silo that knows of no levels, for example
            }

            return null;
        }
    }
}
