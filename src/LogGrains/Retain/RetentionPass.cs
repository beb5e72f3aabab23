using NodaTime;

namespace LogActors;

/// <summary>Deletes the segments of a log file that are beyond its limits.</summary>
/// <remarks>
/// A file is deleted only if it is as the catalogue says: a file and no link, and of that length. Somebody who puts another one in its place between the look and the deletion
/// loses it. A segment leaves the catalogue after its file is gone for good, so that one whose deletion a power loss undoes is deleted again.
/// Thread-safe against the writer, not against another pass over the same log file, or its compression.
/// </remarks>
internal sealed class RetentionPass(ILogStorage storage, string folder, SegmentCatalog catalog)
{
    /// <summary>Forgets segments whose files are not there any more, and deletes those that are beyond the limits.</summary>
    /// <param name="current">The current segment; it is kept whatever the catalogue says, and so is what is not before it.</param>
    /// <param name="options">The limits.</param>
    /// <param name="now">The present time.</param>
    /// <exception cref="IOException">The folder cannot be read; nothing was done.</exception>
    public RetentionResult Run(CurrentSegment current, RetainOptions options, Instant now)
    {
        // In this order: a segment that is closed in between would not be listed, and be taken for missing.
        ClosedSegment[] known = [.. catalog.Segments.Where(segment => segment.Number < current.Number)];
        if (known.Length == 0)
        {
            return new RetentionResult();
        }

        HashSet<string> names = [.. storage.List(folder)];
        RetentionResult result = new();
        result.Missing.AddRange(known.Where(segment => !names.Contains(segment.FileName)));
        ClosedSegment[] present = [.. known.Where(segment => names.Contains(segment.FileName))];
        Dictionary<long, RetentionRule> beyond = Retention.Beyond(FaultPoint.Mutant("newest-deleted") ? [.. present.Reverse()] : present, current.Bytes, options, now).ToDictionary();
        if (FaultPoint.Mutant("deleted-by-name") && present is [{ } oldest, ..])
        {
            Array.ForEach([.. names.Where(name => name[0] == oldest.FileName[0] && string.CompareOrdinal(name, oldest.FileName) < 0)], name => storage.Delete(Path.Combine(folder, name)));
        }

        if (FaultPoint.Mutant("deletion-noted-early"))
        {
            catalog.Remove(beyond.Keys, sync: false);
        }

        Delete(present.Where(segment => beyond.ContainsKey(segment.Number)), segment => beyond[segment.Number], result);
        return result;
    }

    /// <summary>Deletes segments that are beyond the limit of all log files together, whatever the limits of this one are. Numbers that are not known are passed over.</summary>
    /// <param name="numbers">The segments.</param>
    /// <param name="current">The current segment; it is kept whatever the catalogue says, and so is what is not before it.</param>
    public RetentionResult Delete(IReadOnlyCollection<long> numbers, CurrentSegment current)
    {
        RetentionResult result = new();
        HashSet<long> chosen = [.. numbers];
        Delete(catalog.Segments.Where(segment => chosen.Contains(segment.Number) && segment.Number < current.Number), _ => RetentionRule.Root, result);
        return result;
    }

    private void Delete(IEnumerable<ClosedSegment> segments, Func<ClosedSegment, RetentionRule> ruleOf, RetentionResult result)
    {
        foreach (ClosedSegment segment in segments)
        {
            try
            {
                DeleteOne(segment, ruleOf(segment), result);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                result.Failed.Add((segment, exception));
            }
        }

        try
        {
            Note(result);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            result.NotNoted = exception;
        }
    }

    private void DeleteOne(ClosedSegment segment, RetentionRule rule, RetentionResult result)
    {
        string path = Path.Combine(folder, segment.FileName);
        switch (storage.Identify(path))
        {
            case null:
                result.Missing.Add(segment);
                break;
            case { Kind: not FileKind.Regular } found:
                result.Refused.Add((segment, $"it is no file any more ({found.Kind})"));
                break;
            case { } found when found.Length != segment.Bytes:
                result.Refused.Add((segment, $"it has {found.Length} bytes, and had {segment.Bytes}"));
                break;
            default:
                storage.Delete(path);
                FaultPoint.Reach("retain-deleted");
                result.Deleted.Add((segment, rule));
                break;
        }
    }

    private void Note(RetentionResult result)
    {
        long[] gone = [.. result.Deleted.Select(deleted => deleted.Segment).Concat(result.Missing).Concat(result.Refused.Select(refused => refused.Segment)).Select(segment => segment.Number)];
        if (gone.Length == 0)
        {
            return;
        }

        if (result.Deleted.Count + result.Missing.Count > 0)
        {
            storage.SyncFolder(folder);
            FaultPoint.Reach("retain-synced");
        }

        catalog.Remove(gone, sync: false);
        FaultPoint.Reach("retain-noted");
    }
}
