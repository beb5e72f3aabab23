using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The levels that the silo asks of one log file. Immutable.</summary>
internal sealed class FileLevels
{
    private readonly (string Prefix, LogLevel Level)[] _longestFirst;

    private FileLevels((string, LogLevel)[] longestFirst, DateTimeOffset? until)
    {
        _longestFirst = longestFirst;
        Until = until;
    }

    /// <summary>The moment from which on they count no more; <see langword="null"/> if there is none.</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>Takes what a silo has answered; <see langword="null"/> if it asks for nothing.</summary>
    /// <remarks>Levels that are none, which a later version may know, are left out, and so is what no silo may answer: prefixes beyond the first hundred, and those that are too long.</remarks>
    public static FileLevels? From(LogFileLevels? answer, TimeProvider time)
    {
        (string, LogLevel)[] levels =
        [
            .. from category in (answer?.Categories ?? []).Take(LogFileLevels.MaxCategories)
               let prefix = category.Prefix ?? ""
               where Enum.IsDefined((LogLevel)category.Level) && prefix.Length <= CategoryLevel.MaxPrefixLength
               orderby prefix.Length descending
               select (prefix, (LogLevel)category.Level),
        ];
        return levels.Length > 0 ? new FileLevels(levels, Moment(answer!.Left, time)) : null;
    }

    /// <summary>Takes what a silo has answered for several log files, each object once however many log files share it.</summary>
    public static FileLevels?[] FromAll(IEnumerable<LogFileLevels?> answers, TimeProvider time)
    {
        Dictionary<LogFileLevels, FileLevels?> shared = [];
        return [.. answers.Select(answer => answer is null ? null : shared.TryGetValue(answer, out FileLevels? levels) ? levels : shared[answer] = From(answer, time))];
    }

    /// <summary>The level of the longest prefix that the category begins with, in any case; <see langword="null"/> if none is.</summary>
    public LogLevel? Of(string category)
    {
        foreach ((string prefix, LogLevel level) in _longestFirst)
        {
            if (category.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }

        return null;
    }

    private static DateTimeOffset? Moment(TimeSpan? left, TimeProvider time)
    {
        if (left is not { } duration)
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        return duration < DateTimeOffset.MaxValue - now ? now + duration : null;
    }
}
