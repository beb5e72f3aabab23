using System.Buffers.Text;
using System.Collections;

namespace LogActors.Bench;

/// <summary>Reads what a case has written.</summary>
internal static class FileCheck
{
    /// <summary>Throws unless the files together hold exactly <paramref name="records"/> lines, one for each order from 0 on, in the comparable format.</summary>
    public static void Verify(IReadOnlyList<string> paths, OutputFormat format, int records)
    {
        var seen = new BitArray(records);
        Verify(paths, format, records, order =>
        {
            if (order >= records) throw new InvalidDataException($"Order {order} is in the file, which is not one of the {records} records.");
            if (seen[(int)order]) throw new InvalidDataException($"Order {order} is in the file twice.");
            seen[(int)order] = true;
        });
    }

    /// <summary>Throws unless the files together hold exactly <paramref name="records"/> lines in the comparable format, of whatever orders.</summary>
    public static void VerifyRepeated(IReadOnlyList<string> paths, OutputFormat format, int records) => Verify(paths, format, records, static _ => { });

    private static void Verify(IReadOnlyList<string> paths, OutputFormat format, int records, Action<long> check)
    {
        int lines = 0;
        foreach (string path in paths)
        {
            // Latin-1 keeps every byte one character; all that is looked for is ASCII.
            foreach (string line in File.ReadLines(path, System.Text.Encoding.Latin1))
            {
                lines++;
                long order = format == OutputFormat.Json ? OrderOfJson(line) : OrderOfText(line);
                if (order < 0) throw new InvalidDataException($"Line {lines} is not a record: {line}");
                check(order);
            }
        }

        if (lines != records) throw new InvalidDataException($"{lines} of {records} records are in the file.");
    }

    // 2026-01-02 03:04:05.678 [Information] LogActors.Bench.Orders Order 17 of customer-0017 over 0.17 was accepted within 17 ms
    private static long OrderOfText(string line)
    {
        const string Before = " LogActors.Bench.Orders Order ";
        int at = line.IndexOf(Before, StringComparison.Ordinal);
        bool stamped = line.StartsWith("20", StringComparison.Ordinal) && line.IndexOf(" [Info", StringComparison.OrdinalIgnoreCase) is > 0 and < 40;
        bool whole = line.EndsWith(" ms", StringComparison.Ordinal) && line.Contains(" over ", StringComparison.Ordinal);
        return at > 0 && stamped && whole ? LeadingNumber(line.AsSpan(at + Before.Length)) : -1;
    }

    private static long OrderOfJson(string line)
    {
        const string Before = "\"OrderId\":";
        int at = line.IndexOf(Before, StringComparison.Ordinal);
        bool whole = line.StartsWith('{') && line.EndsWith('}') && line.Contains("\"DurationMs\":", StringComparison.Ordinal);
        return at > 0 && whole ? LeadingNumber(line.AsSpan(at + Before.Length).TrimStart()) : -1;
    }

    private static long LeadingNumber(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(digits < 0 ? text : text[..digits], out long number) ? number : -1;
    }
}
