using System.Text.Json;

namespace LogActors.Chaos;

/// <summary>What may be missing of a log file whose oldest segments are deleted, from the histories alone.</summary>
/// <remarks>
/// A record that was first sent when another had been acknowledged is behind it in the file. So as long as that one is there, this one has to be, too; and what was sent before may have
/// been in a segment that is gone.
/// </remarks>
internal static class DeletedRecords
{
    /// <summary>For each producer the first sequence that cannot have been deleted.</summary>
    /// <param name="historyFolder">The histories.</param>
    /// <param name="level">What a receipt must promise in order to count.</param>
    /// <param name="firstFound">For each producer the first of its sequences that is in the file; -1 if none is.</param>
    public static IReadOnlyDictionary<string, long> End(string historyFolder, AckLevel level, IReadOnlyDictionary<string, long> firstFound)
    {
        long oldest = long.MaxValue;                            // when the first of the records that are there was acknowledged
        foreach ((string tag, long sequence) in firstFound)
        {
            oldest = Math.Min(oldest, AcknowledgedAt(HistoryWriter.PathOf(historyFolder, tag), level, sequence));
        }

        return firstFound.Keys.ToDictionary(tag => tag, tag => SentBefore(HistoryWriter.PathOf(historyFolder, tag), oldest), StringComparer.Ordinal);
    }

    private static long AcknowledgedAt(string path, AckLevel level, long sequence) => sequence < 0 ? long.MaxValue : Events(path)
        .Where(entry => entry.GetProperty("ev").GetString() == "ok" && entry.GetProperty("last").GetInt64() >= sequence && (level == AckLevel.Written || entry.GetProperty("lvl").GetString() == "D"))
        .Select(entry => entry.GetProperty("t").GetInt64())
        .FirstOrDefault(long.MaxValue);

    private static long SentBefore(string path, long at) => Events(path)
        .Where(entry => entry.GetProperty("ev").GetString() == "invoke" && entry.GetProperty("t").GetInt64() <= at)
        .Select(entry => entry.GetProperty("first").GetInt64() + entry.GetProperty("n").GetInt32())
        .DefaultIfEmpty(0)
        .Max();

    // A line that is no JSON is ignored: the producer was killed while it wrote it.
    private static IEnumerable<JsonElement> Events(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            JsonElement entry;
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                entry = json.RootElement.Clone();
            }
            catch (JsonException)
            {
                continue;
            }

            yield return entry;
        }
    }
}
