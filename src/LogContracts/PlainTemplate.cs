using System.Buffers;
using System.Text.Unicode;

namespace LogActors;

/// <summary>Message templates whose text the reader of a record can make from its values: holes such as <c>{Name}</c>, each with text between it and the next, and nothing else in braces.</summary>
/// <remarks>
/// The text is what <c>Microsoft.Extensions.Logging</c> makes of such a template: each hole is replaced by its value as <c>string.Format</c> writes it in the invariant culture, and by <c>(null)</c> if
/// there is none. Stateless and thread-safe.
/// </remarks>
public static class PlainTemplate
{
    private static readonly SearchValues<char> s_notInNames = SearchValues.Create("{,:");

    /// <summary>Whether the template is of that kind, and its holes are these names in this order.</summary>
    /// <param name="template">The template.</param>
    /// <param name="names">The names of the values.</param>
    /// <returns><see langword="false"/> also for a template with an escaped brace, an alignment or a format, and for one that is not valid UTF-16.</returns>
    public static bool IsPlain(string template, ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(template);
        ReadOnlySpan<char> rest = template;
        foreach (string name in names)
        {
            int open = rest.IndexOf('{');
            int close = open < 0 ? -1 : rest[open..].IndexOf('}');
            if (close < 0 || rest[..open].Contains('}') || !IsHole(rest.Slice(open + 1, close - 1), name))
            {
                return false;
            }

            rest = rest[(open + close + 1)..];
            if (rest is ['{', ..])
            {
                return false;                                   // half a character may end one value, and the other half begin the next
            }
        }

        return !rest.ContainsAny('{', '}') && IsValid(template);
    }

    private static bool IsHole(ReadOnlySpan<char> text, string name) => text.SequenceEqual(name) && !text.ContainsAny(s_notInNames);

    private static bool IsValid(string template)
    {
        byte[] bytes = new byte[template.Length * 3];
        return Utf8.FromUtf16(template, bytes, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done;
    }
}
