namespace LogActors;

/// <summary>What happens to a record when the buffer is full.</summary>
public enum WhenFull
{
    /// <summary>The new record is dropped and counted; the application does not wait. The count is written into the log file as soon as there is room.</summary>
    Drop,

    /// <summary>The caller waits for room, at most <see cref="LogActorsOptions.MaxWait"/>; then the record is dropped and counted.</summary>
    Wait,
}
