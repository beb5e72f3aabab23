using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LogActors;

/// <summary>Answers out of the settings of the silo that it is on; no log file is opened for it.</summary>
/// <remarks>A worker without state: there is one wherever a client asks, and none of them has to be found.</remarks>
[GrainType("loglevels"), StatelessWorker]
internal sealed class LogLevelsGrain(LogFileSettings settings, TimeProvider time) : Grain, ILogLevelsGrain
{
    private const int MaxCharacters = 256 * 1024;              // of an answer, so that it stays well below the longest message, whatever the settings are

    public ValueTask<LogLevelsReceipt> GetAsync(string[] logFiles)
    {
        List<LogFileLevels?> answers = [];
        Dictionary<LogFileOptions, LogFileLevels> shared = [];
        int characters = 0;
        foreach (string? name in (logFiles ?? []).Take(LogLevelsReceipt.MaxLogFiles))
        {
            if (characters > MaxCharacters)
            {
                break;
            }

            LogFileLevels? levels = LevelsOf(name, shared, out int added);
            answers.Add(levels);
            characters += added;
        }

        return ValueTask.FromResult(new LogLevelsReceipt { LogFiles = [.. answers] });
    }

    private LogFileLevels? LevelsOf(string? name, Dictionary<LogFileOptions, LogFileLevels> shared, out int characters)
    {
        characters = 0;
        if (!LogFileName.TryParse(name, out LogFileName file, out string? error))
        {
            characters = error.Length;
            return new LogFileLevels { Categories = [], Error = error };
        }

        LogFileOptions options = settings.For(file).Options;
        TimeSpan? left = options.LevelsUntil - time.GetUtcNow();
        if (options.Levels.Count == 0 || left <= TimeSpan.Zero)
        {
            return null;
        }

        if (!shared.TryGetValue(options, out LogFileLevels? levels))
        {
            levels = new LogFileLevels { Categories = [.. options.Levels.Select(level => Wire(level.Key, level.Value))], Left = left };
            characters = options.Levels.Keys.Sum(prefix => prefix.Length);
            shared.Add(options, levels);
        }

        return levels;
    }

    private static CategoryLevel Wire(string prefix, LogLevel level) =>
        new() { Prefix = prefix.Equals(LogFileOptions.AllCategories, StringComparison.OrdinalIgnoreCase) ? null : prefix, Level = (int)level };
}
