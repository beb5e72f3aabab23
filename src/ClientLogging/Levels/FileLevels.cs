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

    /// <summary>Takes what a silo has answered; <see langword="null"/> if it asks for nothing. Levels that are none, which a later version may know, are left out.</summary>
    public static FileLevels? From(LogFileLevels? answer, TimeProvider time)
    {
        (string, LogLevel)[] levels =
        [
            .. from category in answer?.Categories ?? []
               where Enum.IsDefined((LogLevel)category.Level)
               orderby category.Prefix?.Length ?? 0 descending
               select (category.Prefix ?? "", (LogLevel)category.Level),
        ];
        return levels.Length > 0 ? new FileLevels(levels, Moment(answer!.Left, time)) : null;
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
