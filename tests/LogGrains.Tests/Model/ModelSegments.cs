using System.Text;

namespace LogActors.Tests;

/// <summary>What the writers of a history have left on its disk.</summary>
internal static class ModelSegments
{
    /// <summary>Reads the segments, which have each producer's records from the first on, at least as many as it was promised.</summary>
    /// <exception cref="PromiseBroken">They do not.</exception>
    public static void Check(ModelDisk disk, IReadOnlyList<ModelProducer> producers, Func<ModelProducer, long> least)
    {
        long[] next = new long[producers.Count];
        foreach (string path in disk.Paths.Where(PassingDisk.IsSegment).OrderBy(PassingDisk.IsStaged).ThenBy(IdOf))
        {
            string text = TextOf(disk.Find(path)!, path);
            WriterHistory.Expect(text.Length > 0 && text[^1] != '\n' ? $"{Path.GetFileName(path)} ends in a torn line" : null);
            foreach (string line in text.Split('\n')[..^1].Where(line => !IsNotice(line)))
            {
                int number = line.Length > 0 ? line[0] - '0' : -1;
                bool known = number >= 0 && number < next.Length && line == ModelProducer.TextOf(number, next[number]);
                WriterHistory.Expect(known ? null : $"{Path.GetFileName(path)} has the line '{line[..Math.Min(line.Length, 40)]}' after {string.Join(", ", next)} records of each producer");
                next[number]++;
            }
        }

        foreach (ModelProducer producer in producers)
        {
            long found = next[producer.Number];
            WriterHistory.Expect(found < least(producer) || found > producer.Sent ? $"producer {producer.Number} has {found} records in the file, of {least(producer)} to {producer.Sent}" : null);
        }
    }

    // Where a copy was made and the file cut to nothing, there is the copy and a hole, which a power loss may fill again.
    private static string TextOf(ModelFile file, string path)
    {
        ReadOnlySpan<byte> rest = file.Content;
        for (int i = 0; i < Math.Min(rest.Length, file.Copied.Length); i++)
        {
            WriterHistory.Expect(rest[i] != 0 && rest[i] != file.Copied[i] ? $"{Path.GetFileName(path)} has byte {rest[i]} in its hole, at {i}" : null);
        }

        return Encoding.UTF8.GetString([.. file.Copied, .. rest[Math.Min(rest.Length, file.Copied.Length)..]]);
    }

    private static bool IsNotice(string line) => line.Contains(" by another program ", StringComparison.Ordinal) || line.StartsWith("Another program ", StringComparison.Ordinal);

    private static SegmentId IdOf(string path) => SegmentNaming.TryParse(RollNaming.Dated, WriterHistory.Name.Value, Path.GetFileName(path), out SegmentId id) ? id : default;
}
