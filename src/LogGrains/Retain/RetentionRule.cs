namespace LogActors;

/// <summary>Why a closed segment is to be deleted.</summary>
internal enum RetentionRule
{
    /// <summary>There are more than <see cref="RetainOptions.BackupCount"/> with it.</summary>
    Count,

    /// <summary>It was closed longer ago than <see cref="RetainOptions.MaxAge"/>.</summary>
    Age,

    /// <summary>The log file has more bytes than <see cref="RetainOptions.MaxTotalBytes"/> with it.</summary>
    Bytes,

    /// <summary>All log files together have more bytes than <see cref="LogStoreOptions.MaxTotalBytes"/>.</summary>
    Root,
}
