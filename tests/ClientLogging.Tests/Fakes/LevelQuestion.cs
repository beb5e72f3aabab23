using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>A question for the levels of log files that waits for the test's answer.</summary>
internal sealed class LevelQuestion(string[] logFiles)
{
    private readonly TaskCompletionSource<LogLevelsReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string[] LogFiles => logFiles;

    public Task<LogLevelsReceipt> Receipt => _receipt.Task;

    public void Answer(params (string LogFile, LogFileLevels Levels)[] levels) =>
        Answer(logFiles.Length, name => levels.FirstOrDefault(level => level.LogFile == name).Levels);

    /// <summary>Answers the first names only.</summary>
    public void Answer(int count, Func<string, LogFileLevels?> levels) => _receipt.SetResult(new LogLevelsReceipt { LogFiles = [.. logFiles.Take(count).Select(levels)] });

    public void Fail() => _receipt.SetException(new TimeoutException("The answer did not come."));

    /// <summary>The levels of one log file; the prefix <c>Default</c> stands for every category.</summary>
    public static LogFileLevels Levels(TimeSpan? left, params (string Prefix, LogLevel Level)[] levels) => new()
    {
        Categories = [.. levels.Select(level => new CategoryLevel { Prefix = level.Prefix == "Default" ? null : level.Prefix, Level = (int)level.Level })],
        Left = left,
    };

    /// <summary>The levels of one log file, for ever.</summary>
    public static LogFileLevels Levels(params (string Prefix, LogLevel Level)[] levels) => Levels(null, levels);
}
