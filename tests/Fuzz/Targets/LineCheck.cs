using System.Text;
using System.Text.Json;

namespace LogActors.Fuzz;

/// <summary>What <c>docs/formats.md</c> promises of the lines of any records.</summary>
internal static class LineCheck
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions OneNameOnce = new() { AllowDuplicateProperties = false };

    /// <summary>Checks that lines are whole, escaped, and as many as there are records.</summary>
    public static void Check(ReadOnlySpan<byte> lines, int records, LogFormat format)
    {
        Strict.GetCharCount(lines);
        Promise.Holds(lines.IsEmpty ? records == 0 : lines[^1] == (byte)'\n', $"The last line of {records} records has no end.");
        int begun = 0;
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = lines[..end];
            lines = lines[(end + 1)..];
            bool goesOn = format == LogFormat.Text && line.StartsWith((byte)'\t');
            begun += goesOn ? 0 : 1;
            ReadOnlySpan<byte> content = goesOn ? line[1..] : line;
            Promise.Holds(content.IndexOfAnyInRange((byte)0, (byte)0x1F) < 0 && !content.Contains((byte)0x7F), $"A control character stands as it is in '{Encoding.UTF8.GetString(line)}'.");
            if (format == LogFormat.Json)
            {
                using JsonDocument document = JsonDocument.Parse(line.ToArray(), OneNameOnce);
                Promise.Holds(document.RootElement.TryGetProperty("@m", out _) && document.RootElement.TryGetProperty("SourceContext", out _), $"A member is missing in '{Encoding.UTF8.GetString(line)}'.");
            }
        }

        Promise.Holds(begun == records, $"{records} records are {begun} in {format}.");
    }
}
