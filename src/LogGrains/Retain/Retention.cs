using NodaTime;

namespace LogActors;

/// <summary>Which closed segments are to be deleted. No current segment is ever among them.</summary>
/// <remarks>Pure functions. A segment counts as old by its own time alone: after a clock was put right, one of a wrong time goes too early or too late, and no other.</remarks>
internal static class Retention
{
    /// <summary>Which segments of a log file are beyond its limits.</summary>
    /// <param name="segments">The closed ones, in the order of their numbers.</param>
    /// <param name="currentBytes">The length of the current one.</param>
    /// <param name="options">The limits.</param>
    /// <param name="now">The present time.</param>
    /// <returns>Their numbers, the oldest first, each with its rule. Without them the log file is within its limits, unless the current segment alone is not; with any one of them it is not.</returns>
    public static IReadOnlyList<(long Number, RetentionRule Rule)> Beyond(IReadOnlyList<ClosedSegment> segments, long currentBytes, RetainOptions options, Instant now)
    {
        long room = options.MaxTotalBytes == 0 ? long.MaxValue : options.MaxTotalBytes - currentBytes;
        int places = options.BackupCount == 0 ? int.MaxValue : options.BackupCount;
        List<(long Number, RetentionRule Rule)> beyond = [];
        RetentionRule? full = null;                             // the limit that is reached: what comes before goes too
        for (int i = segments.Count - 1; i >= 0; i--)
        {
            ClosedSegment segment = segments[i];
            bool isTooOld = options.MaxAge is { } age && now - segment.ClosedAt > Duration.FromTimeSpan(age);
            full ??= isTooOld ? null : places == 0 ? RetentionRule.Count : segment.Bytes > room ? RetentionRule.Bytes : null;
            if ((isTooOld ? RetentionRule.Age : full) is { } rule)
            {
                beyond.Add((segment.Number, rule));
                continue;
            }

            places--;
            room -= options.MaxTotalBytes > 0 ? segment.Bytes : 0;
        }

        beyond.Reverse();
        return beyond;
    }

    /// <summary>Which segments of all log files together are beyond the limit of the log root.</summary>
    /// <param name="files">All log files.</param>
    /// <param name="maxTotalBytes">The limit in bytes; 0 for none.</param>
    /// <returns>Those that were closed first, the oldest first, and as few as will do.</returns>
    public static IReadOnlyList<(LogFileName Name, long Number)> BeyondRoot(IReadOnlyList<RetainedFile> files, long maxTotalBytes)
    {
        // 128 bits: what is read from a disk may add up to anything.
        Int128 excess = -(Int128)maxTotalBytes;
        foreach (RetainedFile file in files)
        {
            excess += file.CurrentBytes;
            foreach (ClosedSegment segment in file.Segments)
            {
                excess += segment.Bytes;
            }
        }

        if (maxTotalBytes == 0 || excess <= 0)
        {
            return [];
        }

        List<(LogFileName Name, long Number)> beyond = [];
        foreach ((LogFileName name, ClosedSegment segment) in OldestFirst(files))
        {
            if (excess <= 0)
            {
                break;
            }

            beyond.Add((name, segment.Number));
            excess -= segment.Bytes;
        }

        return beyond;
    }

    private static IOrderedEnumerable<(LogFileName Name, ClosedSegment Segment)> OldestFirst(IReadOnlyList<RetainedFile> files) =>
        files.SelectMany(file => file.Segments.Select(segment => (file.Name, Segment: segment)))
            .OrderBy(one => one.Segment.ClosedAt)
            .ThenBy(one => one.Name.Value, StringComparer.Ordinal)
            .ThenBy(one => one.Segment.Number);
}
