namespace LogActors;

/// <summary>What a pass has done; for the log and the metrics.</summary>
internal sealed class RetentionResult
{
    /// <summary>The segments whose files were deleted, and by which rule.</summary>
    public List<(ClosedSegment Segment, RetentionRule Rule)> Deleted { get; } = [];

    /// <summary>The segments whose files were not there any more.</summary>
    public List<ClosedSegment> Missing { get; } = [];

    /// <summary>The segments in whose place there is a file of somebody else, and how it is told. It was left alone, and will be from now on.</summary>
    public List<(ClosedSegment Segment, string Reason)> Refused { get; } = [];

    /// <summary>The segments whose files could not be deleted; the next pass tries again.</summary>
    public List<(ClosedSegment Segment, Exception Error)> Failed { get; } = [];

    /// <summary>Why the catalogue does not know yet what was done, or <see langword="null"/>. The next pass finds the files missing, and makes it good.</summary>
    public Exception? NotNoted { get; set; }

    /// <summary>How many bytes were deleted.</summary>
    public long DeletedBytes => Deleted.Sum(deleted => deleted.Segment.Bytes);
}
