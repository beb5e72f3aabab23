using NodaTime;

namespace LogActors;

/// <summary>When a log file that nobody writes has something to do.</summary>
internal static class NextCare
{
    /// <summary>When it is to be opened; a time that is over means now.</summary>
    /// <param name="state">What it has on the disk.</param>
    /// <param name="schedule">The schedule by which it rolls.</param>
    /// <param name="retain">How its closed segments are kept.</param>
    /// <returns><see cref="Instant.MaxValue"/> if there is nothing to come.</returns>
    public static Instant Of(LogFileState state, RollSchedule schedule, RetainOptions retain) => Instant.Min(Roll(state, schedule), Pass(state, retain, schedule.Now));

    // Python's handler rolls at a record only.
    private static Instant Roll(LogFileState state, RollSchedule schedule)
    {
        RollOptions options = schedule.Options;
        bool rolls = state.Header.Segment is not null && options.Calendar != RollCalendar.PythonCompatible && (state.CurrentBytes > 0 || options.RollEmpty);
        schedule.Resume(state.Header.PeriodStart);
        return !rolls || schedule.Left == Duration.MaxValue ? Instant.MaxValue : schedule.Now + schedule.Left;
    }

    private static Instant Pass(LogFileState state, RetainOptions retain, Instant now)
    {
        if (Retention.Beyond(state.Closed, state.CurrentBytes, retain, now).Count > 0)
        {
            return now;
        }

        Instant next = Instant.MaxValue;
        foreach (ClosedSegment segment in state.Closed)
        {
            if (retain.MaxAge is { } age)
            {
                next = Instant.Min(next, segment.ClosedAt + Duration.FromTimeSpan(age) + Duration.Epsilon);
            }

            if (retain.Compress != CompressionFormat.None && segment.Bytes > 0 && CompressedNaming.Parse(segment.FileName).Format == CompressionFormat.None)
            {
                next = Instant.Min(next, segment.ClosedAt + Duration.FromTimeSpan(retain.CompressAfter));
            }
        }

        return next;
    }
}
